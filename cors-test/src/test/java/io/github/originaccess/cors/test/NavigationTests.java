// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Forms, links and handshakes: what every page can send.
 */
class NavigationTests {

	private static final URI API = URI.create("https://api.example.com");

	private final RecordingServer server = RecordingServer.answering(200);

	private final Browser browser = Browser.over(this.server, API).withCookie("SESSION", "1");

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			PAGE                        | METHOD | REFERRER | ORIGIN                      | SITE
			https://api.example.com     | POST   | true     | https://api.example.com     | same-origin
			https://api.example.com     | POST   | false    | null                        | same-origin
			https://shop.example.com    | POST   | true     | https://shop.example.com    | same-site
			https://evil.example        | POST   | true     | https://evil.example        | cross-site
			https://evil.example        | POST   | false    | null                        | cross-site
			http://api.example.com      | POST   | true     | http://api.example.com      | cross-site
			null                        | POST   | true     | null                        | cross-site
			https://api.example.com     | GET    | true     | none                        | same-origin
			https://evil.example        | GET    | true     | none                        | cross-site
			""")
	void formTellsWhereItComesFrom(String address, String method, boolean referrer, @Nullable String origin,
			String site) {
		Page page = referrer ? this.browser.page(address) : this.browser.page(address).withoutReferrer();
		page.submit("/orders", (form) -> method.equals("GET") ? form.get() : form);
		WireRequest request = this.server.lastRequest();
		assertThat(request.method()).isEqualTo(method);
		assertThat(request.headers().get("Origin")).isEqualTo(origin);
		assertThat(request.headers().get("Sec-Fetch-Site")).isEqualTo(site);
		assertThat(request.headers().get("Sec-Fetch-Mode")).isEqualTo("navigate");
		assertThat(request.headers().get("Sec-Fetch-Dest")).isEqualTo("document");
		assertThat(request.headers().get("Cookie")).isEqualTo("SESSION=1");
		assertThat(request.headers().get("Accept")).startsWith("text/html,");
	}

	@Test
	void originOfHttpsPageIsHiddenFromHttpServer() {
		Browser.over(this.server, URI.create("http://intranet.example"))
			.page("https://shop.example.com")
			.submit("/orders", (form) -> form);
		assertThat(this.server.lastRequest().headers().get("Origin")).isEqualTo("null");
		assertThat(this.server.lastRequest().headers().contains("Sec-Fetch-Site")).isFalse();
	}

	@Test
	void fieldsAreUrlEncodedByDefault() {
		submit((form) -> form.field("na\rme", "Zoë & co").field("text", "a\nb"));
		assertThat(contentType()).isEqualTo("application/x-www-form-urlencoded");
		assertThat(body()).isEqualTo("na%0D%0Ame=Zo%C3%AB+%26+co&text=a%0D%0Ab");
	}

	@Test
	void fieldsOfGetFormReplaceTheQuery() {
		this.browser.page("https://evil.example").submit("/orders?old=1", (form) -> form.field("a", "1 2").get());
		assertThat(this.server.lastRequest().uri()).hasToString("https://api.example.com/orders?a=1+2");
		assertThat(body()).isEmpty();
		assertThat(contentType()).isNull();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			ACTION           | SENT
			/orders          | /orders?a=1
			/orders#b        | /orders?a=1
			/orders#b?c      | /orders?a=1
			/orders?old=1#b  | /orders?a=1
			''               | /?a=1
			""")
	void queryOfGetFormIsBeforeTheFragment(String action, String sent) {
		this.browser.page("https://evil.example").submit(action, (form) -> form.field("a", "1").get());
		assertThat(this.server.lastRequest().uri()).hasToString(API + sent);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PAGE                     | LOCATION                | ORIGIN
			https://api.example.com  | https://api.example.com | https://api.example.com
			https://api.example.com  | https://www.example.com | null
			https://shop.example.com | https://api.example.com | https://shop.example.com
			https://shop.example.com | https://www.example.com | null
			https://shop.example.com | https://shop.example.com | null
			""")
	void redirectToAnotherOriginHidesTheOriginOfAForm(String page, String location, String origin) {
		List<WireRequest> requests = new ArrayList<>();
		Browser.over((request) -> {
			requests.add(request);
			return (requests.size() == 1) ? RecordingServer.response(307, "Location", location + "/b")
					: RecordingServer.response(200);
		}, API).page(page).submit("/a", (form) -> form.field("a", "1"));
		assertThat(requests.get(1).headers().get("Origin")).isEqualTo(origin);
	}

	@Test
	void redirectOfANavigationMayHaveAPassword() {
		NavigationResult result = Browser.over((request) -> request.uri().getPath().equals("/a")
				? RecordingServer.response(302, "Location", "https://user:pw@login.example.com/b")
				: RecordingServer.response(200), API)
			.open("/a");
		assertThat(result.status()).isEqualTo(200);
		assertThat(result.explanation()).isNull();
	}

	@Test
	void multipartFormHasOnePartForEachField() {
		submit((form) -> form.field("a\"\nb", "1").field("c", "2\n3").multipart());
		String boundary = String.valueOf(contentType()).substring("multipart/form-data; boundary=".length());
		assertThat(body()).isEqualTo("""
				--%1$s
				Content-Disposition: form-data; name="a%%22%%0D%%0Ab"

				1
				--%1$s
				Content-Disposition: form-data; name="c"

				2
				3
				--%1$s--
				""".formatted(boundary).replace("\n", "\r\n"));
	}

	@Test
	void textFormCanLookLikeJson() {
		submit((form) -> form.field("{\"amount\":100,\"x\":\"", "\"}").textPlain());
		assertThat(contentType()).isEqualTo("text/plain");
		assertThat(body()).isEqualTo("{\"amount\":100,\"x\":\"=\"}\r\n");
	}

	@Test
	void redirectOfAFormIsFollowedWithoutBody() {
		RecordingServer redirecting = RecordingServer.answering(302, "Location", "/done");
		NavigationResult result = Browser.over((request) -> {
			WireResponse response = redirecting.send(request);
			return request.uri().getPath().equals("/done") ? RecordingServer.response(200) : response;
		}, API).page("https://evil.example").submit("/orders", (form) -> form.field("a", "1"));
		assertThat(result.status()).isEqualTo(200);
		assertThat(redirecting.methods()).containsExactly("POST", "GET");
		assertThat(redirecting.lastRequest().headers().contains("Content-Type")).isFalse();
		assertThat(redirecting.lastRequest().body()).isEmpty();
		assertThat(result.exchanges()).hasSize(2);
	}

	@Test
	void redirectToItselfEndsWithAnError() {
		NavigationResult result = Browser.over(RecordingServer.answering(302, "Location", "/a")).open("/a");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.TOO_MANY_REDIRECTS);
		assertThat(result.status()).isZero();
		assertThat(result.text()).isEmpty();
		assertThat(result.exchanges()).hasSize(21);
		assertThat(result.toString()).startsWith("""
				navigation with status 0
				blocked, too-many-redirects: The server redirects more than 20 times, at last to \
				https://server.test/a.
				""");
	}

	@Test
	void linkHasNoOrigin() {
		this.browser.page("https://shop.example.com").navigate("/orders");
		assertThat(this.server.lastRequest().headers().contains("Origin")).isFalse();
		assertThat(this.server.lastRequest().headers().get("Sec-Fetch-Site")).isEqualTo("same-site");
	}

	@Test
	void handshakeHasTheOriginOfThePageAndNoFetchMetadata() {
		WebSocketResult result = this.browser.page("https://shop.example.com").openWebSocket("wss://api.example.com/a");
		assertThat(this.server.lastRequest().uri()).hasToString("https://api.example.com/a");
		assertThat(this.server.lastRequest().headers())
			.isEqualTo(HeaderLines.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Key",
					"dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Extensions",
					"permessage-deflate; client_max_window_bits", "Origin", "https://shop.example.com", "User-Agent",
					"Mozilla/5.0 (compatible; cors-test)", "Cookie", "SESSION=1"));
		assertThat(result.isOpen()).isFalse();
		assertThat(result.status()).isEqualTo(200);
		assertThat(result.exchanges()).hasSize(1);
	}

	@Test
	void textThatIsNoUrlIsNotSent() {
		Page page = this.browser.page("https://shop.example.com");
		assertThat(page.navigate("http://[").blockedReason()).isEqualTo(BlockedReason.INVALID_URL);
		assertThat(page.openWebSocket("ftp://a").blockedReason()).isEqualTo(BlockedReason.INVALID_URL);
		assertThat(page.openWebSocket("ftp://a").status()).isZero();
		assertThat(this.server.requests()).isEmpty();
	}

	private void submit(UnaryOperator<FormOptions> form) {
		this.browser.page("https://evil.example").submit("/orders", form);
	}

	private String body() {
		return new String(this.server.lastRequest().body(), StandardCharsets.UTF_8);
	}

	private @Nullable String contentType() {
		return this.server.lastRequest().headers().get("Content-Type");
	}

}
