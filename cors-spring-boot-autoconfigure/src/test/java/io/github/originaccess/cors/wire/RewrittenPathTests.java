// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths that change on their way to a handler: in case, by a filter that rewrites them,
 * or by a forward. The policy of the path by which Spring finds the handler decides.
 */
@ExtendWith(OutputCaptureExtension.class)
class RewrittenPathTests {

	private static final Map<String, String> POLICIES = Map.of("cors.policies.admin.paths", "/admin/**, /exact",
			"cors.policies.admin.allowed-origins", "https://admin.example", "cors.policies.admin.allow-credentials",
			"true", "cors.policies.admin.enforcement", "server", "cors.policies.quiet.paths", "/open/**",
			"cors.policies.quiet.allowed-origins", "https://quiet.example", "cors.policies.outer.paths",
			"/old/**, /forward/**", "cors.policies.outer.allowed-origins",
			"https://app.example, https://quiet.example, https://admin.example", "cors.policies.any.paths", "/any/**",
			"cors.policies.any.allowed-origins", "*");

	/** Requests whose paths all have policies with credentials. */
	private static final List<String> WITH_CREDENTIALS = List.of(" /admin", " /ADMIN", " /Admin", " /exact", " /EXACT",
			" /%41dmin", " /free/admin", " /jump/to/admin");

	private static final Set<String> HANDLED = ConcurrentHashMap.newKeySet();

