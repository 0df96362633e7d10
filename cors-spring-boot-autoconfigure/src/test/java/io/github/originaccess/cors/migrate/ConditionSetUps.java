// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Applications whose handlers have conditions besides path and method.
 */
final class ConditionSetUps {

	private ConditionSetUps() {
	}

	static Stream<SetUp> all() {
		Stream<SetUp> all = Stream.of(plain(SetUp.of(WebServer.TOMCAT, "conditions of handlers", Plain.class)),
				plain(SetUp.of(WebServer.NETTY, "WebFlux: conditions of handlers", Plain.class)),
				based(SetUp.of(WebServer.TOMCAT, "conditions of handlers, and mappings", Based.class)),
				based(SetUp.of(WebServer.NETTY, "WebFlux: conditions of handlers, and mappings", BasedWebFlux.class)),
				SetUp.of(WebServer.TOMCAT, "no conditions, with another path matcher", NoConditions.class)
					.with(Map.of("spring.mvc.pathmatch.matching-strategy", "ant-path-matcher")));
		// Boot 3.5 knows no versions.
		return ClassUtils.isPresent("org.springframework.web.accept.ApiVersionParser", null)
				? Stream.concat(all, versioned()) : all;
	}

	private static Stream<SetUp> versioned() {
		return Stream.of("mvc", "webflux")
			.map((web) -> SetUp
				.of(web.equals("mvc") ? WebServer.TOMCAT : WebServer.NETTY, "versions of handlers: " + web,
						Versioned.class)
				.with(Map.of("spring." + web + ".apiversion.use.header", "X-Version",
						"spring." + web + ".apiversion.default", "1"))
				.paths("/api/items", "/api/other", "/admin/users", "/open")
				.requests("GET", "GET X-Version: 2 ~", "preflight DELETE")
				.differing("GET X-Version.* /api/items .*: WITHOUT_.* -> NOTHING"));
	}

	private static SetUp plain(SetUp setUp) {
		return setUp.paths("/api/items/7", "/api/made", "/api/taken", "/api/items/8?full", "/api/items/8", "/open")
			.requests("GET", "GET X-Public: yes ~", "GET Accept: application/json ~", "GET Content-Type: text/plain ~")
			.differing("GET X-Public.* /api/items/7 .*: WITHOUT_.* -> NOTHING",
					"GET .*/api/made .*: WITHOUT_.* -> NOTHING",
					"GET Content-Type.* /api/taken .*: WITHOUT_.* -> NOTHING",
					"GET .*/api/items/8\\?full https://a.example: WITH_.* -> NOTHING");
	}

	private static SetUp based(SetUp setUp) {
		return setUp.paths("/api/items/7?full", "/api/items/7", "/api/other", "/open")
			.differing("GET /api/items/7\\?full https://a.example: WITH_.* -> WITHOUT_.*",
					"GET /api/items/7\\?full https://evil.example: WITH_.* -> NOTHING");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PlainController.class)
	static class Plain {

	}

	@RestController
	static class PlainController {

		@GetMapping(path = "/api/items/7", headers = "X-Public")
		@CrossOrigin("*")
		String header() {
			return "";
		}

		@GetMapping(path = "/api/made", produces = "text/plain")
		@CrossOrigin("*")
		String made() {
			return "";
		}

		@GetMapping(path = "/api/taken", consumes = "text/plain")
		@CrossOrigin("*")
		String taken() {
			return "";
		}

		@GetMapping(path = "/api/items/8", params = "full")
		@CrossOrigin(origins = "https://a.example", allowCredentials = "true")
		String full() {
			return "";
		}

		@GetMapping({ "/api/items/{id}", "/api/{name}" })
		String other() {
			return "";
		}

		@GetMapping(path = "/open", produces = "application/json")
		@CrossOrigin("https://a.example")
		String open() {
			return "{}";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(VersionedController.class)
	static class Versioned {

	}

	@RestController
	static class VersionedController {

		@GetMapping(path = "/api/items", version = "2")
		@CrossOrigin("*")
		String items() {
			return "";
		}

		@GetMapping("/api/{name}")
		String other() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BasedController.class)
	static class Based implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BasedController.class)
	static class BasedWebFlux implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(org.springframework.web.reactive.config.CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example");
		}

	}

	@RestController
	static class BasedController {

		@GetMapping(path = "/api/items/7", params = "full")
		@CrossOrigin(origins = "https://evil.example", allowCredentials = "true")
		String full() {
			return "";
		}

		@GetMapping({ "/api/items/{id}", "/api/other" })
		String other() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(NoConditionsController.class)
	static class NoConditions {

	}

	@RestController
	static class NoConditionsController {

		@GetMapping("/api/items/7")
		@CrossOrigin(origins = "https://a.example", allowCredentials = "true")
		String one() {
			return "";
		}

		@GetMapping("/api/items/{id}")
		String other() {
			return "";
		}

	}

}
