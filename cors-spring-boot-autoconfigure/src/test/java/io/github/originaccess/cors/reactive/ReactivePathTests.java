// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler and the policy see the same path. The handler is a controller or a static
 * resource.
 */
class ReactivePathTests {

	private static final String BASE_PATH = "/base";

	private static ConfigurableApplicationContext application;

	private static ConfigurableApplicationContext applicationWithBasePath;

	@BeforeAll
	static void start() {
		application = WebServer.NETTY.start(Map.of("cors.paths", "/api/**, /service path", "cors.allowed-origins",
				"https://a.example", "server.forward-headers-strategy", "framework"), Controller.class);
		applicationWithBasePath = WebServer.NETTY.start(
				Map.of("cors.paths", "/api/**, /service path", "cors.allowed-origins", "https://a.example",
						"spring.webflux.base-path", BASE_PATH, "server.forward-headers-strategy", "framework"),
				Controller.class);
	}

	@AfterAll
	static void stop() {
		application.close();
		applicationWithBasePath.close();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                   | ANSWER              | COVERED
			/api/controller        | a controller        | yes
			/%61pi/controller      | a controller        | yes
			/api;x=y/controller    | a controller        | yes
			/api/controller/../x   | a controller        | yes
			/api/controller?//     | a controller        | yes
			/api/file              | a file              | yes
			/api//file             | a file              | yes
			//api/file             | a file              | in part
			/./api/file            | a file              | in part
			/%2e/api/file          | a file              | in part
			/api%2Ffile            | a file              | in part
			/%2Fapi/file           | a file              | in part
			/%5Capi%5Cfile         | a file              | in part
			/x/../api/file         | {"timestamp"        | in part
			/api/../open           | {"timestamp"        | in part
			/api                   | {"timestamp"        | yes
			/service%20path        | a literal           | yes
			/%73ervice%20path      | a literal           | yes
			/service+path          | {"timestamp"        | no
			/service%2520path      | {"timestamp"        | no
			/service%20path/x      | {"timestamp"        | no
			/open                  | another controller  | no
			/open/api/x            | another controller  | no
			/API/file              | {"timestamp"        | no
			/%2561pi/file          | {"timestamp"        | no
			/apix                  | {"timestamp"        | no
			""")
	void policyAndHandlerSeeTheSamePath(String path, String answer, String covered) throws IOException {
		verify(WebServer.port(application), path, answer, covered);
		verify(WebServer.port(applicationWithBasePath), BASE_PATH + path, answer, covered);
	}

	/** The policy for all paths allows both origins. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH                   | TO A | TO B
			/api/file              | 403  | 200
			//api/file             | 403  | 200
			/api//file             | 403  | 200
			/./api/file            | 403  | 200
			/%2e/api/file          | 403  | 200
			/api%2Ffile            | 403  | 200
			/%2Fapi/file           | 403  | 200
			/%5Capi%5Cfile         | 403  | 200
			/open/..%2Fapi/file    | 403  | 200
			/api/../open           | 403  | 404
			/open/../open          | 200  | 200
			/open//x               | 200  | 200
			""")
	void stricterPolicyOfTwoReadingsDecides(String path, int toA, int toB) throws IOException {
		int port = WebServer.port(WebServer.NETTY.run(Controller.class,
				Map.of("cors.allowed-origins", "https://a.example, https://b.example", "cors.policies.api.paths",
						"/api/**", "cors.policies.api.allowed-origins", "https://b.example",
						"cors.policies.api.enforcement", "server")));
		for (String origin : List.of("https://a.example", "https://b.example")) {
			int status = origin.equals("https://a.example") ? toA : toB;
			WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: " + origin));
			assertThat(response.status()).as(origin).isEqualTo(status);
			assertThat(response.corsHeaders())
				.isEqualTo((status == 403) ? List.of() : List.of("access-control-allow-origin: " + origin));
		}
	}

	@Test
	void noPolicyCoversPathsOutsideTheBasePath() throws IOException {
		WireResponse response = RawHttp.send(WebServer.port(applicationWithBasePath), "/api/controller",
				WireRequest.parse("GET Origin: https://a.example"));
		assertThat(response.status()).isEqualTo(404);
		assertThat(response.vary()).isEmpty();
	}

	@Test
	void forwardedPrefixIsNoPartOfThePath() throws IOException {
		WireResponse response = RawHttp.send(WebServer.port(application), "/api/file",
				WireRequest.parse("GET Origin: https://a.example ~ X-Forwarded-Prefix: /proxy"));
		assertThat(response.corsHeaders()).containsExactly("access-control-allow-origin: https://a.example");
	}

	private static void verify(int port, String path, String answer, String covered) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			WireResponse response = connection.exchange("GET " + path
					+ " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: https://a.example\r\n\r\n");
			assertThat(connection.rest()).startsWith(answer);
			assertThat(response.vary()).isEqualTo(covered.equals("no") ? "" : "Origin");
			assertThat(response.corsHeaders()).hasSize(covered.equals("yes") ? 1 : 0);
		}
	}

	@RestController
	@EnableAutoConfiguration
	static class Controller {

		@RequestMapping("/api/controller/**")
		String answer() {
			return "a controller";
		}

		@RequestMapping("/open/**")
		String answerOpen() {
			return "another controller";
		}

		@RequestMapping("/service path")
		String answerLiteral() {
			return "a literal";
		}

	}

}
