// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.slices;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Components of the application. They are no members of its configuration, so that only
 * the component scan finds them.
 */
final class Components {

	private Components() {
	}

	@RestController
	static class Controller {

		@GetMapping("/x")
		String answer() {
			return "ok";
		}

	}

	@Component
	static class Customizer implements CorsPolicyCustomizer {

		@Override
		public void customize(CorsPolicyBuilder policy) {
			policy.exposedHeaders("X-Customized");
		}

	}

	@Component
	static class Provider implements AllowedOriginsProvider {

		@Override
		public Collection<String> allowedOrigins(String policyName) {
			return List.of("https://provider.example");
		}

	}

	/** A request with the header has the policy of a tenant. */
	@Component
	static class Resolver implements CorsPolicyResolver {

		private final CorsPolicy tenant = new CorsPolicyBuilder().allowedOrigins("https://tenant.example").build();

		@Override
		public @Nullable CorsPolicy resolve(CorsRequest request) {
			return (request.header("X-Tenant") != null) ? this.tenant : null;
		}

		@Override
		public List<String> requestHeaders() {
			return List.of("X-Tenant");
		}

	}

	@Component
	static class Observer implements DecisionObserver {

		private final AtomicInteger decisions = new AtomicInteger();

		@Override
		public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
			this.decisions.incrementAndGet();
		}

		int decisions() {
			return this.decisions.get();
		}

	}

	/** No part of a slice. */
	@Service
	static class OtherService {

	}

}
