// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

@Component
class PolicyOfEdgeTenant implements CorsPolicyResolver {

	private final CorsPolicyRegistry policies;

	PolicyOfEdgeTenant(CorsPolicyRegistry policies) {
		this.policies = policies;
	}

	@Override
	public @Nullable CorsPolicy resolve(CorsRequest request) {
		return "globex".equals(request.header("X-Edge-Tenant")) ? this.policies.policy("globex") : null;
	}

	@Override
	public List<String> requestHeaders() {
		return List.of("X-Edge-Tenant");
	}

}
