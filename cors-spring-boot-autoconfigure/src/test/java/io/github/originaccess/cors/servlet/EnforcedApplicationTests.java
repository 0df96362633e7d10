// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Enforcement on real containers, which read forwarded headers themselves.
 */
@ParameterizedClass
@EnumSource(names = { "TOMCAT", "JETTY" })
@ExtendWith(OutputCaptureExtension.class)
class EnforcedApplicationTests {

	private static final String FOREIGN_FORM = "POST Origin: https://b.example ~ Sec-Fetch-Site: cross-site";

	private static final String HANDSHAKE = "GET Upgrade: websocket ~ Connection: Upgrade ~ Sec-WebSocket-Version: 13"
			+ " ~ Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== ~ Origin: ";

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("server.forward-headers-strategy", "native"),
			Map.entry("cors.allowed-origins", "https://front.example"), Map.entry("cors.enforcement", "server"),
			Map.entry("cors.policies.callback.paths", "/login/oauth2/code/*"),
			Map.entry("cors.policies.callback.allowed-origins", ""),
			Map.entry("cors.policies.callback.enforcement", "browser"),
			Map.entry("cors.policies.trial.paths", "/trial/**"), Map.entry("cors.policies.trial.enforcement", "report"),
			Map.entry("cors.policies.tool.paths", "/tool/**"), Map.entry("cors.policies.tool.allowed-origins", ""),
			Map.entry("cors.policies.tool.own-origins", "http://localhost:8080"));

	private final WebServer server;

	private final int port;

	private final EnforcedApplication.Controller controller;

	EnforcedApplicationTests(WebServer server) {
		ConfigurableApplicationContext application = server.run(EnforcedApplication.class, PROPERTIES);
		this.server = server;
		this.port = WebServer.port(application);
		this.controller = application.getBean(EnforcedApplication.Controller.class);
	}

	@Test
	void refusedRequestDoesNotReachTheApplicationAndHasNoBody() throws IOException {
		int before = this.controller.calls();
		String response = everything("/anything", FOREIGN_FORM);
		assertThat(response).startsWith("HTTP/1.1 403").endsWith("\r\n\r\n");
		assertThat(this.controller.calls()).isEqualTo(before);
	}

	@Test
	void formOfAnOwnPageReachesTheApplication() throws IOException {
		int before = this.controller.calls();
		assertThat(send("/anything", "POST Origin: http://localhost ~ Sec-Fetch-Site: same-origin").status())
			.isEqualTo(200);
		assertThat(this.controller.calls()).isEqualTo(before + 1);
	}

	/** Tomcat refuses TRACE before all filters, but its error page passes them. */
	@ParameterizedTest
	@CsvSource({ "/anything,403", "/trial/x,200", "/tool/x,403" })
	void errorOfTheContainerKeepsItsStatus(String path, int status) throws IOException {
		WireResponse response = send(path, "TRACE Origin: https://b.example ~ Sec-Fetch-Site: cross-site");
		assertThat(response.status()).isEqualTo((this.server == WebServer.TOMCAT) ? 405 : status);
		assertThat(vary(response)).containsExactly("Origin");
	}

	@Test
	void errorOfTheApplicationKeepsTheDecision() throws IOException {
		WireResponse own = send("/x/fails", "POST Origin: null ~ Sec-Fetch-Site: same-origin");
		assertThat(own.status()).isEqualTo(418);
		assertThat(vary(own)).containsExactly("Origin");
		WireResponse foreign = send("/trial/fails", FOREIGN_FORM);
		assertThat(foreign.status()).isEqualTo(418);
		assertThat(vary(foreign)).containsExactly("Origin");
		WireResponse refused = send("/x/fails", FOREIGN_FORM);
		assertThat(refused.status()).isEqualTo(403);
		assertThat(vary(refused)).containsExactly("Origin");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					ORIGIN                   | STATUS | HEADERS
					https://app.example      | 200    | X-Forwarded-Proto: https ~ X-Forwarded-Host: app.example
					https://app.example:8443 | 200    | X-Forwarded-Proto: https ~ X-Forwarded-Host: app.example ~ X-Forwarded-Port: 8443
					http://app.example       | 403    | X-Forwarded-Proto: https ~ X-Forwarded-Host: app.example
					https://localhost        | 403    | X-Forwarded-Proto: https ~ X-Forwarded-Host: app.example
					https://app.example      | 403    | X-Forwarded-Host: app.example
					""")
	void ownOriginIsFormedAfterForwardedHeaders(String origin, int status, String headers) throws IOException {
		assertThat(send("/anything", "POST Origin: " + origin + " ~ " + headers).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH          | ORIGIN                | STATUS
			/x/socket     | http://localhost      | 101
			/x/socket     | https://front.example | 101
			/x/socket     | https://b.example     | 403
			/x/socket     | null                  | 403
			/trial/socket | https://b.example     | 101
			/tool/socket  | http://localhost:8080 | 101
			/tool/socket  | http://localhost      | 403
			""")
	void foreignWebSocketIsNotOpened(String path, String origin, int status) throws IOException {
		assertThat(send(path, HANDSHAKE + origin).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST Host: evil.example ~ Origin: http://evil.example ~ Sec-Fetch-Site: same-origin",
			"GET Host: evil.example", "POST Host: evil.example", "GET Host: evil.example:8080",
			"GET Host: evil.example ~ X-Forwarded-Host: evil.example" })
	void reboundNameIsRefusedWithOwnOrigins(String text) throws IOException {
		int before = this.controller.calls();
		assertThat(send("/tool/x", text).status()).isEqualTo(403);
		assertThat(this.controller.calls()).isEqualTo(before);
		assertThat(send("/anything", text).status()).as("without own origins").isEqualTo(200);
	}

	@Test
	void callbackWithItsOwnPolicyAcceptsForeignForms() throws IOException {
		WireResponse response = send("/login/oauth2/code/idp", FOREIGN_FORM);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.headers()).extracting(WireHeader::name).doesNotContain("Access-Control-Allow-Origin");
		assertThat(send("/login/oauth2/other", FOREIGN_FORM).status()).isEqualTo(403);
	}

	@Test
	void reportLogsWouldBeDenials(CapturedOutput output) throws IOException {
		for (int i = 0; i < 3; i++) {
			assertThat(send("/trial/x?token=4711", "DELETE Sec-Fetch-Site: same-site").status()).isEqualTo(200);
			assertThat(send("/trial/x", "GET").status()).isEqualTo(200);
			assertThat(send("/x", "DELETE Sec-Fetch-Site: same-site").status()).isEqualTo(403);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("cross-site-request"))).singleElement()
			.asString()
			.doesNotContain("4711")
			.contains("the CORS policy 'trial' would have refused DELETE /trial/x (", "this DELETE request",
					"set cors.policies.trial.enforcement to browser");
	}

	private WireResponse send(String target, String request) throws IOException {
		return RawHttp.send(this.port, target, WireRequest.parse(request));
	}

	private String everything(String target, String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream()
				.write(RawHttp.text(target, WireRequest.parse(request), "close").getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	private static List<String> vary(WireResponse response) {
		return response.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase("Vary"))
			.map(WireHeader::value)
			.toList();
	}

}
