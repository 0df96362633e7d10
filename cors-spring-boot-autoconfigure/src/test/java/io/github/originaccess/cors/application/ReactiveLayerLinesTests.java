// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurationSupport;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines about second CORS layers of WebFlux applications, as whole texts.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveLayerLinesTests {

	private static final String NAME = ReactiveLayerLinesTests.class.getName();

	private static final List<String> ALL = List.of("cors.allowed-origins=https://a.example");

	private static final List<String> API = List.of("cors.policies.api.allowed-origins=https://a.example",
			"cors.policies.api.paths=/api/**");

	private static final String EFFECT = " On covered paths it adds no header and refuses only WebSocket handshakes.";

	private static final String WHOLE = " is a second CORS layer. The policy 'default' covers its paths." + EFFECT
			+ " Remove it, unless handshakes need it.";

	private static final String PERHAPS = " is a second CORS layer. The policy 'api' may cover some of its paths."
			+ EFFECT + " Remove it, unless handshakes or other paths need it.";

	private static final String CHAIN = " (a security chain with Spring's CORS filter, as http.cors() adds it)";

	static Stream<Arguments> rows() {
		return Stream.of(row("an application without any", PlainController.class, ALL),
				row("a filter", Filter.class, ALL, "Bean 'legacy' (Spring's CorsWebFilter)" + WHOLE),
				row("a filter, and a policy for some paths", Filter.class, API,
						"Bean 'legacy' (Spring's CorsWebFilter)" + PERHAPS),
				row("a source", SourceBean.class, ALL, "Bean 'source' (a CorsConfigurationSource)" + WHOLE),
				row("addCorsMappings", Mappings.class, ALL,
						"Bean 'configurer' (addCorsMappings for /legacy/**)" + WHOLE),
				row("addCorsMappings that no policy covers", Mappings.class, API),
				row("addCorsMappings for all paths, which static resources have too", AllMappings.class, ALL,
						"Bean 'configurer' (addCorsMappings for /**)" + WHOLE),
				row("@CrossOrigin on methods and types", Annotated.class, API,
						"Handler " + NAME + "$Annotated.read (@CrossOrigin on the method for GET /api/read)"
								+ WHOLE.replace("default", "api"),
						"Handler " + NAME + "$Annotated.any (@CrossOrigin on the type for /api/any, /api/{id})"
								+ WHOLE.replace("default", "api")),
				row("@CrossOrigin that no policy covers", Annotated.class,
						List.of("cors.policies.shop.allowed-origins=https://a.example", "cors.policies.shop.paths=/")),
				row("http.cors() with a source of its own", LambdaChain.class, ALL,
						"Bean 'lambdaChain'" + CHAIN + WHOLE),
				row("the same, and a policy for some paths", LambdaChain.class, API,
						"Bean 'lambdaChain'" + CHAIN + PERHAPS),
				row("http.cors() before the policies", LambdaChain.class, List.of(ALL
					.get(0), "cors.filter-order=0"), "Bean 'lambdaChain'" + CHAIN
							+ " is a second CORS layer. The policy 'default' covers its paths. Spring Security runs"
							+ " before the CORS policies. They never see the requests that the chain answers, such as"
							+ " preflights. Remove the filter from the chain."),
				row("a filter that the application adds to a chain", AddedFilter.class, ALL,
						"Bean 'addedChain'" + CHAIN + WHOLE),
				row("cors() with the source of a bean", SourceChain.class, ALL,
						"Bean 'source' (a CorsConfigurationSource)" + WHOLE, "Bean 'chain'" + CHAIN + WHOLE),
				row("a filter with configurations by path", FilterByPath.class, ALL,
						"Bean 'legacy' (Spring's CorsWebFilter for /legacy/**)" + WHOLE),
				row("a filter with configurations by path that no policy covers", FilterByPath.class, API),
				row("a source without configurations", EmptySource.class, ALL),
				row("a handler mapping with a configuration of its own", OwnMapping.class, API,
						"Bean 'sockets' (the configuration of a handler mapping for /api/socket)"
								+ WHOLE.replace("default", "api")),
				row("a handler mapping whose configuration is by path", OwnMapping.class, ALL,
						"Bean 'sockets' (the configuration of a handler mapping for /api/socket)" + WHOLE,
						"Bean 'byPath' (the configuration of a handler mapping for /else/**)" + WHOLE),
				row("a WebFluxConfigurationSupport of the application", OwnSupport.class, ALL,
						"Bean 'requestMappingHandlerMapping' (addCorsMappings for /own/**)" + WHOLE),
				row("a chain for some requests, with a source by path", LimitedChain.class,
						List.of("cors.policies.api.allowed-origins=https://a.example",
								"cors.policies.api.paths=/api/x"),
						"Bean 'limitedChain'" + CHAIN.replace(" it)", " it for /api/**)") + PERHAPS),
				row("a chain for other paths", OtherPathsChain.class,
						List.of("cors.policies.api.allowed-origins=https://a.example",
								"cors.policies.api.paths=/api/x")),
				row("a chain for some paths", OtherPathsChain.class, API,
						"Bean 'otherChain'" + CHAIN.replace(" it)", " it for /api/y/**)")
								+ WHOLE.replace("default", "api")),
				row("cors() with nothing to read", DefaultChain.class, ALL));
	}

	private static Arguments row(String why, Class<?> application, List<String> properties, String... lines) {
		return Arguments.argumentSet(why, application, properties,
				Stream.of(lines).map((line) -> line + " (docs/deployment.md#second-cors-layers)").toList());
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("rows")
	void linesNameEachLayerThatAPolicyCovers(Class<?> application, List<String> properties, List<String> lines,
			CapturedOutput output) {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withUserConfiguration(application)
			.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines())
				.containsExactlyInAnyOrderElementsOf(lines));
		assertThat(output.getAll().lines().filter((line) -> line.contains("second CORS layer"))).hasSameSizeAs(lines)
			.allMatch((line) -> lines.stream().anyMatch(line::endsWith));
	}

	@RestController
	static class PlainController {

		@GetMapping("/api/plain")
		String plain() {
			return "";
		}

	}

	static class Filter {

		@Bean
		CorsWebFilter legacy() {
			return new CorsWebFilter((exchange) -> new CorsConfiguration());
		}

	}

	static class FilterByPath {

		@Bean
		CorsWebFilter legacy() {
			return new CorsWebFilter(byPath("/legacy/**"));
		}

	}

	static class EmptySource {

		@Bean
		UrlBasedCorsConfigurationSource source() {
			return new UrlBasedCorsConfigurationSource();
		}

	}

	static class OwnMapping {

		@Bean
		SimpleUrlHandlerMapping sockets() {
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of("/api/socket", (WebHandler) (exchange) -> Mono.empty()));
			mapping.setCorsConfigurations(Map.of("/**", new CorsConfiguration()));
			return mapping;
		}

		@Bean
		SimpleUrlHandlerMapping byPath() {
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
			mapping.setCorsConfigurations(Map.of("/else/**", new CorsConfiguration()));
			return mapping;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSupport extends WebFluxConfigurationSupport {

		@Override
		protected void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/own/**");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class LimitedChain {

		@Bean
		SecurityWebFilterChain limitedChain(ServerHttpSecurity http) {
			return http.securityMatcher((exchange) -> ServerWebExchangeMatcher.MatchResult.match())
				.cors((cors) -> cors.configurationSource(byPath("/api/**")))
				.build();
		}

	}

	@EnableWebFluxSecurity
	static class OtherPathsChain {

		@Bean
		SecurityWebFilterChain otherChain(ServerHttpSecurity http) {
			return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/api/y/**"))
				.cors((cors) -> cors.configurationSource(byPath("/api/**")))
				.build();
		}

	}

	private static CorsConfigurationSource byPath(String pattern) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(pattern, new CorsConfiguration());
		return source;
	}

	static class SourceBean {

		@Bean
		CorsConfigurationSource source() {
			return (exchange) -> new CorsConfiguration();
		}

	}

	static class Mappings {

		@Bean
		WebFluxConfigurer configurer() {
			return new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/legacy/**");
				}

			};
		}

	}

	static class AllMappings {

		@Bean
		WebFluxConfigurer configurer() {
			return new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/**");
				}

			};
		}

	}

	@RestController
	@CrossOrigin
	@RequestMapping("/api")
	static class Annotated {

		@CrossOrigin
		@GetMapping("/read")
		String read() {
			return "";
		}

		@RequestMapping({ "/any", "/{id}" })
		String any() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class LambdaChain {

		@Bean
		SecurityWebFilterChain lambdaChain(ServerHttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource((exchange) -> new CorsConfiguration())).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class AddedFilter {

		@Bean
		SecurityWebFilterChain addedChain(ServerHttpSecurity http) {
			return http
				.addFilterBefore(new CorsWebFilter((exchange) -> new CorsConfiguration()),
						SecurityWebFiltersOrder.AUTHENTICATION)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class SourceChain {

		@Bean
		CorsConfigurationSource source() {
			return (exchange) -> new CorsConfiguration();
		}

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class DefaultChain {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.cors(Customizer.withDefaults()).build();
		}

	}

}
