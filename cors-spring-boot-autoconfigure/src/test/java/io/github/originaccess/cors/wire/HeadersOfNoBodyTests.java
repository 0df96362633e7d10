// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.PolicySelection;
import io.github.originaccess.cors.wire.PersistentConnection.Response;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses of the filter itself where the response already says that it has a body. A
 * length without that many bytes would make the client read the next response as this
 * one's body.
 */
class HeadersOfNoBodyTests {

	private static final String FORBIDDEN = "https://b.example";

	private static final Map<String, String> PROPERTIES = Map.of("cors.allowed-origins", "https://a.example",
			"cors.policies.enforced.enforcement", "server", "cors.policies.enforced.paths", "/enforced/**");

	private static final List<String> REQUESTS = List.of(
			"OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET",
			"OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET", "GET Origin: https://b.example");

	@ParameterizedTest
	@MethodSource("requests")
	void nextResponseOnTheConnectionIsReadWhole(WebServer server, boolean explained, String request)
			throws IOException {
		verify(port(server, explained), "/enforced/announced", WireRequest.parse(request), explained);
	}

	@ParameterizedTest
	@MethodSource("servletContainers")
	void bodyOfAnEarlierFilterIsForgotten(WebServer server, boolean explained) throws IOException {
		for (String path : List.of("/enforced/written", "/enforced/streamed")) {
			for (String request : REQUESTS) {
				verify(port(server, explained), path, WireRequest.parse(request), explained);
			}
		}
	}

	/** The filter of the policies cannot know that what it writes is compressed. */
	@ParameterizedTest
	@MethodSource("servletContainers")
	void encodingOfAnEarlierFilterStays(WebServer server, boolean explained) throws IOException {
		WireResponse response = RawHttp.send(port(server, explained), "/enforced/encoded",
				WireRequest.parse("GET Origin: " + FORBIDDEN));
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.headers()).contains(new WireHeader("Content-Encoding", "x-encoded"));
	}

	@ParameterizedTest
	@MethodSource("servletContainers")
	void refusedForwardSaysNothingAboutTheBodyOfItsHandler(WebServer server, boolean explained) throws IOException {
		verify(port(server, explained), "/forwards", WireRequest.parse("GET Origin: " + FORBIDDEN), explained);
	}

	private static void verify(int port, String path, WireRequest request, boolean explained) throws IOException {
		try (PersistentConnection connection = new PersistentConnection(port)) {
			List<Response> responses = connection.sendAll(List.of(RawHttp.text(path, request, "keep-alive"),
					RawHttp.text("/next", WireRequest.parse("GET"), "keep-alive")));
			Response answer = responses.get(0);
			boolean allowed = request.headers().get(0).value().equals("https://a.example");
			assertThat(answer.head().status()).isEqualTo(allowed ? 204 : 403);
			if (explained && !allowed) {
				assertThat(answer.header("Content-Type")).startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			}
			else {
				assertThat(answer.header("Content-Length")).isEqualTo(allowed ? null : "0");
				assertThat(answer.body()).isEmpty();
			}
			assertThat(responses.get(1).head().status()).isEqualTo(200);
			assertThat(responses.get(1).body()).isEqualTo("the next response");
		}
	}

	static List<Object[]> requests() {
		List<Object[]> requests = new ArrayList<>();
		for (WebServer server : WebServer.values()) {
			for (String request : REQUESTS) {
				requests.add(new Object[] { server, false, request });
				requests.add(new Object[] { server, true, request });
			}
		}
		return requests;
	}

	static List<Object[]> servletContainers() {
		return List.of(new Object[] { WebServer.TOMCAT, false }, new Object[] { WebServer.TOMCAT, true },
				new Object[] { WebServer.JETTY, false }, new Object[] { WebServer.JETTY, true });
	}

	private static int port(WebServer server, boolean explained) {
		Map<String, String> properties = new HashMap<>(PROPERTIES);
		properties.put("cors.explain-denials", String.valueOf(explained));
		return WebServer.port(server
			.run((server == WebServer.NETTY) ? ReactiveApplication.class : ServletApplication.class, properties));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Pages.class)
	static class ServletApplication {

		@Bean
		FilterRegistrationBean<Filter> announcesBody() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				switch (((HttpServletRequest) request).getRequestURI()) {
					case "/enforced/announced" -> Pages.announceBody((HttpServletResponse) response);
					case "/enforced/written" -> {
						Pages.announceBody((HttpServletResponse) response);
						response.getWriter().write("<html>");
					}
					case "/enforced/streamed" -> {
						Pages.announceBody((HttpServletResponse) response);
						response.getOutputStream().print("<html>");
					}
					case "/enforced/encoded" ->
						((HttpServletResponse) response).setHeader("Content-Encoding", "x-encoded");
					default -> {
					}
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(PolicySelection.FILTER_ORDER - 1);
			return registration;
		}

		@Bean
		Forwarding forwarding() {
			return new Forwarding();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Pages.class)
	static class ReactiveApplication {

		@Bean
		@Order(PolicySelection.FILTER_ORDER - 1)
		WebFilter announcesBody() {
			return (exchange, chain) -> {
				if (exchange.getRequest().getPath().value().startsWith("/enforced/")) {
					exchange.getResponse().getHeaders().setContentLength(20);
					exchange.getResponse().getHeaders().setContentType(MediaType.TEXT_PLAIN);
				}
				return chain.filter(exchange);
			};
		}

	}

	@Controller
	static class Pages {

		@GetMapping("/next")
		@ResponseBody
		String next() {
			return "the next response";
		}

		private static void announceBody(HttpServletResponse response) {
			response.setContentLength(20);
			response.setContentType("text/html;charset=UTF-8");
		}

	}

	@Controller
	static class Forwarding {

		@GetMapping("/forwards")
		String forward(HttpServletResponse response) {
			Pages.announceBody(response);
			return "forward:/enforced/forwarded";
		}

	}

}
