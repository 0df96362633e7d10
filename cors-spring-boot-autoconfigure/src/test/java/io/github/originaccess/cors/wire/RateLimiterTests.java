// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rate limiters behind the policies. A page that is refused can read the status, and
 * preflights are not counted. Bucket4j's starter registers its filter at
 * {@code HIGHEST_PRECEDENCE + 10}.
 */
@ParameterizedClass
@EnumSource(WebServer.class)
class RateLimiterTests {

	private final WebServer server;

	RateLimiterTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-",
			textBlock = """
					SITUATION                        | PATH    | REQUEST                              | STATUS | CORS HEADERS                                    | VARY   | COUNTED
					refused, of an allowed page      | /lim10  | GET Origin: https://a.example        | 429    | access-control-allow-origin: https://a.example  | Origin | 1
					refused, of a stranger's page    | /lim10  | GET Origin: https://evil.example     | 429    | -                                               | Origin | 1
					refused, without Origin          | /lim10  | GET                                  | 429    | -                                               | Origin | 1
					preflight                        | /lim10  | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 204 | preflight | preflight | 0
					preflight of a stranger's page   | /lim10  | OPTIONS Origin: https://evil.example ~ Access-Control-Request-Method: GET | 403 | - | preflight | 0
					OPTIONS that is no preflight     | /lim10  | OPTIONS Origin: https://a.example    | 429    | -                                               | Origin | 1
					far behind                       | /lim100 | GET Origin: https://a.example        | 429    | access-control-allow-origin: https://a.example  | Origin | 1
					far behind, preflight            | /lim100 | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 204 | preflight | preflight | 0
					before the policies              | /lim0   | GET Origin: https://a.example        | 429    | -                                               | -      | 1
					before the policies, preflight   | /lim0   | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 429 | - | - | 1
					not covered                      | /lim10/open | GET Origin: https://a.example    | 429    | -                                               | -      | 1
					""")
	void rateLimiterCountsAndAnswersBehindThePolicies(String situation, String path, String request, int status,
			String headers, String vary, int counted) throws IOException {
		var application = this.server.run(Application.class,
				Map.of("cors.allowed-origins", "https://a.example", "cors.paths", "/lim0,/lim10,/lim100"));
		AtomicInteger count = application.getBean(Counter.class).count;
		int before = count.get();
		WireResponse response = RawHttp.send(WebServer.port(application), path, WireRequest.parse(request));
		assertThat(response.status()).isEqualTo(status);
		assertThat(count.get() - before).isEqualTo(counted);
		if ("preflight".equals(headers)) {
			assertThat(response.corsHeaders()).contains("access-control-allow-origin: https://a.example");
		}
		else {
			assertThat(response.corsHeaders()).isEqualTo((headers != null) ? List.of(headers) : List.of());
		}
		if ("preflight".equals(vary)) {
			assertThat(response.vary())
				.isEqualTo("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
		}
		else {
			assertThat((response.vary() != null) ? response.vary() : "").isEqualTo((vary != null) ? vary : "");
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Servlets.class, Reactive.class })
	static class Application {

		@Bean
		Counter counter() {
			return new Counter();
		}

	}

	static final class Counter {

		private final AtomicInteger count = new AtomicInteger();

		boolean refuses(String path, String beginning) {
			return (path.equals(beginning) || path.startsWith(beginning + "/")) && this.count.incrementAndGet() > 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlets {

		@Bean
		FilterRegistrationBean<?> limiterAtOnce(Counter counter) {
			return limiter(counter, "/lim0", Ordered.HIGHEST_PRECEDENCE);
		}

		@Bean
		FilterRegistrationBean<?> limiterAtTen(Counter counter) {
			return limiter(counter, "/lim10", Ordered.HIGHEST_PRECEDENCE + 10);
		}

		@Bean
		FilterRegistrationBean<?> limiterAtHundred(Counter counter) {
			return limiter(counter, "/lim100", Ordered.HIGHEST_PRECEDENCE + 100);
		}

		private static FilterRegistrationBean<?> limiter(Counter counter, String path, int order) {
			FilterRegistrationBean<jakarta.servlet.Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> {
						if (counter.refuses(((HttpServletRequest) request).getRequestURI(), path)) {
							((HttpServletResponse) response).setStatus(429);
						}
						else {
							chain.doFilter(request, response);
						}
					});
			registration.setOrder(order);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebFilter limiterAtOnce(Counter counter) {
			return limiter(counter, "/lim0");
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 10)
		WebFilter limiterAtTen(Counter counter) {
			return limiter(counter, "/lim10");
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE + 100)
		WebFilter limiterAtHundred(Counter counter) {
			return limiter(counter, "/lim100");
		}

		private static WebFilter limiter(Counter counter, String path) {
			return (exchange, chain) -> {
				if (!counter.refuses(exchange.getRequest().getPath().value(), path)) {
					return chain.filter(exchange);
				}
				exchange.getResponse().setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
				return exchange.getResponse().setComplete();
			};
		}

	}

}
