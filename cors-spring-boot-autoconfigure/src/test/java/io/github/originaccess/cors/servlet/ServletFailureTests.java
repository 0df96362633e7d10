// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The headers of a covered response, whatever the application did to it: in containers
 * that Boot embeds, and as a WAR in containers that it does not.
 */
class ServletFailureTests {

	private static final String DENIED = "https://b.example";

	/**
	 * The table, for one container.
	 */
	abstract static class Contract {

		abstract int port() throws Exception;

		String contextPath() {
			return "";
		}

		@ParameterizedTest
		@CsvFileSource(resources = "/fixtures/servlet-failures.csv", delimiter = '|', useHeadersInDisplayName = true)
		void responseKeepsTheHeadersOfItsRow(String situation, String request, @Nullable String headers,
				@Nullable String body, int usualStatus, String usualVary, @Nullable String differs,
				@Nullable String why) throws Exception {
			String[] exception = exception(differs);
			int status = (exception != null) ? Integer.parseInt(exception[0]) : usualStatus;
			String vary = (exception == null) ? usualVary : (exception.length > 1) ? exception[1] : "";
			Map<@Nullable String, CompletableFuture<WireResponse>> responses = new LinkedHashMap<>();
			for (String origin : new String[] { MisbehavingApplication.ALLOWED, DENIED, null }) {
				String text = text(request, headers, body, origin);
				int port = port();
				responses.put(origin, CompletableFuture.supplyAsync(() -> exchange(port, text)));
			}
			SoftAssertions.assertSoftly((softly) -> responses.forEach((origin, pending) -> {
				WireResponse response = pending.orTimeout(20, TimeUnit.SECONDS).join();
				softly.assertThat(response.status()).as("status for " + origin).isEqualTo(status);
				softly.assertThat(policyHeaders(response))
					.as("headers for " + origin)
					.containsExactlyInAnyOrderElementsOf(expected(origin, vary));
			}));
		}

		@ParameterizedTest
		@ValueSource(strings = { MisbehavingApplication.ALLOWED, DENIED })
		void errorPageOfAFailedResolverAllowsNoOrigin(String origin) throws Exception {
			WireResponse response = exchange(port(), text("GET /resolver-throws", null, null, origin));
			assertThat(response.status()).isEqualTo(500);
			assertThat(policyHeaders(response)).containsExactly("vary: Origin");
		}

		/** Return status and Vary of a container that differs from the row. */
		private String @Nullable [] exception(@Nullable String differs) {
			String name = getClass().getSimpleName() + ": ";
			for (String exception : (differs != null) ? differs.split("; ") : new String[0]) {
				if (exception.startsWith(name)) {
					return exception.substring(name.length()).split(" ", 2);
				}
			}
			return null;
		}

		private String text(String request, @Nullable String headers, @Nullable String body, @Nullable String origin) {
			StringBuilder text = new StringBuilder(request.replace(" /", " " + contextPath() + "/"));
			text.append(" HTTP/1.1\r\nHost: localhost\r\n");
			text.append((headers != null && headers.contains("Upgrade")) ? "Connection: Upgrade\r\n"
					: "Connection: close\r\n");
			text.append((origin != null) ? "Origin: " + origin + "\r\n" : "");
			text.append((headers != null) ? headers.replace(" ~ ", "\r\n") + "\r\n" : "");
			String content = body(body);
			text.append((body != null) ? "Content-Length: " + content.length() + "\r\n" : "");
			return text.append("\r\n").append(content).toString();
		}

		private static String body(@Nullable String body) {
			if (body == null) {
				return "";
			}
			return switch (body) {
				case "2 KB" -> "name=" + "x".repeat(2043);
				case "multipart of 2 KB" ->
					"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n" + "x".repeat(2048)
							+ "\r\n--x--\r\n";
				default -> body;
			};
		}

		private static List<String> expected(@Nullable String origin, String vary) {
			List<String> expected = new ArrayList<>(List.of("vary: " + vary));
			if (MisbehavingApplication.ALLOWED.equals(origin)) {
				expected.addAll(List.of("access-control-allow-origin: " + origin,
						"access-control-allow-credentials: true", "access-control-expose-headers: X-Total"));
			}
			return expected;
		}

		/** Return the lines of a policy's headers, with those of Vary as one line. */
		private static List<String> policyHeaders(WireResponse response) {
			List<String> lines = new ArrayList<>();
			List<String> vary = new ArrayList<>();
			for (WireHeader header : response.headers()) {
				String name = header.name().toLowerCase(Locale.ROOT);
				if (name.equals("vary")) {
					vary.add(header.value());
				}
				else if (header.isPolicyHeader()) {
					lines.add(name + ": " + header.value());
				}
			}
			lines.add("vary: " + String.join(", ", vary));
			return lines;
		}

	}

	/** A container that Boot embeds. */
	abstract static class Embedded extends Contract {

		private final WebServer container;

		Embedded(WebServer container) {
			this.container = container;
		}

		ConfigurableApplicationContext application() {
			return this.container.run(MisbehavingApplication.class, MisbehavingApplication.PROPERTIES);
		}

		@Override
		int port() {
			return WebServer.port(application());
		}

	}

	@Nested
	class EmbeddedTomcat extends Embedded {

		EmbeddedTomcat() {
			super(WebServer.TOMCAT);
		}

	}

	@Nested
	class EmbeddedJetty extends Embedded {

		EmbeddedJetty() {
			super(WebServer.JETTY);
		}

	}

	@Nested
	class WarInTomcat extends Contract {

		private static DeployedWar war;

		@BeforeAll
		static void deploy() throws Exception {
			war = DeployedWar.inTomcat(MisbehavingApplication.class);
		}

		@AfterAll
		static void undeploy() throws Exception {
			war.stop().run();
		}

		@Override
		int port() {
			return war.port();
		}

		@Override
		String contextPath() {
			return DeployedWar.CONTEXT_PATH;
		}

	}

	@Nested
	class WarInJetty extends Contract {

		private static DeployedWar war;

		@BeforeAll
		static void deploy() throws Exception {
			war = DeployedWar.inJetty(MisbehavingApplication.class);
		}

		@AfterAll
		static void undeploy() throws Exception {
			war.stop().run();
		}

		@Override
		int port() {
			return war.port();
		}

		@Override
		String contextPath() {
			return DeployedWar.CONTEXT_PATH;
		}

	}

	private static WireResponse exchange(int port, String text) {
		try {
			return RawHttp.exchange(port, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
