// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The filter among Spring's other filters: forwarded headers, Spring Session, hidden
 * methods, multipart requests.
 */
class NeighbouringFiltersTests {

	private static final String ALLOWED = "https://a.example";

	@ParameterizedTest
	@CsvSource({ "TOMCAT,framework", "TOMCAT,native", "JETTY,framework", "JETTY,native" })
	void preflightsDoNotReachTheSession(WebServer container, String strategy) throws IOException {
		ConfigurableApplicationContext application = run(container, strategy);
		AtomicInteger lookUps = application.getBean(Sessions.class).lookUps;
		int before = lookUps.get();
		Answer preflight = send(application, "OPTIONS /covered/session",
				"Cookie: SESSION=YWJj\r\nAccess-Control-Request-Method: GET\r\n", "");
		assertThat(preflight.response().status()).isEqualTo(204);
		assertThat(lookUps).hasValue(before);
		Answer actual = send(application, "GET /covered/session", "Cookie: SESSION=YWJj\r\n", "");
		verifyReadable(actual);
		assertThat(actual.response().headers()).extracting(WireHeader::name).contains("Set-Cookie");
		assertThat(lookUps.get()).isGreaterThan(before);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT", "JETTY" })
	void filterRunsDirectlyAfterForwardedHeadersAndObservation(WebServer container) {
		ConfigurableApplicationContext application = run(container, "framework");
		List<String> names = new ServletContextInitializerBeans(application.getBeanFactory()).stream()
			.filter(AbstractFilterRegistrationBean.class::isInstance)
			.map((filter) -> ((AbstractFilterRegistrationBean<?>) filter).getFilterName())
			.toList();
		assertThat(names).contains("springSessionRepositoryFilter", "hiddenHttpMethodFilter", "formContentFilter",
				"requestContextFilter");
		assertThat(names.subList(0, names.indexOf("originAccessCorsPolicyFilter")))
			.containsExactlyInAnyOrder("forwardedHeaderFilter", "characterEncodingFilter", "webMvcObservationFilter");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,framework", "JETTY,framework" })
	void policyDecidesOnTheSentMethodNotTheHiddenOne(WebServer container, String strategy) throws IOException {
		Answer answer = send(run(container, strategy), "POST /covered/item",
				"Content-Type: application/x-www-form-urlencoded\r\n", "_method=delete");
		verifyReadable(answer);
		assertThat(answer.body()).contains("deleted");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,framework", "JETTY,framework" })
	void multipartRequestsReachTheApplication(WebServer container, String strategy) throws IOException {
		Answer answer = send(run(container, strategy), "POST /covered/upload",
				"Content-Type: multipart/form-data; boundary=x\r\n",
				"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncontent\r\n--x--\r\n");
		verifyReadable(answer);
		assertThat(answer.body()).contains("[content]");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,framework", "TOMCAT,native", "JETTY,framework", "JETTY,native" })
	void forwardedHeadersReachTheApplication(WebServer container, String strategy) throws IOException {
		Answer answer = send(run(container, strategy), "GET /covered/url",
				"X-Forwarded-Proto: https\r\nX-Forwarded-Host: public.example\r\nX-Forwarded-Port: 443\r\n", "");
		verifyReadable(answer);
		assertThat(answer.body()).contains("https://public.example/covered/url");
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,/prefix", "TOMCAT,/covered", "JETTY,/prefix", "JETTY,/covered" })
	void forwardedPrefixIsNoPartOfThePath(WebServer container, String prefix) throws IOException {
		ConfigurableApplicationContext application = run(container, "framework");
		Answer covered = send(application, "GET /covered/url", "X-Forwarded-Prefix: " + prefix + "\r\n", "");
		verifyReadable(covered);
		assertThat(covered.body()).contains(prefix + "/covered/url");
		Answer uncovered = send(application, "GET /url", "X-Forwarded-Prefix: " + prefix + "\r\n", "");
		assertThat(uncovered.body()).contains(prefix + "/url");
		assertThat(uncovered.response().headers()).noneMatch(WireHeader::isPolicyHeader);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,/prefix", "JETTY,/prefix", "TOMCAT,", "JETTY," })
	void asynchronousDispatchKeepsItsPath(WebServer container, @Nullable String prefix) throws IOException {
		Answer answer = send(run(container, "framework"), "GET /covered/again",
				(prefix != null) ? "X-Forwarded-Prefix: " + prefix + "\r\n" : "", "");
		verifyReadable(answer);
		assertThat(answer.body()).contains("again");
	}

	private static void verifyReadable(Answer answer) {
		assertThat(answer.response().status()).isEqualTo(200);
		assertThat(answer.response().headers().stream().filter(WireHeader::isPolicyHeader)).containsExactlyInAnyOrder(
				new WireHeader("Access-Control-Allow-Origin", ALLOWED), new WireHeader("Vary", "Origin"));
	}

	private static ConfigurableApplicationContext run(WebServer container, String strategy) {
		return container.run(Application.class,
				Map.of("management.endpoints.web.exposure.include", "health",
						"management.prometheus.metrics.export.enabled", "true", "cors.allowed-origins", ALLOWED,
						"cors.paths", "/covered/**", "server.forward-headers-strategy", strategy,
						"spring.mvc.hiddenmethod.filter.enabled", "true", "spring.servlet.multipart.enabled", "true"));
	}

	private static Answer send(ConfigurableApplicationContext application, String request, String headers, String body)
			throws IOException {
		try (RawConnection connection = new RawConnection(WebServer.port(application))) {
			WireResponse response = connection
				.exchange(request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Origin: " + ALLOWED
						+ "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
			return new Answer(response, connection.rest());
		}
	}

	private record Answer(WireResponse response, String body) {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableSpringHttpSession
	@Import(Controller.class)
	static class Application {

		@Bean
		Sessions sessions() {
			return new Sessions();
		}

	}

	/**
	 * A repository that counts sessions and keeps them in memory.
	 */
	static class Sessions extends MapSessionRepository {

		private final AtomicInteger lookUps = new AtomicInteger();

		Sessions() {
			super(new ConcurrentHashMap<>());
		}

		@Override
		public @Nullable MapSession findById(String id) {
			this.lookUps.incrementAndGet();
			return super.findById(id);
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/covered/session")
		String session(HttpServletRequest request) {
			return request.getSession().getId();
		}

		@PostMapping("/covered/item")
		String post() {
			return "posted";
		}

		@DeleteMapping("/covered/item")
		String delete() {
			return "deleted";
		}

		@GetMapping("/covered/again")
		@Nullable String again(HttpServletRequest request) {
			if (request.getDispatcherType() == DispatcherType.ASYNC) {
				return "again";
			}
			request.startAsync().dispatch();
			return null;
		}

		@PostMapping("/covered/upload")
		String upload(@RequestParam MultipartFile file) throws IOException {
			return "[" + new String(file.getBytes()) + "]";
		}

		@GetMapping({ "/covered/url", "/url" })
		String url(HttpServletRequest request) {
			return request.getRequestURL().toString();
		}

	}

}
