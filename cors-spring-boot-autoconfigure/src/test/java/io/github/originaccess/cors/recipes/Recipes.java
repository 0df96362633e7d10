// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.wire.AnsweringApplication;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/**
 * The applications of docs/recipes.md. The page shows the code that is compiled here and
 * that {@link RecipeTests} runs.
 */
final class Recipes {

	private Recipes() {
	}

	static class Previews extends AnsweringApplication {

		@Bean
		CorsPolicyCustomizer previewsEverywhereButInAdmin() {
			return (policy) -> {
				if (policy.name().equals(CorsPolicyBuilder.DEFAULT_NAME)) {
					List<String> origins = new ArrayList<>(
							Objects.requireNonNullElse(policy.values(Setting.ALLOWED_ORIGINS), List.of()));
					origins.add("https://preview-*.example.com");
					policy.allowedOrigins(origins);
				}
			};
		}

	}

	static class Tenants extends AnsweringApplication {

		@Bean
		CorsPolicyResolver policyOfTenant(CorsPolicyRegistry policies) {
			return (request) -> {
				String host = request.host();
				if (host == null) {
					return null;
				}
				return switch (host) {
					case "acme.api.example.com" -> policies.policy("acme");
					case "globex.api.example.com" -> policies.policy("globex");
					default -> null;
				};
			};
		}

	}

	@Import(TenantPolicies.class)
	@EnableScheduling
	static class TenantsInADatabase extends AnsweringApplication {

		@Bean
		JdbcClient database(@Value("${tenants.database}") String url) {
			return JdbcClient.create(new DriverManagerDataSource(url));
		}

	}

	static class OwnRegistry extends AnsweringApplication {

		@Bean
		CorsPolicyRegistry corsPolicies() {
			CorsPolicy open = new CorsPolicyBuilder("open", new CorsPolicyBuilder()).paths("/open/**")
				.allowedOrigins("*")
				.build();
			CorsPolicy account = new CorsPolicyBuilder("account", new CorsPolicyBuilder()).paths("/account/**")
				.allowedOrigins("https://app.example.com")
				.allowedMethods("GET", "PUT")
				.allowCredentials(true)
				.build();
			return new CorsPolicyRegistry(List.of(open, account));
		}

	}

	@Import({ PolicyOfEdgeTenant.class, DenialCounts.class })
	static class LaterFilter extends AnsweringApplication {

		@Bean
		FilterRegistrationBean<CorsPolicyFilter> laterCorsPolicies(CorsPolicyRegistry policies,
				ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<DecisionObserver> observers,
				SettingPlaces places, Environment environment) {
			CorsPolicyFilter filter = new CorsPolicyFilter(policies);
			filter.setPolicyResolver(resolver.getIfAvailable());
			filter.setObservers(observers.orderedStream().toList());
			filter.setSettingPlaces(places);
			filter.setExplainDenials(environment.getProperty("cors.explain-denials", Boolean.class, false));
			FilterRegistrationBean<CorsPolicyFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(CorsPolicyFilter.DEFAULT_ORDER + 10);
			return registration;
		}

	}

	@Import({ PolicyOfEdgeTenant.class, DenialCounts.class })
	static class LaterWebFilter extends AnsweringApplication {

		@Bean
		CorsPolicyWebFilter laterCorsPolicies(CorsPolicyRegistry policies, ObjectProvider<CorsPolicyResolver> resolver,
				ObjectProvider<DecisionObserver> observers, SettingPlaces places, Environment environment) {
			CorsPolicyWebFilter filter = new CorsPolicyWebFilter(policies);
			filter.setPolicyResolver(resolver.getIfAvailable());
			filter.setObservers(observers.orderedStream().toList());
			filter.setSettingPlaces(places);
			filter.setExplainDenials(environment.getProperty("cors.explain-denials", Boolean.class, false));
			filter.setOrder(CorsPolicyWebFilter.DEFAULT_ORDER + 10);
			return filter;
		}

	}

	@Import(DecisionReader.Controller.class)
	static class DecisionReader extends AnsweringApplication {

		@RestController
		static class Controller {

			@GetMapping("/account/decision")
			String decision(@RequestAttribute(name = CorsPolicyFilter.DECISION_ATTRIBUTE,
					required = false) @Nullable CorsDecision decision) {
				return (decision != null) ? decision.policy() + " " + decision.outcome().code() : "not covered";
			}

		}

	}

}
