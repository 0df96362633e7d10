// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.WebServer;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses that are sent after all filters have returned. Without the starter, the
 * container hands such a response out without the wrappers of filters, so status and body
 * are those of the same application without the starter.
 */
class LateResponseTests {

	private static final List<String> FILTERS = List.of("plain", "cached", "headers");

	/**
	 * The table, for one container.
	 */
	abstract static class Contract {

		abstract int port();

		abstract int portWithoutStarter();

		String contextPath() {
			return "";
		}

		@ParameterizedTest
		@CsvFileSource(resources = "/fixtures/late-responses.csv", delimiter = '|', useHeadersInDisplayName = true)
		void lateResponseIsTheUsualOneWithTheHeadersOfItsRow(String start, String end, @Nullable String differs,
				@Nullable String why) throws IOException {
			SoftAssertions softly = new SoftAssertions();
			for (String filter : FILTERS) {
				String path = contextPath() + "/late/" + filter + "/" + start + "/" + end;
				Answer usual = get(portWithoutStarter(), path);
				Answer answer = get(port(), path);
				softly.assertThat(answer.response().status())
					.as("status of " + path)
					.isEqualTo(usual.response().status());
				if (!"body".equals(differs)) {
					softly.assertThat(answer.body()).as("body of " + path).isEqualTo(usual.body());
				}
				softly.assertThat(answer.response().corsHeaders())
					.as("CORS headers of " + path)
					.containsExactly("access-control-allow-origin: " + LateApplication.ALLOWED);
				softly.assertThat(answer.response().vary())
					.as("Vary of " + path)
					.isEqualTo((getClass().getSimpleName() + ": no Vary").equals(differs) ? "" : "Origin");
			}
			softly.assertAll();
		}

		@ParameterizedTest
		@ValueSource(strings = { "writes", "resets" })
		void lateResponseHasTheStricterDecisionOfAForward(String end) throws IOException {
			for (String filter : List.of("plain", "cached", "headers", "held")) {
				WireResponse response = get(port(), contextPath() + "/late/" + filter + "/strict/" + end).response();
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.corsHeaders()).as(filter).isEmpty();
				assertThat(response.vary()).as(filter).isEqualTo("Origin");
			}
		}

		@ParameterizedTest
		@ValueSource(strings = { "request", "wrapper", "forward", "dispatch" })
		void headersThatAFilterKeepsBackAreHandedOnOnce(String start) throws IOException {
			WireResponse response = get(port(), contextPath() + "/late/held/" + start + "/writes").response();
			assertThat(response.corsHeaders())
				.containsExactly("access-control-allow-origin: " + LateApplication.ALLOWED);
			assertThat(response.vary()).isEqualTo("Origin");
		}

		@Test
		void resetBeforeALateResponseKeepsTheStricterDecision() throws IOException {
			WireResponse response = get(port(), contextPath() + "/late/cached/strict-and-reset/writes").response();
			assertThat(response.corsHeaders()).isEmpty();
			assertThat(response.vary()).isEqualTo("Origin");
		}

		private static Answer get(int port, String path) throws IOException {
			try (RawConnection connection = new RawConnection(port)) {
				WireResponse response = connection.exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
						+ "Connection: close\r\nOrigin: " + LateApplication.ALLOWED + "\r\n\r\n");
				return new Answer(response, connection.rest());
			}
		}

	}

	private record Answer(WireResponse response, String body) {

	}

	/** A container that Boot embeds. */
	abstract static class Embedded extends Contract {

		private final WebServer container;

		Embedded(WebServer container) {
			this.container = container;
		}

		@Override
		int port() {
			return port(LateApplication.PROPERTIES);
		}

		@Override
		int portWithoutStarter() {
			return port(LateApplication.WITHOUT_STARTER);
		}

		private int port(Map<String, String> properties) {
			return WebServer.port(this.container.run(LateApplication.class, properties));
		}

	}

	/** A container with a WAR, in which Boot's filter for error pages runs. */
	abstract static class Deployed extends Contract {

		abstract Wars wars();

		@Override
		int port() {
			return wars().war().port();
		}

		@Override
		int portWithoutStarter() {
			return wars().withoutStarter().port();
		}

		@Override
		String contextPath() {
			return DeployedWar.CONTEXT_PATH;
		}

	}

	private record Wars(DeployedWar war, DeployedWar withoutStarter) {

		void stop() throws Exception {
			this.war.stop().run();
			this.withoutStarter.stop().run();
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
	class WarInTomcat extends Deployed {

		private static Wars wars;

		@BeforeAll
		static void deploy() throws Exception {
			wars = new Wars(DeployedWar.inTomcat(LateApplication.class), DeployedWar.inTomcat(WithoutStarter.class));
		}

		@AfterAll
		static void undeploy() throws Exception {
			wars.stop();
		}

		@Override
		Wars wars() {
			return wars;
		}

	}

	@Nested
	class WarInJetty extends Deployed {

		private static Wars wars;

		@BeforeAll
		static void deploy() throws Exception {
			wars = new Wars(DeployedWar.inJetty(LateApplication.class), DeployedWar.inJetty(WithoutStarter.class));
		}

		@AfterAll
		static void undeploy() throws Exception {
			wars.stop();
		}

		@Override
		Wars wars() {
			return wars;
		}

	}

	/**
	 * The same application without CORS policies, as a WAR.
	 */
	static class WithoutStarter extends LateApplication {

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
			return WebServer.TOMCAT.with(application.sources(LateApplication.class), WITHOUT_STARTER);
		}

	}

}
