// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Requests whose resolver or observer fails, on real servers. The host of a request says
 * which bean fails and how.
 */
@ParameterizedClass
@EnumSource
class FailingBeansTests {

	private static final String ALLOWED = "https://a.example";

	private static final String PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

	private static final Map<String, String> PROPERTIES = Map.of("cors.allowed-origins", ALLOWED);

	private final WebServer server;

	FailingBeansTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			HOST                        | REQUEST                                    | GRANTED | RESOLVED | OBSERVED
			resolver-exception.example  | GET Origin: https://a.example              | false   | 1        | 0
			resolver-exception.example  | GET                                        | false   | 1        | 0
			resolver-exception.example  | POST Origin: https://a.example             | false   | 1        | 0
			resolver-error.example      | GET Origin: https://a.example              | false   | 1        | 0
			resolver-checked.example    | GET Origin: https://a.example              | false   | 1        | 0
			observer-exception.example  | GET Origin: https://a.example              | true    | 1        | 1
			observer-exception.example  | GET Origin: https://b.example              | false   | 1        | 1
			observer-error.example      | GET Origin: https://a.example              | true    | 1        | 1
			observer-checked.example    | GET Origin: https://a.example              | true    | 1        | 1
			""")
	void failedRequestHasTheErrorPageAndIsAskedAboutOnce(String host, String request, boolean granted, int resolved,
			int observed) throws IOException {
		Answer answer = send(WireRequest.parse(request).with("Host", host));
		assertThat(answer.response().status()).isEqualTo(500);
		assertThat(answer.body()).contains("\"status\":500").contains("\"path\":\"/x\"");
		assertThat(answer.resolved()).isEqualTo(resolved);
		assertThat(answer.observed()).isEqualTo(observed);
		// Jetty logs a checked exception without its stack trace.
		assertThat(answer.logged()).filteredOn(
				(event) -> event.getThrowableProxy() != null || event.getFormattedMessage().contains("a bean fails"))
			.hasSize(1);
		assertThat(answer.response().vary()).isEqualTo("Origin, X-Tenant");
		assertThat(answer.response().corsHeaders())
			.isEqualTo(granted ? List.of("access-control-allow-origin: " + ALLOWED) : List.of());
	}

	@ParameterizedTest
	@CsvSource({ "resolver-exception.example", "observer-exception.example" })
	void failedPreflightHasTheStatusOfTheFailure(String host) throws IOException {
		Answer answer = send(WireRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET")
			.with("Host", host));
		assertThat(answer.response().status()).isEqualTo(500);
		assertThat(answer.response().vary()).isEqualTo(PREFLIGHT_VARY + ", X-Tenant");
	}

	@Test
	void requestThatTheContainerRefusesHasTheErrorPage() throws IOException {
		if (this.server == WebServer.TOMCAT) {
			Answer answer = send(WireRequest.parse("TRACE Host: resolver-exception.example"));
			assertThat(answer.response().status()).isEqualTo(405);
			assertThat(answer.body()).contains("\"status\":405");
			assertThat(answer.response().vary()).isEqualTo("Origin, X-Tenant");
			assertThat(answer.logged()).singleElement()
				.satisfies((event) -> assertThat(event.getMessage()).startsWith("The choice of a CORS policy failed"));
		}
	}

	@Test
	void applicationDoesNotStartIfTheHeadersOfTheResolverFail() {
		assertThatException()
			.isThrownBy(() -> this.server.start(PROPERTIES, AnsweringApplication.class, FailingHeaders.class))
			.withStackTraceContaining("the headers fail");
	}

	/** Throws a checked exception as code in Kotlin does. */
	@SuppressWarnings("unchecked")
	private static <E extends Exception> void throwUndeclared(Exception ex) throws E {
		throw (E) ex;
	}

	private Answer send(WireRequest request) throws IOException {
		ConfigurableApplicationContext application = this.server.run(Application.class, PROPERTIES);
		Beans beans = application.getBean(Beans.class);
		beans.resolved.set(0);
		beans.observed.set(0);
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		root.addAppender(log);
		try (RawConnection connection = new RawConnection(WebServer.port(application))) {
			WireResponse response = connection.exchange(RawHttp.text("/x", request, "close"));
			return new Answer(response, connection.rest(), beans.resolved.get(), beans.observed.get(),
					List.copyOf(log.list));
		}
		finally {
			root.detachAppender(log);
		}
	}

	private record Answer(WireResponse response, String body, int resolved, int observed, List<ILoggingEvent> logged) {

	}

	static class Application extends AnsweringApplication {

		@Bean
		Beans beans() {
			return new Beans();
		}

	}

	static class FailingHeaders {

		@Bean
		CorsPolicyResolver failingHeaders() {
			return new CorsPolicyResolver() {

				@Override
				public @Nullable CorsPolicy resolve(CorsRequest request) {
					return null;
				}

				@Override
				public List<String> requestHeaders() {
					throw new IllegalStateException("the headers fail");
				}

			};
		}

	}

	/**
	 * A resolver and an observer that fail.
	 */
	static class Beans implements CorsPolicyResolver, DecisionObserver {

		private final AtomicInteger resolved = new AtomicInteger();

		private final AtomicInteger observed = new AtomicInteger();

		@Override
		public @Nullable CorsPolicy resolve(CorsRequest request) {
			this.resolved.incrementAndGet();
			fail("resolver", request);
			return null;
		}

		@Override
		public List<String> requestHeaders() {
			return List.of("X-Tenant");
		}

		@Override
		public void decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
			this.observed.incrementAndGet();
			fail("observer", request);
		}

		private static void fail(String bean, CorsRequest request) {
			String host = String.valueOf(request.host());
			if (host.equals(bean + "-exception.example")) {
				throw new IllegalStateException("a bean fails");
			}
			if (host.equals(bean + "-error.example")) {
				throw new NoClassDefFoundError("a bean fails");
			}
			if (host.equals(bean + "-checked.example")) {
				FailingBeansTests.<RuntimeException>throwUndeclared(new IOException("a bean fails"));
			}
		}

	}

}
