// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.WebServer;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Applications of Spring MVC with {@code @CrossOrigin}.
 */
final class AnnotationSetUps {

	private AnnotationSetUps() {
	}

	static Stream<SetUp> all() {
		return Stream.of(
				of("annotations on methods, other handlers and mappings", Methods.class).differing(
						"preflight PUT X-Trace /api/items/7 https://a.example: WITH_CREDENTIALS.* -> NOTHING",
						"preflight DELETE /admin/users https://app.team.example: WITHOUT_CREDENTIALS.* -> NOTHING"),
				of("annotations on a type and its methods", TypeAndMethods.class),
				of("annotations that are combined with mappings", Combined.class)
					.differing("preflight DELETE /api/other https://a.example: WITHOUT_.* -> NOTHING"),
				of("a mapping inside the pattern of an annotated handler", Inside.class),
				of("placeholders", Placeholders.class).with(Map.of("front.end", "https://a.example")),
				of("a path on the type, no slash, a regular expression", Relative.class),
				of("a more specific handler without annotation", MoreSpecific.class).paths("/api/items/7", "/api/other",
						"/api/third/x", "/open"),
				of("patterns that differ in the names of variables", Names.class).paths("/api/items/7", "/api/users/7",
						"/api/9/other", "/open"),
				of("patterns that include another one", Including.class)
					.paths("/api/items/7", "/api/items/seven", "/api/rest", "/api/rest/x/y")
					.differing("preflight DELETE /api/items/seven https://a.example: WITHOUT_.* -> NOTHING"),
				of("methods that a less specific pattern has", Fallbacks.class)
					.paths("/api/items/latest", "/api/items/7", "/api/other/latest", "/api/other/7", "/open/latest")
					.differing("preflight PUT X-Trace /api/other/latest http://localhost:3000: WITH.* -> NOTHING"));
	}

	private static SetUp of(String name, Class<?> application) {
		return SetUp.of(WebServer.TOMCAT, name, application);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MethodsController.class)
	static class Methods implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/admin/**").allowedOrigins("https://a.example");
		}

	}

	@RestController
	static class MethodsController {

		@GetMapping("/api/{name}")
		@CrossOrigin("https://a.example")
		String read() {
			return "";
		}

		@GetMapping("/api/other")
		String other() {
			return "";
		}

		@PutMapping("/api/items/{id}")
		@CrossOrigin(origins = { "https://a.example", "http://localhost:3000" }, allowCredentials = "true")
		String put() {
			return "";
		}

		@GetMapping("/api/items/{id}")
		@CrossOrigin(origins = "http://localhost:3000", allowCredentials = "true")
		String item() {
			return "";
		}

		@DeleteMapping("/admin/users")
		@CrossOrigin("https://app.team.example")
		String delete() {
			return "";
		}

		@GetMapping("/admin/users")
		String users() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(TypeAndMethodsController.class)
	static class TypeAndMethods {

	}

	@RestController
	@CrossOrigin(origins = "https://a.example", allowedHeaders = "X-Trace", maxAge = 60)
	static class TypeAndMethodsController {

		@RequestMapping("/api/items/{id}")
		String item() {
			return "";
		}

		@RequestMapping("/api/other")
		@CrossOrigin(origins = "http://localhost:3000", exposedHeaders = "X-Total")
		String other() {
			return "";
		}

		@RequestMapping("/admin/users")
		@CrossOrigin(originPatterns = "https://*.team.example", allowCredentials = "true", methods = RequestMethod.GET)
		String users() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(CombinedController.class)
	static class Combined implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/**").allowedOrigins("https://a.example").allowedMethods("GET", "DELETE");
			registry.addMapping("/**").allowedOrigins("https://a.example").allowedMethods("PUT").maxAge(60);
		}

	}

	@RestController
	static class CombinedController {

		@RequestMapping("/api/items/{id}")
		@CrossOrigin
		String item() {
			return "";
		}

		@GetMapping("/api/other")
		@CrossOrigin(origins = "http://localhost:3000", allowCredentials = "true")
		String other() {
			return "";
		}

		@PutMapping("/admin/users")
		@CrossOrigin("https://app.team.example")
		String users() {
			return "";
		}

		@GetMapping("/open")
		String open() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(InsideController.class)
	static class Inside implements WebMvcConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			registry.addMapping("/api/items/**").allowedOrigins("http://localhost:3000").allowCredentials(true);
			registry.addMapping("/admin/*").allowedOrigins("https://app.team.example");
		}

	}

	@RestController
	static class InsideController {

		@RequestMapping("/api/**")
		@CrossOrigin(origins = "https://a.example", allowCredentials = "false")
		String any() {
			return "";
		}

		@RequestMapping("/{area}/users")
		@CrossOrigin
		String users() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(PlaceholdersController.class)
	static class Placeholders {

	}

	@RestController
	@CrossOrigin(origins = "${front.end}", allowCredentials = "${front.credentials:true}")
	static class PlaceholdersController {

		@RequestMapping("/api/items/{id}")
		String item() {
			return "";
		}

		@RequestMapping("${front.path:/api/other}")
		@CrossOrigin("${front.others:http://localhost:3000}")
		String other() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RelativeController.class)
	static class Relative {

	}

	@RestController
	@RequestMapping("api")
	@CrossOrigin("https://a.example")
	static class RelativeController {

		@GetMapping("items/{id:[0-9]+}")
		String item() {
			return "";
		}

		@PutMapping("items/{id:[0-9]+}")
		String put() {
			return "";
		}

		@GetMapping({ "other", "/third" })
		String other() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MoreSpecificController.class)
	static class MoreSpecific {

	}

	@RestController
	static class MoreSpecificController {

		@RequestMapping("/api/**")
		@CrossOrigin("https://a.example")
		String any() {
			return "";
		}

		@RequestMapping("/*/other")
		String other() {
			return "";
		}

