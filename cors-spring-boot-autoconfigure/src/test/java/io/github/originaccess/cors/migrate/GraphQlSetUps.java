// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Applications with GraphQL.
 */
final class GraphQlSetUps {

	private GraphQlSetUps() {
	}

	private static final Map<String, String> GRAPHQL = Map.of("spring.graphql.schema.locations",
			"classpath:deployment/", "spring.graphql.cors.allowed-origins", "https://a.example",
			"spring.graphql.cors.allowed-methods", "GET,POST", "spring.graphql.cors.allow-credentials", "true");

	static Stream<SetUp> all() {
		return Stream.of(
				SetUp.of(WebServer.TOMCAT, "GraphQL: properties, and mappings for all paths", Mvc.class)
					.with(GRAPHQL)
					.paths("/graphql", "/api/other", "/graphql/more", "/open")
					.requests("GET", "preflight POST Content-Type", "preflight DELETE"),
				SetUp.of(WebServer.TOMCAT, "GraphQL: properties alone", Queries.class)
					.with(GRAPHQL)
					.paths("/graphql", "/api/other", "/graphql/more", "/open")
					.requests("GET", "preflight POST Content-Type", "preflight DELETE"),
				SetUp.of(WebServer.NETTY, "WebFlux: GraphQL properties", ReactiveQueries.class)
					.with(GRAPHQL)
					.paths("/graphql", "/api/other", "/graphql/more", "/open")
					.requests("GET", "preflight POST Content-Type", "preflight DELETE"));
	}

	@Import(AnsweringApplication.class)
	static class Queries {

		@Bean
		RuntimeWiringConfigurer queries() {
			return (wiring) -> {
			};
		}

	}

	@Import(Queries.class)
	static class ReactiveQueries {

	}

	@Import(Queries.class)
	static class Mvc implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/**").allowedOrigins("http://localhost:3000");
		}

	}

}
