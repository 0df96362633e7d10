// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler and the policy see the same path. The handler is a controller, a static
 * resource or a servlet without Spring. The application is at the root, below a context
 * path, or Spring's servlet has a path of its own.
 */
class ServletPathTests {

	private static final String ALLOWED = "https://a.example";

	/** Properties of the applications, by the prefix of each path. */
	private static final Map<String, Map<String, String>> APPLICATIONS = Map.of("",
			Map.of("cors.paths", "/api/**, /literal, /service path", "servlet", "/api/servlet/*"), "/context",
			Map.of("cors.paths", "/api/**, /literal, /service path", "servlet", "/api/servlet/*",
					"server.servlet.context-path", "/context"),
			"/spring", Map.of("cors.paths", "/spring/api/**, /spring/literal, /spring/service path", "servlet",
					"/spring/api/servlet/*", "spring.mvc.servlet.path", "/spring"));

	/**
	 * A path is covered in part if the policy covers only some of its readings. Then the
	 * response grants nothing. No filter sees what a container refuses by itself.
	 */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                       | ANSWER             | COVERED | ON JETTY
			/api/controller            | a controller       | yes     |
			/api/controller/           | a controller       | yes     |
			/%61pi/controller          | a controller       | yes     |
			/api/%63ontroller          | a controller       | yes     |
			/api;x=y/controller        | a controller       | yes     |
			/api/controller;x=y        | a controller       | yes     |
			/api/controller/../x       | a controller       | yes     |
			/api/controller/%2e%2e/x   | a controller       | yes     | refused
			/api/controller?//         | a controller       | yes     |
			/api/servlet               | a servlet          | yes     |
			/api/servlet/x             | a servlet          | yes     |
			/api/servlet/              | a servlet          | yes     |
			//api/servlet              | a servlet          | in part | refused
			/api//servlet              | a servlet          | yes     | refused
			/%61pi/servlet             | a servlet          | yes     |
			/api;x=y/servlet           | a servlet          | yes     |
			/./api/servlet             | a servlet          | in part |
			/x/../api/servlet          | a servlet          | in part |
			/api/../api/servlet        | a servlet          | yes     |
			/open/../api/servlet       | a servlet          | in part |
			/%2e/api/servlet           | a servlet          | in part | refused
			/api/file                  | a file             | yes     |
			/api//file                 | a file             | yes     | refused
			//api/file                 | a file             | in part | refused
			/./api/file                | a file             | in part |
			/x/../api/file             | nothing            | in part |
			/%61pi/file                | a file             | yes     |
			/api;x=y/file              | a file             | yes     |
			/api%2Ffile                | refused            | no      |
			/api%5Cfile                | refused            | no      |
			/api%00/file               | refused            | no      |
			/api                       | nothing            | yes     |
			/api/                      | nothing            | yes     |
			/literal                   | a literal          | yes     |
			/%6citeral                 | a literal          | yes     |
			/literal/                  | nothing            | no      |
			/Literal                   | nothing            | no      |
			/service%20path           | a literal          | yes     |
			/%73ervice%20path          | a literal          | yes     |
			/service+path              | nothing            | no      |
			/service%2520path          | nothing            | no      | refused
			/service%20path/x          | nothing            | no      |
			/open                      | another controller | no      |
			/open/api/x                | another controller | no      |
			/API/file                  | nothing            | no      |
			/%2561pi/file              | nothing            | no      | refused
			/apix                      | nothing            | no      |
			""")
	void policyAndHandlerSeeTheSamePath(String path, String answer, String covered, @Nullable String onJetty)
			throws IOException {
		SoftAssertions softly = new SoftAssertions();
		for (WebServer container : List.of(WebServer.TOMCAT, WebServer.JETTY)) {
			boolean refused = container == WebServer.JETTY && onJetty != null;
			for (String base : APPLICATIONS.keySet()) {
				try (RawConnection connection = new RawConnection(port(container, base))) {
					WireResponse response = connection.exchange(RawHttp.text(base + path, get(), "close"));
					String what = container + " " + base + path;
					softly.assertThat(answer(response, connection.rest()))
						.as(what)
						.isEqualTo(refused ? onJetty : answer);
					softly.assertThat(response.corsHeaders())
						.as(what)
						.hasSize((covered.equals("yes") && !refused) ? 1 : 0);
					softly.assertThat(response.vary().contains("Origin"))
						.as(what)
						.isEqualTo(!covered.equals("no") && !refused);
				}
			}
		}
		softly.assertAll();
	}

	/** The policy for all paths allows both origins. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                         | TO A | TO B | ON JETTY
			/api/servlet/x               | 403  | 200  |
			//api/servlet/x              | 403  | 200  | 400
			/api//servlet/x              | 403  | 200  | 400
			/./api/servlet/x             | 403  | 200  |
			/%2e/api/servlet/x           | 403  | 200  | 400
			/open/../api/servlet/x       | 403  | 200  |
			/open/..;/api/servlet/x      | 403  | 200  | 400
			/;/api/servlet/x             | 403  | 200  | 400
			/%61pi;x=y/servlet/x         | 403  | 200  |
			//api/file                   | 403  | 200  | 400
			/./api/file                  | 403  | 200  |
			/api/../open                 | 403  | 404  |
			/open/../open/x              | 200  | 200  |
			//open                       | 404  | 404  | 400
			/open//x                     | 200  | 200  | 400
			""")
	void stricterPolicyOfTwoReadingsDecides(String path, int toA, int toB, @Nullable Integer onJetty)
			throws IOException {
		SoftAssertions softly = new SoftAssertions();
		for (WebServer container : List.of(WebServer.TOMCAT, WebServer.JETTY)) {
			for (String base : List.of("", "/context")) {
				int port = WebServer.port(container.run(Application.class,
						Map.of("servlet", "/api/servlet/*", "server.servlet.context-path", base, "cors.allowed-origins",
								ALLOWED + ", https://b.example", "cors.policies.api.paths", "/api/**",
								"cors.policies.api.allowed-origins", "https://b.example",
								"cors.policies.api.enforcement", "server")));
				for (String origin : List.of(ALLOWED, "https://b.example")) {
					int expected = (container == WebServer.JETTY && onJetty != null) ? onJetty
							: origin.equals(ALLOWED) ? toA : toB;
					WireResponse response = RawHttp.send(port, base + path, get(origin));
					String what = container + " " + base + path + " " + origin;
					softly.assertThat(response.status()).as(what).isEqualTo(expected);
					softly.assertThat(response.corsHeaders())
						.as(what)
						.isEqualTo((expected == 400 || expected == 403) ? List.of()
								: List.of("access-control-allow-origin: " + origin));
				}
			}
		}
		softly.assertAll();
	}

	/** Tomcat refuses the method before all filters, which see only the error page. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                | COVERED
			/api/x              | true
			//api/x             | true
			/x/../api/x         | true
			/./api/x            | true
			/%61pi/x            | true
			/api;x=y/x          | true
			/apix               | false
			//apix              | false
			/api/../apix        | true
			""")
	void policyOfThePathDecidesOnAMethodThatTomcatRefuses(String path, boolean covered) throws IOException {
		for (String base : APPLICATIONS.keySet()) {
			WireResponse response = RawHttp.send(port(WebServer.TOMCAT, base), base + path,
					new WireRequest("TRACE", get().headers()));
			assertThat(response.status()).isEqualTo(405);
			assertThat(response.vary()).as(base + path).isEqualTo(covered ? "Origin" : "");
		}
	}

	/** A container finds the application in every spelling of its context path. */
	@ParameterizedTest
	@ValueSource(strings = { "//context/api/x", "/./context/api/x", "/x/../context/api/x", "/%63ontext/api/x",
			"/context;x=y/api/x" })
	void refusedMethodIsDecidedOnInEverySpellingOfTheContextPath(String path) throws IOException {
		WireResponse response = RawHttp.send(port(WebServer.TOMCAT, "/context"), path,
				new WireRequest("TRACE", get().headers()));
		assertThat(response.status()).isEqualTo(405);
		assertThat(response.vary()).isEqualTo("Origin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//context/api/servlet/x", "/./context/api/servlet/x", "/x/../context/api/servlet/x",
			"/%63ontext/api/servlet/x", "/context;x=y/api/servlet/x" })
	void requestIsDecidedOnInEverySpellingOfTheContextPath(String path) throws IOException {
		WireResponse response = RawHttp.send(port(WebServer.TOMCAT, "/context"), path, get());
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.vary()).isEqualTo("Origin");
		assertThat(response.corsHeaders()).hasSize(1);
	}

	@OnServletContainers
	void noPolicyCoversPathsOutsideTheContextPath(WebServer container) throws IOException {
		WireResponse response = RawHttp.send(port(container, "/context"), "/api/controller", get());
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.vary()).isEmpty();
	}

	private static String answer(WireResponse response, String body) {
		return switch (response.status()) {
			case 200 -> body.strip();
			case 400 -> "refused";
			case 404 -> "nothing";
			default -> String.valueOf(response.status());
		};
	}

	private static WireRequest get() {
		return get(ALLOWED);
	}

	private static WireRequest get(String origin) {
		return new WireRequest("GET", List.of(new WireHeader("Origin", origin)));
	}

	private static int port(WebServer container, String base) {
		Map<String, String> properties = new LinkedHashMap<>(APPLICATIONS.get(base));
		properties.put("cors.allowed-origins", ALLOWED);
		return WebServer.port(container.run(Application.class, properties));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		@Bean
		ServletRegistrationBean<HttpServlet> servlet(@Value("${servlet}") String path) {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					byte[] body = "a servlet".getBytes();
					response.setContentLength(body.length);
					response.getOutputStream().write(body);
				}

			}, path);
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/api/controller/**")
		String answer() {
			return "a controller";
		}

		@GetMapping({ "/literal", "/service path" })
		String answerLiteral() {
			return "a literal";
		}

		@GetMapping("/open/**")
		String answerOpen() {
			return "another controller";
		}

	}

}
