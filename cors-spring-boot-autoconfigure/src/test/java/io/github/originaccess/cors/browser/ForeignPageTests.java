// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.browser;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of another origin in a real Chromium, after the user has logged in at the
 * application. They read no response that was made from the user's cookie, unless a
 * policy allows it.
 */
class ForeignPageTests {

	private static final String LOAD_IMAGE = """
			const loaded = await new Promise((resolve) => {
				const image = new Image();
				image.onload = () => resolve('loaded');
				image.onerror = () => resolve('not loaded');
				image.src = '%1$s';
			});
			""";

	private static final String READ_FROM_CACHE = LOAD_IMAGE + """
			const response = await fetch('%1$s', { credentials: 'omit', cache: 'force-cache' });
			return loaded + ', ' + await response.text();
			""";

	private static final String READ_WITH_CREDENTIALS = """
			const response = await fetch('%s', { credentials: 'include' });
			return await response.text();
			""";

	/** The page reads the response that is made without credentials. */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			SERVER | PATH       | WHAT THE USER'S PICTURE IS MADE FROM
			TOMCAT | /admin/a   | a cookie
			NETTY  | /admin/a   | a cookie
			TOMCAT | /members/a | HTTP authentication
			NETTY  | /members/a | HTTP authentication
			""")
	void cachedImageMadeWithCredentialsIsNotReadWithoutThem(WebServer server, String path, String credentials)
			throws Exception {
		try (ReportingPage page = new ReportingPage();
				ConfigurableApplicationContext application = server.start(Map.of("cors.allowed-origins", "*"),
						Application.class)) {
			String seen = page.run(login(application, credentials), READ_FROM_CACHE.formatted(url(application, path)));
			assertThat(seen).isEqualTo("loaded, " + Controller.picture("nobody"));
		}
	}

	/**
	 * The path has two readings, and only one has a policy that allows the origin of the
	 * page.
	 */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHAT COVERS THE SERVLET      | ITS ORIGINS | CREDENTIALS
			no policy                    |             | a cookie
			no policy                    |             | HTTP authentication
			a policy without credentials | *           | a cookie
			a policy without credentials | *           | HTTP authentication
			""")
	void servletPathIsNotReadWithTheCredentialsOfAnotherPolicy(String covers, @Nullable String origins,
			String credentials) throws Exception {
		try (ReportingPage page = new ReportingPage();
				ConfigurableApplicationContext application = startWithPolicyOf(page, origins)) {
			String seen = page.run(login(application, credentials),
					READ_WITH_CREDENTIALS.formatted(url(application, "/pub/..;/admin/b")));
			assertThat(seen).as(covers).isEqualTo("failed: TypeError: Failed to fetch");
			assertThat(application.getBean(AdminServlet.class).answers).hasValue(1);
		}
	}

	@Test
	void allowedOriginReadsWhatThePolicyCovers() throws Exception {
		try (ReportingPage page = new ReportingPage();
				ConfigurableApplicationContext application = startWithPolicyOf(page, null)) {
			String seen = page.run(login(application, "a cookie"),
					READ_WITH_CREDENTIALS.formatted(url(application, "/pub/b")));
			assertThat(seen).isEqualTo("published for alice");
		}
	}

	private static ConfigurableApplicationContext startWithPolicyOf(ReportingPage page, @Nullable String others) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("cors.policies.pub.paths", "/pub/**");
		properties.put("cors.policies.pub.allowed-origins", page.origin());
		properties.put("cors.policies.pub.allow-credentials", "true");
		if (others != null) {
			properties.put("cors.allowed-origins", others);
		}
		return WebServer.TOMCAT.start(properties, Application.class, ServletsApplication.class);
	}

	private static String url(ConfigurableApplicationContext application, String path) {
		return "http://localhost:" + WebServer.port(application) + path;
	}

	/** Return the beginning of an address that logs in and redirects to the rest. */
	private static String login(ConfigurableApplicationContext application, String credentials) {
		return credentials.equals("a cookie") ? url(application, "/login?then=")
				: url(application, "/authenticate?then=").replace("//", "//alice:secret@");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/login")
		ResponseEntity<Void> login(@RequestParam String then) {
			return ResponseEntity.status(HttpStatus.SEE_OTHER)
				.header("Set-Cookie", "user=alice; Path=/; HttpOnly")
				.header("Location", then)
				.build();
		}

		@GetMapping("/authenticate")
		ResponseEntity<Void> loginByAuthentication(@RequestParam String then,
				@RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
			return ResponseEntity.status((authorization != null) ? HttpStatus.SEE_OTHER : HttpStatus.UNAUTHORIZED)
				.header("WWW-Authenticate", "Basic realm=members")
				.header("Location", then)
				.build();
		}

		@GetMapping("/admin/a")
		ResponseEntity<String> madeFromCookie(@CookieValue(name = "user", required = false) @Nullable String user) {
			return cacheablePicture(user);
		}

		@GetMapping("/members/a")
		ResponseEntity<String> madeFromAuthentication(
				@RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
			return cacheablePicture(authorization);
		}

		private static ResponseEntity<String> cacheablePicture(@Nullable String user) {
			return ResponseEntity.ok()
				.header("Content-Type", "image/svg+xml")
				.header("Cache-Control", "private, max-age=600")
				.body(picture((user != null) ? user : "nobody"));
		}

		static String picture(String user) {
			return "<svg xmlns='http://www.w3.org/2000/svg'>" + user + "</svg>";
		}

		@GetMapping("/pub/b")
		String published(@CookieValue("user") String user) {
			return "published for " + user;
		}

	}

	static class ServletsApplication {

		@Bean
		AdminServlet adminServlet() {
			return new AdminServlet();
		}

		@Bean
		ServletRegistrationBean<AdminServlet> admin(AdminServlet servlet) {
			return new ServletRegistrationBean<>(servlet, "/admin/*");
		}

	}

	static final class AdminServlet extends HttpServlet {

		private final AtomicInteger answers = new AtomicInteger();

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.answers.incrementAndGet();
			response.getWriter().write("secret of " + request.getHeader("Cookie") + request.getHeader("Authorization"));
		}

	}

}
