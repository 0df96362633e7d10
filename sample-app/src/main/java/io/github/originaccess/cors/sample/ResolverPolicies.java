// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The fourth way of use: code chooses among the policies of the properties. The partner's
 * policy decides on requests to {@code partner.localhost}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("resolver")
class ResolverPolicies {

	@Bean
	CorsPolicyResolver policyOfHost(CorsPolicyRegistry policies) {
		return (request) -> "partner.localhost".equalsIgnoreCase(request.host()) ? policies.required("partner") : null;
	}

}