	/** A path below /old loses that segment, one below /free or /any the same. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					WHY                                          | REQUEST                | ORIGIN                | STATUS | ALLOWED               | VARY
					the path as it is written in the policy      | POST /admin/x          | https://evil.example  | 403    | none                  | Origin
					the origin of the policy                     | POST /admin/x          | https://admin.example | 200    | https://admin.example | Origin
					another case                                 | POST /ADMIN/x          | https://evil.example  | 403    | none                  | Origin
					another case of the rest                     | POST /Admin/X          | https://evil.example  | 403    | none                  | Origin
					another case of a literal                    | POST /EXACT            | https://evil.example  | 403    | none                  | Origin
					another case, encoded                        | POST /%41dmin/x        | https://evil.example  | 403    | none                  | Origin
					another case, origin of the policy           | GET /Admin/x           | https://admin.example | 200    | https://admin.example | Origin
					another case, no origin                      | GET /ADMIN/x           | none                  | 200    | none                  | Origin
					another case, the own page                   | POST /EXACT            | own                   | 200    | none                  | Origin
					a trailing slash                             | POST /exact/           | https://evil.example  | 403    | none                  | Origin
					a trailing slash, another method             | DELETE /exact/         | https://evil.example  | 403    | none                  | Origin
					a trailing slash, origin of the policy       | POST /exact/           | https://admin.example | 200    | https://admin.example | Origin
					a trailing slash, no origin                  | POST /exact/           | none                  | 200    | none                  | Origin
					a trailing slash, the own page               | POST /exact/           | own                   | 200    | none                  | Origin
					a trailing slash, preflight of a stranger    | OPTIONS /exact/        | https://evil.example  | 403    | none                  | preflight
					a trailing slash, preflight of the policy's  | OPTIONS /exact/        | https://admin.example | 204    | https://admin.example | preflight
					rewritten, from no policy to a strict one    | POST /free/admin/x     | https://evil.example  | 403    | none                  | Origin
					rewritten, from no policy to its origin      | POST /free/admin/x     | https://admin.example | 200    | https://admin.example | Origin
					rewritten, from no policy to none            | POST /free/alive       | https://evil.example  | 200    | none                  | none
					rewritten, from a policy to a strict one     | POST /old/admin/x      | https://evil.example  | 403    | none                  | Origin
					rewritten, the origin of the first alone     | POST /old/admin/x      | https://app.example   | 403    | none                  | Origin
					rewritten, the origin of both                | POST /old/admin/x      | https://admin.example | 200    | https://admin.example | Origin
					rewritten, the own page                      | POST /old/admin/x      | own                   | 200    | none                  | Origin
					rewritten, no origin                         | POST /old/admin/x      | none                  | 200    | none                  | Origin
					rewritten, both lax, origin of the first     | GET /old/open/x        | https://app.example   | 200    | none                  | Origin
					rewritten, both lax, origin of both          | GET /old/open/x        | https://quiet.example | 200    | https://quiet.example | Origin
					rewritten, the second is not covered         | GET /old/alive         | https://app.example   | 200    | https://app.example   | Origin
					rewritten, to a mapping before all others    | POST /free/admin/first | https://evil.example  | 403    | none                  | Origin
					rewritten, to it, the origin of the policy   | POST /free/admin/first | https://admin.example | 200    | https://admin.example | Origin
					rewritten, preflight by the first policy     | OPTIONS /old/admin/x   | https://app.example   | 204    | https://app.example   | preflight
					rewritten, every origin and a strict one     | GET /any/admin/x       | https://evil.example  | 403    | none                  | Origin
					rewritten, every origin and named ones       | GET /any/open/x        | https://evil.example  | 200    | none                  | Origin
					rewritten, every origin, no origin           | GET /any/open/x        | none                  | 200    | none                  | Origin
					rewritten, every origin and its origin       | GET /any/admin/x       | https://admin.example | 200    | https://admin.example | Origin
					rewritten, every origin and not covered      | GET /any/alive         | https://evil.example  | 200    | *                     | none
					an error keeps the decision                  | GET /old/missing       | https://app.example   | 404    | https://app.example   | Origin
					an error of an uncovered path                | GET /missing           | https://app.example   | 404    | none                  | none
					not covered by any path                      | POST /alive            | https://evil.example  | 200    | none                  | none
					""")
	void policyOfTheRewrittenPathDecidesToo(String why, String request, @Nullable String origin, int status,
			@Nullable String allowed, @Nullable String vary) throws IOException {
		verify(WebServer.TOMCAT, ServletApplication.class, request, origin, status, allowed, vary);
		verify(WebServer.JETTY, ServletApplication.class, request, origin, status, allowed, vary);
		verify(WebServer.NETTY, ReactiveApplication.class, request, origin, status, allowed, vary);
	}

	/** A line in the log would tell the application to remove what it does not set. */
	@ParameterizedTest
	@EnumSource
	void headersOfTheFirstDecisionAreNoSecondLayer(WebServer server, CapturedOutput output) throws IOException {
		Class<?> type = (server == WebServer.NETTY) ? ReactiveApplication.class : ServletApplication.class;
		try (ConfigurableApplicationContext application = server.start(POLICIES, type)) {
			WireResponse response = RawHttp.send(WebServer.port(application), "/old/open/x",
					WireRequest.parse("GET Origin: https://app.example"));
			assertThat(response.corsHeaders()).isEmpty();
			assertThat(output).doesNotContain("was dropped");
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					WHY                                       | REQUEST                             | ORIGIN                | STATUS | ALLOWED               | VARY
					from a policy to a strict one             | POST /forward/to/admin/x            | https://evil.example  | 403    | none                  | Origin
					the origin of the first alone             | POST /forward/to/admin/x            | https://app.example   | 403    | none                  | Origin
					the origin of both                        | POST /forward/to/admin/x            | https://admin.example | 200    | https://admin.example | Origin
					both lax, origin of the first             | GET /forward/to/open/x              | https://app.example   | 200    | none                  | Origin
					both lax, origin of both                  | GET /forward/to/open/x              | https://quiet.example | 200    | https://quiet.example | Origin
					the second is not covered                 | GET /forward/to/alive               | https://app.example   | 200    | https://app.example   | Origin
					from no policy to a strict one            | POST /jump/to/admin/x               | https://evil.example  | 403    | none                  | Origin
					from no policy to its origin              | POST /jump/to/admin/x               | https://admin.example | 200    | https://admin.example | Origin
					from no policy to none                    | GET /jump/to/alive                  | https://app.example   | 200    | none                  | none
					two forwards                              | POST /jump/to/forward/to/admin/x    | https://app.example   | 403    | none                  | Origin
					a forward of a rewritten request          | POST /free/jump/to/admin/x          | https://evil.example  | 403    | none                  | Origin
					a dispatch to another path                | POST /forward/async/admin/x         | https://app.example   | 403    | none                  | Origin
					a dispatch to another path, origin of both | POST /forward/async/admin/x        | https://admin.example | 200    | https://admin.example | Origin
					a dispatch from no policy                 | POST /jump/async/admin/x            | https://evil.example  | 403    | none                  | Origin
					an error page that is forwarded           | GET /old/fail                       | https://app.example   | 500    | https://app.example   | Origin
					""")
	void policyOfTheForwardedPathDecidesToo(String why, String request, @Nullable String origin, int status,
			@Nullable String allowed, @Nullable String vary) throws IOException {
		verify(WebServer.TOMCAT, ServletApplication.class, request, origin, status, allowed, vary);
		verify(WebServer.JETTY, ServletApplication.class, request, origin, status, allowed, vary);
	}

	/** A handler has run for the request by then, and its result must not be lost. */
	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY" })
	void asynchronousResultKeepsTheDecisionOfTheRequest(WebServer server) throws Exception {
		Map<String, String> properties = new HashMap<>(POLICIES);
		properties.put("cors.policies.admin.paths", "/admin/**");
		try (ConfigurableApplicationContext application = server.start(properties, PlainApplication.class)) {
			CorsPolicyRegistry registry = application.getBean(CorsPolicyRegistry.class);
			Handlers.whileWaiting = () -> registry.replaceOrigins("admin", List.of("https://other.example"));
			WireRequest request = WireRequest.parse("POST Origin: https://admin.example ~ Sec-Fetch-Site: cross-site");
			WireResponse response = RawHttp.send(WebServer.port(application), "/admin/slow", request);
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.corsHeaders()).contains("access-control-allow-origin: https://admin.example");
			assertThat(RawHttp.send(WebServer.port(application), "/admin/x", request).status()).isEqualTo(403);
		}
	}

	/** By default case matters, and another path is not covered. */
	@ParameterizedTest
	@CsvSource({ "/ADMIN/x, false", "/admin/x, true", "/%41dmin/x, false", "/exact/, false" })
	void caseOfAPathMattersAsItDoesToTheHandlerMappings(String path, boolean covered) throws IOException {
		for (WebServer server : WebServer.values()) {
			int port = WebServer.port(server.run(PlainApplication.class, POLICIES));
			WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: https://admin.example"));
			assertThat(response.vary()).as(server + path).isEqualTo(covered ? "Origin" : "");
			assertThat(response.corsHeaders()).as(server + path).hasSize(covered ? 2 : 0);
		}
	}

	private static void verify(WebServer server, Class<?> application, String request, @Nullable String origin,
			int status, @Nullable String allowed, @Nullable String vary) throws IOException {
		int port = WebServer.port(server.run(application, POLICIES));
		String method = request.substring(0, request.indexOf(' '));
		String token = server + "-" + Integer.toHexString(request.hashCode() ^ String.valueOf(origin).hashCode());
		WireRequest sent = new WireRequest(method, List.of()).with("Content-Type", "text/plain").with("Token", token);
		if (origin != null) {
			sent = sent.with("Origin", origin.equals("own") ? "http://localhost:" + port : origin)
				.with("Sec-Fetch-Site", origin.equals("own") ? "same-origin" : "cross-site");
		}
		sent = method.equals("OPTIONS") ? sent.with("Access-Control-Request-Method", "POST") : sent;
		WireResponse response = RawHttp.send(port, request.substring(method.length() + 1), sent);
		String what = server + " " + request;
		Map<String, String> headers = new HashMap<>();
		response.corsHeaders().forEach((line) -> headers.put(line.split(": ")[0], line.split(": ")[1]));
		assertThat(response.status()).as(what).isEqualTo(status);
		assertThat(headers.get("access-control-allow-origin")).as(what).isEqualTo(allowed);
		assertThat(headers.keySet()).as(what).matches((names) -> allowed != null || names.isEmpty());
		assertThat(headers.containsKey("access-control-allow-credentials")).as(what)
			.isEqualTo(
					"https://admin.example".equals(allowed) && WITH_CREDENTIALS.stream().anyMatch(request::contains));
		assertThat(response.vary()).as(what)
			.isEqualTo((vary == null) ? "" : vary.equals("Origin") ? "Origin"
					: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
		assertThat(HANDLED.remove(token)).as(what + ": the handler ran").isEqualTo(status == 200);
	}

	private static String withoutFirstSegment(String path) {
		return path.substring(path.indexOf('/', 1));
	}

	private static boolean isRewritten(String path) {
		return path.startsWith("/old/") || path.startsWith("/free/") || path.startsWith("/any/");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class PlainApplication {

	}

	@RestController
	static class Handlers {

		private static volatile Runnable whileWaiting = () -> {
		};

		@RequestMapping({ "/admin/x", "/exact", "/open/x", "/alive" })
		String answer(@RequestHeader HttpHeaders headers) {
			String token = headers.getFirst("Token");
			if (token != null) {
				HANDLED.add(token);
			}
			return "answered";
		}

		@RequestMapping("/admin/slow")
		Callable<String> answerLater() {
			return () -> {
				whileWaiting.run();
				return "answered";
			};
		}

		@RequestMapping("/fail")
		String fail() {
			throw new IllegalStateException("in a test");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Handlers.class, Forwarding.class })
	static class ServletApplication implements WebMvcConfigurer {

		@Bean
		org.springframework.web.servlet.handler.SimpleUrlHandlerMapping beforeAllOthers() {
			HttpRequestHandler handler = (request, response) -> HANDLED.add(request.getHeader("Token"));
			return new org.springframework.web.servlet.handler.SimpleUrlHandlerMapping(Map.of("/admin/first", handler),
					Ordered.HIGHEST_PRECEDENCE);
		}

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			configurer.setPatternParser(parser);
		}

		@Bean
		UrlHandlerFilter trailingSlashes() {
			return UrlHandlerFilter.trailingSlashHandler("/exact/").wrapRequest().build();
		}

		@Bean
		FilterRegistrationBean<Filter> rewriting() {
			return new FilterRegistrationBean<>(new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws ServletException, IOException {
					String path = request.getRequestURI();
					chain.doFilter(isRewritten(path) ? new Rewritten(request, withoutFirstSegment(path)) : request,
							response);
				}

			});
		}

	}

	@Controller
	static class Forwarding {

		@RequestMapping({ "/forward/to/**", "/jump/to/**" })
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			String path = withoutFirstSegment(withoutFirstSegment(request.getServletPath()));
			request.getRequestDispatcher(path).forward(request, response);
		}

		@RequestMapping({ "/forward/async/**", "/jump/async/**" })
		void dispatch(HttpServletRequest request, HttpServletResponse response) {
			request.startAsync().dispatch(withoutFirstSegment(withoutFirstSegment(request.getRequestURI())));
		}

	}

	private static final class Rewritten extends HttpServletRequestWrapper {

		private final String path;

		Rewritten(HttpServletRequest request, String path) {
			super(request);
			this.path = path;
		}

		@Override
		public String getRequestURI() {
			return isForwarded() ? super.getRequestURI() : this.path;
		}

		@Override
		public String getServletPath() {
			return isForwarded() ? super.getServletPath() : this.path;
		}

		/** A container puts a forwarded path below the wrappers of the application. */
		private boolean isForwarded() {
			return getDispatcherType() != DispatcherType.REQUEST;
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Handlers.class)
	static class ReactiveApplication implements org.springframework.web.reactive.config.WebFluxConfigurer {

		@Bean
		SimpleUrlHandlerMapping beforeAllOthers() {
			WebHandler handler = (exchange) -> {
				HANDLED.add(exchange.getRequest().getHeaders().getFirst("Token"));
				return exchange.getResponse().setComplete();
			};
			return new SimpleUrlHandlerMapping(Map.of("/admin/first", handler), Ordered.HIGHEST_PRECEDENCE);
		}

		@Override
		public void configurePathMatching(org.springframework.web.reactive.config.PathMatchConfigurer configurer) {
			configurer.setUseCaseSensitiveMatch(false);
		}

		@Bean
		org.springframework.web.filter.reactive.UrlHandlerFilter trailingSlashes() {
			return org.springframework.web.filter.reactive.UrlHandlerFilter.trailingSlashHandler("/exact/")
				.mutateRequest()
				.build();
		}

		@Bean
		WebFilter rewriting() {
			return (exchange, chain) -> {
				ServerHttpRequest request = exchange.getRequest();
				String path = request.getPath().value();
				return chain.filter(isRewritten(path)
						? exchange.mutate().request(request.mutate().path(withoutFirstSegment(path)).build()).build()
						: exchange);
			};
		}

	}

}
