// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Enforcement;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The third way of use: policies that code builds. If there is a bean of this type, the
 * starter makes no policies from {@code cors.*}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("custom")
class CustomPolicies {

	@Bean
	CorsPolicyRegistry corsPolicyRegistry() {
		CorsPolicyBuilder base = new CorsPolicyBuilder();

		CorsPolicy readOnlyApi = new CorsPolicyBuilder("api", base).paths("/api/**")
			.allowedOrigins("http://localhost:*")
			.allowedMethods("GET")
			.allowedHeaders("X-Trace-Id")
			.exposedHeaders("X-Total-Count")
			.allowCredentials(true)
			.build();

		CorsPolicy somePage = new CorsPolicyBuilder("some-page", base).paths("/somePage")
			.allowedOrigins("http://siteA.com")
			.allowedMethods("GET", "POST", "PUT")
			.allowedHeaders("Content-Type")
			.build();

		CorsPolicy guarded = new CorsPolicyBuilder("guarded-guestbook", base).paths("/guestbook/server")
			.allowedOrigins(List.of())
			.enforcement(Enforcement.SERVER)
			.build();

		return new CorsPolicyRegistry(List.of(readOnlyApi, somePage, guarded));
	}

}
