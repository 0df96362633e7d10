// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The API that all tenants share. Each tenant's host gives that tenant's answer.
 */
@RestController
@Profile("tenants")
class TenantApi {

	private final CorsPolicyRegistry policies;

	TenantApi(CorsPolicyRegistry policies) {
		this.policies = policies;
	}

	@GetMapping("/api/customers")
	ResponseEntity<Customers> customers(HttpServletRequest request) {
		String tenant = TenantPolicies.tenantOf(request.getServerName());
		if (tenant == null || this.policies.policy(TenantPolicies.policyOf(tenant)) == null) {
			return ResponseEntity.notFound().build();
		}
		return ResponseEntity.ok(new Customers(tenant));
	}

	record Customers(String customersOf) {
	}

}
