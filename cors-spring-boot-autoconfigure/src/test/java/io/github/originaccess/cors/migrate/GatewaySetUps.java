// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Gateways.
 */
final class GatewaySetUps {

	private GatewaySetUps() {
	}

	private static final String PREFIX = "spring.cloud.gateway.server.webflux.";

	private static final String GLOBAL = PREFIX + "globalcors.cors-configurations.";

	private static final Map<String, String> GLOBAL_CORS = Map.of(GLOBAL + "[/api/**].allowed-origins",
			"https://a.example", GLOBAL + "[/api/**].allowed-methods", "*", GLOBAL + "[/api/**].allowed-headers", "*",
			GLOBAL + "[/**].allowed-origin-patterns", "https://*.team.example", GLOBAL + "[/**].max-age", "60",
			"logging.level.root", "warn");

	private static final Map<String, String> ROUTE = Map.of("spring.cloud.gateway.enabled", "true",
			"logging.level.root", "warn");

	static Stream<SetUp> all() {
		return Stream.of(of("gateway: global properties", Routes.class).with(GLOBAL_CORS),
				of("gateway: metadata of a route", RouteMetadata.class).with(ROUTE),
				of("gateway: metadata of a route and global properties", RouteMetadata.class).with(GLOBAL_CORS),
				SetUp.of(WebServer.TOMCAT, "gateway server MVC: mappings", MvcGateway.class).with(ROUTE));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.NETTY, name, application);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Routes {

		@Bean
		RouteLocator routes(RouteLocatorBuilder builder) {
			return builder.routes().route("all", (route) -> route.path("/**").uri("http://127.0.0.1:1")).build();
		}

	}

	@Import(Routes.class)
	static class RouteMetadata {

		@Bean
		RouteLocator others(RouteLocatorBuilder builder) {
			return builder.routes()
				.route("items",
						(route) -> route.order(-1)
							.path("/api/items/**")
							.metadata("cors",
									Map.of("allowedOrigins", List.of("http://localhost:3000"), "allowedMethods",
											List.of("GET", "DELETE")))
							.uri("http://127.0.0.1:1"))
				.build();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class MvcGateway implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("GET", "DELETE");
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return GatewayRouterFunctions.route("all")
				.GET("/**", HandlerFunctions.http())
				.before(BeforeFilterFunctions.uri("http://127.0.0.1:1"))
				.build();
		}

	}

}
