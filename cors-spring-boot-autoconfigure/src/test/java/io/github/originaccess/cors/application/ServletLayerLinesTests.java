// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines about second CORS layers of servlet applications, as whole texts.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServletLayerLinesTests {

	private static final String NAME = ServletLayerLinesTests.class.getName();

	private static final String ALL = "cors.allowed-origins=https://a.example";

	private static final String[] API = { "cors.policies.api.allowed-origins=https://a.example",
			"cors.policies.api.paths=/api/**" };

	private static final String EFFECT = " On covered paths it adds no header and refuses only WebSocket handshakes.";

	private static final String WHOLE = " is a second CORS layer. The policy 'default' covers its paths." + EFFECT
			+ " Remove it, unless handshakes need it.";

	private static final String OF_API = WHOLE.replace("default", "api");

	private static final String SOME = " is a second CORS layer. The policy 'api' covers some of its paths." + EFFECT
			+ " Remove it, unless handshakes or other paths need it.";

	private static final String PERHAPS = SOME.replace("covers", "may cover");

	private static final String CHAIN = " (a security chain with Spring's CORS filter, as http.cors() adds it";

	static Stream<Arguments> rows() {
		return Stream.of(row("an application without any", PlainController.class, List.of(ALL)),
				row("a filter whose paths code chooses", LambdaFilter.class, List.of(ALL),
						"Bean 'legacy' (Spring's CorsFilter)" + WHOLE),
				row("the same, and a policy for some paths", LambdaFilter.class, List.of(API),
						"Bean 'legacy' (Spring's CorsFilter)" + PERHAPS),
				row("a filter with paths", PathFilter.class, List.of(ALL),
						"Bean 'legacy' (Spring's CorsFilter for /api/old/**, /other/**)" + WHOLE),
				row("the same, and a policy for some of them", PathFilter.class, List.of(API),
						"Bean 'legacy' (Spring's CorsFilter for /api/old/**, /other/**)" + SOME),
				row("a filter without a configuration", EmptyFilter.class, List.of(ALL)),
				row("a filter that a registration disables", DisabledFilter.class, List.of(ALL)),
				row("a registration for some URLs", RegisteredFilter.class, List.of(ALL),
						"Bean 'registered' (Spring's CorsFilter for /api/**, /exact)" + WHOLE),
				row("a registration for URLs that no policy covers", RegisteredFilter.class,
						List.of("cors.policies.shop.allowed-origins=https://a.example",
								"cors.policies.shop.paths=/shop/**")),
				row("a source with paths", SourceBean.class, List.of(ALL),
						"Bean 'apiCors' (a CorsConfigurationSource for /api/**)" + WHOLE),
				row("a source for paths that no policy covers", SourceBean.class,
						List.of("cors.policies.shop.allowed-origins=https://a.example",
								"cors.policies.shop.paths=/shop/{id}")),
				row("addCorsMappings", Mappings.class, List.of(ALL),
						"Bean 'configurer' (addCorsMappings for /legacy/**, /api/{id:[a-z]+})" + WHOLE),
				row("addCorsMappings, functional endpoints included", Functional.class, List.of(ALL),
						"Bean 'configurer' (addCorsMappings for /functional)" + WHOLE),
				row("addCorsMappings for some covered paths", Mappings.class, List.of(API),
						"Bean 'configurer' (addCorsMappings for /legacy/**, /api/{id:[a-z]+})" + SOME),
				row("several policies", Mappings.class,
						List.of(ALL, API[1], "cors.policies.legacy.paths=/legacy/v1/**"),
						"Bean 'configurer' (addCorsMappings for /legacy/**, /api/{id:[a-z]+}) is a second CORS layer."
								+ " The policies 'legacy', 'default', 'api' cover its paths." + EFFECT
								+ " Remove it, unless handshakes need it."),
				row("a resolver that may choose any policy", ResolverAndMappings.class, List.of(API),
						"Bean 'configurer' (addCorsMappings for /functional) is a second CORS layer."
								+ " A CorsPolicyResolver may choose a policy for its paths." + EFFECT
								+ " Remove it, unless handshakes or other paths need it."),
				row("a handler mapping of the application", OwnMapping.class, List.of(ALL),
						"Bean 'socketMapping' (the configuration of a handler mapping for /api/socket)" + WHOLE),
				row("a handler mapping whose URLs no policy covers", OwnMapping.class,
						List.of("cors.policies.api.allowed-origins=https://a.example",
								"cors.policies.api.paths=/api/rest/**")),
				row("@CrossOrigin on a method", OnMethod.class, List.of(ALL),
						"Handler " + NAME + "$OnMethod.read (@CrossOrigin on the method for GET /api/items/{id})"
								+ WHOLE),
				row("@CrossOrigin in a policy of its paths", OnMethod.class, List.of(API),
						"Handler " + NAME + "$OnMethod.read (@CrossOrigin on the method for GET /api/items/{id})"
								+ OF_API),
				row("@CrossOrigin that no policy covers", OnMethod.class,
						List.of("cors.policies.api.allowed-origins=https://a.example",
								"cors.policies.api.paths=/api/other/**")),
				row("@CrossOrigin on a type, a method, and as part of another annotation", OnType.class,
						List.of(ALL, "prefix=/api"),
						"Handler " + NAME + "$OnType.any (@CrossOrigin on the type for /api/any, /api/other)" + WHOLE,
						"Handler " + NAME + "$OnType.own (@CrossOrigin on the method for POST /api/own)" + WHOLE),
				row("@CrossOrigin as part of another annotation", Composed.class, List.of(ALL),
						"Handler " + NAME + "$Composed.read (@CrossOrigin on the type for GET /composed)" + WHOLE),
				row("http.cors() with a source of its own", LambdaChain.class, List.of(ALL),
						"Bean 'lambdaChain'" + CHAIN + ")" + WHOLE),
				row("the same, and a policy for some paths", LambdaChain.class, List.of(API),
						"Bean 'lambdaChain'" + CHAIN + ")" + PERHAPS),
				row("http.cors() before the policies", FirstChain.class, List.of(ALL, "cors.filter-order=0"),
						"Bean 'lambdaChain'" + CHAIN
								+ ") is a second CORS layer. The policy 'default' covers its paths. Spring Security runs"
								+ " before the CORS policies. They never see the requests that the chain answers, such as"
								+ " preflights. Remove the filter from the chain."),
				row("http.cors() behind the policies", FirstChain.class, List.of(ALL),
						"Bean 'lambdaChain'" + CHAIN + ")" + WHOLE),
				row("http.cors() with a source that has paths", LocalChain.class, List.of(API),
						"Bean 'localChain'" + CHAIN + " for /api/**)" + OF_API),
				row("a filter that the application adds to a chain", AddedFilter.class, List.of(ALL),
						"Bean 'addedChain'" + CHAIN + ")" + WHOLE),
				row("http.cors() with the source of a bean", SourceChain.class, List.of(ALL),
						"Bean 'corsConfigurationSource' (a CorsConfigurationSource for /api/**)" + WHOLE,
						"Bean 'chain'" + CHAIN + " for /api/**)" + WHOLE),
				row("http.cors() with nothing to read but the handler mappings", DefaultChain.class, List.of(ALL)),
				row("Spring Security without CORS", NoCorsChain.class, List.of(ALL)));
	}

	private static Arguments row(String why, Class<?> application, List<String> properties, String... lines) {
		return Arguments.argumentSet(why, application, properties,
				Stream.of(lines).map((line) -> line + " (docs/deployment.md#second-cors-layers)").toList());
	}

	@Test
	void furtherHandlersAreCounted() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebMvcAutoConfiguration.class))
			.withUserConfiguration(OnMethod.class)
			.withBean("mapping", ManyHandlers.class, () -> new ManyHandlers(11))
			.withPropertyValues(ALL)
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines()).hasSize(11)
				.last()
				.isEqualTo("2 more handlers with @CrossOrigin on covered paths are second CORS layers, too. On covered"
						+ " paths the annotation adds no header and refuses only WebSocket handshakes."
						+ " (docs/deployment.md#second-cors-layers)"));
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("rows")
	void linesNameEachLayerThatAPolicyCovers(Class<?> application, List<String> properties, List<String> lines,
			CapturedOutput output) {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, WebMvcAutoConfiguration.class))
			.withUserConfiguration(application)
			.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> assertThat(context.getBean(ApplicationWarnings.class).lines())
				.containsExactlyInAnyOrderElementsOf(lines));
		assertThat(output.getAll().lines().filter((line) -> line.contains("second CORS layer"))).hasSameSizeAs(lines)
			.allMatch((line) -> lines.stream().anyMatch(line::endsWith));
	}

	private static CorsConfigurationSource lambda() {
		return (request) -> new CorsConfiguration();
	}

	private static UrlBasedCorsConfigurationSource source(String... paths) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		for (String path : paths) {
			source.registerCorsConfiguration(path, new CorsConfiguration());
		}
		return source;
	}

	@RestController
	static class PlainController {

		@GetMapping("/api/plain")
		String plain() {
			return "";
		}

	}

	static class LambdaFilter {

		@Bean
		CorsFilter legacy() {
			return new CorsFilter(lambda());
		}

	}

	static class PathFilter {

		@Bean
		Filter legacy() {
			return new CorsFilter(source("/api/old/**", "/other/**")) {
			};
		}

	}

	static class EmptyFilter {

		@Bean
		CorsFilter legacy() {
			return new CorsFilter(source());
		}

	}

	@Import(LambdaFilter.class)
	static class DisabledFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> disabled(CorsFilter legacy) {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(legacy);
			registration.setEnabled(false);
			return registration;
		}

	}

	static class RegisteredFilter {

		@Bean
		FilterRegistrationBean<CorsFilter> registered() {
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(lambda()));
			registration.addUrlPatterns("/api/*", "/exact");
			return registration;
		}

	}

	static class SourceBean {

		@Bean
		CorsConfigurationSource apiCors() {
			return source("/api/**");
		}

	}

	static class Mappings {

		@Bean
		WebMvcConfigurer configurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/legacy/**");
					registry.addMapping("/api/{id:[a-z]+}");
				}

			};
		}

	}

	static class Functional {

		@Bean
		RouterFunction<ServerResponse> function() {
			return RouterFunctions.route().GET("/functional", (request) -> ServerResponse.ok().build()).build();
		}

		@Bean
		WebMvcConfigurer configurer() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/functional");
				}

			};
		}

	}

	@Import(Functional.class)
	static class ResolverAndMappings {

		@Bean
		CorsPolicyResolver resolver() {
			return (request) -> null;
		}

	}

	static class OwnMapping {

		@Bean
		SimpleUrlHandlerMapping socketMapping() {
			HttpRequestHandler handler = (request, response) -> response.setStatus(200);
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/api/socket", handler));
			mapping.setCorsConfigurations(Map.of("/**", new CorsConfiguration()));
			return mapping;
		}

	}

	@RestController
	static class OnMethod {

		@CrossOrigin
		@GetMapping("/api/items/{id}")
		String read(@PathVariable String id) {
			return id;
		}

		@GetMapping("/api/items")
		String list() {
			return "";
		}

	}

	@RestController
	@CrossOrigin("https://old.example")
	@RequestMapping("${prefix}")
	static class OnType {

		@RequestMapping({ "/any", "/other" })
		String any() {
			return "";
		}

		@CrossOrigin
		@PostMapping("/own")
		String own() {
			return "";
		}

	}

	@CrossOrigin
	@RestController
	@Retention(RetentionPolicy.RUNTIME)
	@interface OpenController {

	}

	@OpenController
	static class Composed {

		@GetMapping("/composed")
		String read() {
			return "";
		}

	}

	/**
	 * Maps one method to many paths.
	 */
	static final class ManyHandlers extends RequestMappingHandlerMapping {

		private final int number;

		ManyHandlers(int number) {
			this.number = number;
		}

		@Override
		protected void initHandlerMethods() {
			Method method = Objects.requireNonNull(ReflectionUtils.findMethod(OnMethod.class, "read", String.class));
			for (int i = 0; i < this.number; i++) {
				registerHandlerMethod(new OnMethod(), method, RequestMappingInfo.paths("/many/" + i).build());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class LambdaChain {

		@Bean
		SecurityFilterChain lambdaChain(HttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource((request) -> new CorsConfiguration())).build();
		}

	}

	@Import(LambdaChain.class)
	static class FirstChain {

		@Bean
		DelegatingFilterProxyRegistrationBean security() {
			DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean(
					"springSecurityFilterChain");
			registration.setOrder(-100);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class LocalChain {

		@Bean
		SecurityFilterChain localChain(HttpSecurity http) {
			return http.cors((cors) -> cors.configurationSource(source("/api/**"))).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class AddedFilter {

		@Bean
		SecurityFilterChain addedChain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.addFilterBefore(new CorsFilter(lambda()), AuthorizationFilter.class)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class SourceChain {

		@Bean
		CorsConfigurationSource corsConfigurationSource() {
			return source("/api/**");
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class DefaultChain {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.cors(Customizer.withDefaults()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	static class NoCorsChain {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http.build();
		}

	}

}