		@RequestMapping("/api/items/{id}")
		String item() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(NamesController.class)
	static class Names {

	}

	@RestController
	@CrossOrigin("https://a.example")
	static class NamesController {

		@GetMapping("/api/items/{id}")
		String item() {
			return "";
		}

		@DeleteMapping("/api/items/{itemId}")
		String delete() {
			return "";
		}

		@GetMapping("/api/users/{id:[0-9]{1,9}}")
		String user() {
			return "";
		}

		@PutMapping("/api/users/{userId:[0-9]{1,9}}")
		String put() {
			return "";
		}

		@GetMapping("/api/{id}/other/{*rest}")
		String other() {
			return "";
		}

		@DeleteMapping("/api/{otherId}/other/{*path}")
		String deleteOther() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(IncludingController.class)
	static class Including {

	}

	@RestController
	@CrossOrigin("https://a.example")
	static class IncludingController {

		@PutMapping("/api/items/{id}")
		String item() {
			return "";
		}

		@DeleteMapping("/api/items/{name:[a-z]+}")
		String delete() {
			return "";
		}

		@GetMapping("/api/rest/**")
		String rest() {
			return "";
		}

		@DeleteMapping("/api/rest/{*path}")
		String deleteRest() {
			return "";
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FallbacksController.class)
	static class Fallbacks {

	}

	@RestController
	static class FallbacksController {

		@GetMapping("/api/items/latest")
		@CrossOrigin("https://a.example")
		String latest() {
			return "";
		}

		@RequestMapping(path = "/api/items/{id}", method = { RequestMethod.GET, RequestMethod.PUT })
		@CrossOrigin("https://a.example")
		String item() {
			return "";
		}

		@GetMapping("/api/other/latest")
		@CrossOrigin("https://a.example")
		String latestOther() {
			return "";
		}

		@RequestMapping(path = "/api/other/{id}", method = { RequestMethod.GET, RequestMethod.PUT })
		@CrossOrigin("http://localhost:3000")
		String other() {
			return "";
		}

		@GetMapping("/open/latest")
		String open() {
			return "";
		}

		@PutMapping("/open/{id}")
		@CrossOrigin("https://a.example")
		String put() {
			return "";
		}

	}

}
