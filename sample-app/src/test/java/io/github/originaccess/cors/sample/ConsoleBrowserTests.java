// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages in the console of a real Chromium, compared with the documentation.
 */
class ConsoleBrowserTests {

	private static final String FETCH = "fetch(arguments[0], arguments[1]).then(arguments[2], arguments[2])";

	private static final Map<String, Object> PATCH = Map.of("method", "PATCH");

	private static final Map<String, Object> EVIL = Map.of("headers", Map.of("X-Evil", "1"));

	private static final Map<String, Object> CREDENTIALS = Map.of("credentials", "include");

	/** The running samples, by whether they explain denials. */
	private static final Map<Boolean, ConfigurableApplicationContext> STARTED = new HashMap<>();

	@Test
	void explainedDenialsNameTheMethodAndTheHeader() {
		withConsole(true, (console) -> {
			assertThat(console.of("localhost", "/api/notes", PATCH))
				.contains("Method PATCH is not allowed by Access-Control-Allow-Methods");
			assertThat(console.of("localhost", "/api/notes", EVIL))
				.contains("Request header field x-evil is not allowed by Access-Control-Allow-Headers");
		});
	}

	@Test
	void unexplainedDenialsNameNeitherMethodNorHeader() {
		withConsole(false, (console) -> {
			assertThat(console.of("localhost", "/api/notes", PATCH)).contains("No 'Access-Control-Allow-Origin'")
				.doesNotContain("PATCH");
			assertThat(console.of("localhost", "/api/notes", EVIL)).contains("No 'Access-Control-Allow-Origin'")
				.doesNotContainIgnoringCase("x-evil");
		});
	}

	@Test
	void everyMessageOfChromiumIsAsDocumented() throws IOException {
		String table = Files.readString(Path.of("..", "docs", "denials.md"));
		Pattern[] documented = table.substring(table.indexOf("| Chromium |"), table.indexOf("## The codes"))
			.lines()
			.skip(2)
			.filter((line) -> line.startsWith("|"))
			.map((line) -> pattern(line.split("\\|")[1].trim()))
			.toArray(Pattern[]::new);
		withConsole(true,
				(console) -> assertThat(new String[] { console.of("127.0.0.1", "/api/notes", Map.of()),
						console.of("127.0.0.1", "/api/notes", PATCH), console.of("localhost", "/api/notes", PATCH),
						console.of("localhost", "/api/notes", EVIL), console.of("localhost", "/plain", CREDENTIALS),
						console.of("localhost", "/public", CREDENTIALS), console.of("localhost", "/twice", Map.of()),
						console.of("localhost", "/moved", PATCH), console.of("localhost", "/plain/leave", Map.of()),
						console.of("localhost", "/leave", Map.of()) })
					.zipSatisfy(documented, (message, pattern) -> assertThat(message).containsPattern(pattern)));
	}

	private static Pattern pattern(String cell) {
		return Pattern.compile(Stream.of(cell.split("…")).map(Pattern::quote).collect(Collectors.joining(".+")));
	}

	private static void withConsole(boolean explained, Consumer<Console> test) {
		ConfigurableApplicationContext context = STARTED.computeIfAbsent(explained, ConsoleBrowserTests::start);
		int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Browser browser = Browser.start()) {
			test.accept(new Console(browser, port, context.getBean(ApiConnector.class).origin()));
		}
	}

	private static ConfigurableApplicationContext start(boolean explained) {
		return new SpringApplicationBuilder(SampleApplication.class, Application.class).run("--server.port=0",
				"--cors.policies.api.allowed-origins=http://localhost:*", "--cors.explain-denials=" + explained,
				"--cors.policies.plain.paths=/plain/**", "--cors.policies.plain.allowed-origins=http://localhost:*",
				"--cors.policies.public.paths=/public", "--cors.policies.public.allowed-origins=*",
				"--logging.level.org.openqa.selenium=error");
	}

	@AfterAll
	static void stop() {
		STARTED.values().forEach(ConfigurableApplicationContext::close);
		STARTED.clear();
	}

	/** The console of pages that send one request to the API. */
	private record Console(Browser browser, int port, String api) {

		String of(String host, String path, Map<String, Object> request) {
			this.browser.visit("http://%s:%d/about".formatted(host, this.port));
			this.browser.run(FETCH, this.api + path, request);
			return this.browser.corsMessage();
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Application {

		/** Responses of other servers, on paths that no policy covers. */
		@Bean
		FilterRegistrationBean<Filter> others() {
			FilterRegistrationBean<Filter> others = new FilterRegistrationBean<>((request, response, chain) -> {
				HttpServletResponse http = (HttpServletResponse) response;
				http.addHeader("Access-Control-Allow-Origin", "http://localhost");
				http.addHeader("Access-Control-Allow-Origin", "http://localhost");
				http.setHeader("Location", "/about");
				http.setStatus("OPTIONS".equals(((HttpServletRequest) request).getMethod()) ? 307 : 200);
			});
			others.addUrlPatterns("/twice", "/moved");
			return others;
		}

		/** A path that a policy covers, and one that none covers. */
		@Bean
		FilterRegistrationBean<Filter> redirects() {
			FilterRegistrationBean<Filter> redirects = new FilterRegistrationBean<>(
					(request, response, chain) -> ((HttpServletResponse) response).sendRedirect("/left"));
			redirects.addUrlPatterns("/plain/leave", "/leave");
			return redirects;
		}

	}

}
