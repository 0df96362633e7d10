// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class BrowserTests {

	private static final String SHOP = "https://shop.example.com";

	private static final URI API = URI.create("https://api.example.com");

	@Test
	void pageReadsWhatTheServerAllows() {
		RecordingServer server = new RecordingServer(
				RecordingServer.response(204, "Access-Control-Allow-Origin", SHOP, "Access-Control-Allow-Methods",
						"PUT", "Access-Control-Allow-Headers", "content-type, x-trace-id",
						"Access-Control-Allow-Credentials", "true"),
				RecordingServer.response(200, "Access-Control-Allow-Origin", SHOP, "Access-Control-Allow-Credentials",
						"true", "Access-Control-Expose-Headers", "ETag", "ETag", "\"1\"", "X-Secret", "1"));
		FetchResult result = Browser.over(server, API)
			.page(SHOP)
			.fetch("/api/orders/7", (with) -> with.method("PUT").json("{}").header("X-Trace-Id", "1").credentials());
		assertThat(result.isReadable()).as(result.toString()).isTrue();
		assertThat(result.blockedReason()).isNull();
		assertThat(result.explanation()).isNull();
		assertThat(result.status()).isEqualTo(200);
		assertThat(result.type()).isEqualTo(ResponseType.CORS);
		assertThat(result.text()).isEqualTo("the body");
		assertThat(result.headers().names()).containsExactly("etag");
		assertThat(server.methods()).containsExactly("OPTIONS", "PUT");
		assertThat(result.exchanges()).extracting(WireExchange::request).isEqualTo(server.requests());
		assertThat(result.preflights()).hasSize(1);
	}

	@Test
	void preflightCarriesNamesSortedAndNoCredentials() {
		RecordingServer server = RecordingServer.answering(403);
		Browser.over(server, API)
			.withCookie("SESSION", "1")
			.page(SHOP)
			.fetch("/api/orders/7", (with) -> with.method("PUT").json("{}").header("X-Trace-Id", "1").credentials());
		WireRequest preflight = server.lastRequest();
		assertThat(preflight.uri()).hasToString("https://api.example.com/api/orders/7");
		assertThat(preflight.headers()).isEqualTo(HeaderLines.of("Accept", "*/*", "Access-Control-Request-Method",
				"PUT", "Access-Control-Request-Headers", "content-type,x-trace-id", "Origin", SHOP, "Sec-Fetch-Site",
				"same-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty", "User-Agent",
				"Mozilla/5.0 (compatible; cors-test)"));
		assertThat(preflight.body()).isEmpty();
	}

	@Test
	void originWithoutHeadersIsNotAllowed() {
		FetchResult result = Browser.over(RecordingServer.answering(403, "Vary", "Origin"))
			.page("https://evil.example")
			.fetch("/api/orders/7");
		assertThat(result.isReadable()).isFalse();
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.ORIGIN_NOT_ALLOWED);
		assertThat(result.type()).isEqualTo(ResponseType.ERROR);
		assertThat(result.status()).isZero();
		assertThat(result.headers()).isEqualTo(HeaderLines.none());
		assertThat(result.body()).isEmpty();
		assertThat(result).hasToString("""
				fetch of /api/orders/7 with method GET, by a page of https://evil.example, mode cors, \
				credentials same-origin
				blocked, origin-not-allowed: The response with status 403 has no Access-Control-Allow-Origin, \
				so it does not allow the origin https://evil.example.
				see https://fetch.spec.whatwg.org/#concept-cors-check
				1. GET https://server.test/api/orders/7
				   > Accept: */*
				   > Origin: https://evil.example
				   > Sec-Fetch-Site: cross-site
				   > Sec-Fetch-Mode: cors
				   > Sec-Fetch-Dest: empty
				   > User-Agent: Mozilla/5.0 (compatible; cors-test)
				   < 403
				   < Vary: Origin""");
	}

	@Test
	void storyOfReadableResponseNamesItsHeaders() {
		FetchResult result = Browser
			.over(RecordingServer.answering(200, "Access-Control-Allow-Origin", "*", "Expires", "\u001b[31m"))
			.page(SHOP)
			.fetch("/a");
		assertThat(result.toString()).contains("\ncors response, status 200, headers [expires]\n")
			.contains("   < Expires: \\x1B[31m");
	}

	@Test
	void storyNamesHeadersThatNoScriptCanSet() {
		FetchResult result = Browser.over(RecordingServer.answering(200))
			.page(SHOP)
			.fetch("/a",
					(with) -> with.header("Cookie", "a=1").header("Accept", "a/b").header("X-Http-Method", "TRACE"));
		assertThat(result.toString()).contains(
				", credentials same-origin\nignored, since no script can set them: Cookie, X-Http-Method\nblocked, ");
	}

	@Test
	void exchangeThatFailsIsANetworkError() {
		FetchResult result = Browser.over((request) -> {
			throw new IOException("Connection refused");
		}).page(SHOP).fetch("/a");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
		assertThat(result.explanation()).isEqualTo("GET https://server.test/a got no response: Connection refused");
		assertThat(result.exchanges()).hasSize(1).allSatisfy((exchange) -> assertThat(exchange.response()).isNull());
		assertThat(result.toString()).endsWith("\n   no response");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			ADDRESS                                | ORIGIN
			https://shop.example.com               | https://shop.example.com
			HTTPS://Shop.Example.COM:443/cart?a#b  | https://shop.example.com
			http://localhost:4200/                 | http://localhost:4200
			http://[0:0:0:0:0:0:0:1]:80            | http://[::1]
			http://127.1:8080                      | http://127.0.0.1:8080
			https://bücher.example                 | https://xn--bcher-kva.example
			http://localhost.:8080                 | http://localhost.:8080
			chrome-extension://abcdefgh            | chrome-extension://abcdefgh
			app://-                                | app://-
			null                                   | null
			""")
	void pageHasTheOriginOfItsAddress(String address, String origin) {
		RecordingServer server = RecordingServer.answering(200);
		Page page = Browser.over(server).page(address);
		page.fetch("/a");
		assertThat(page.origin()).isEqualTo(origin);
		assertThat(page).hasToString("page of " + origin);
		assertThat(server.lastRequest().headers().values("Origin")).containsExactly(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "shop.example.com", "https://", "https://a^b", "https://*.example.com",
			"http://a:99999", "*", "file:///a", "data:text/html,a", "https://1.2.3.4.5" })
	void textThatIsNoAddressOfAPageIsRefused(String address) {
		Browser browser = Browser.over(RecordingServer.answering(200));
		assertThatIllegalArgumentException().isThrownBy(() -> browser.page(address))
			.withMessageContaining("\"" + address + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/relative", "ws://a.example", "mailto:a@a.example" })
	void addressOfTheServerIsAnHttpUrl(URI base) {
		assertThatIllegalArgumentException().isThrownBy(() -> Browser.over(RecordingServer.answering(200), base))
			.withMessage("The address of the server must be an absolute http or https URL, but is \"" + base + "\".");
	}

	@Test
	void preflightIsCachedUntilMaxAgeEnds() {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
		RecordingServer server = RecordingServer.answering(200, "Access-Control-Allow-Origin", "*",
				"Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", "600");
		Page page = Browser.over(server).withClock(now::get).page(SHOP);
		page.fetch("/a", (with) -> with.method("PUT"));
		now.set(Instant.EPOCH.plusSeconds(599));
		page.fetch("/a", (with) -> with.method("PUT"));
		assertThat(server.methods()).containsExactly("OPTIONS", "PUT", "PUT");
		now.set(Instant.EPOCH.plusSeconds(600));
		page.fetch("/a", (with) -> with.method("PUT"));
		assertThat(server.methods()).containsExactly("OPTIONS", "PUT", "PUT", "OPTIONS", "PUT");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			MAX-AGE             | LIMIT  | SECONDS
			600                 | PT2H   | 600
			86400               | PT2H   | 7200
			86400               | PT10M  | 600
			99999999999999      | PT2H   | 7200
			600s                | PT2H   | 5
			-1                  | PT2H   | 5
			''                  | PT2H   | 5
			""")
	void maxAgeIsLimitedOrFiveSeconds(String maxAge, Duration limit, int seconds) {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
		RecordingServer server = RecordingServer.answering(200, "Access-Control-Allow-Origin", "*",
				"Access-Control-Allow-Methods", "PUT", "Access-Control-Max-Age", maxAge);
		Page page = Browser.over(server).withClock(now::get).withMaxAgeLimit(limit).page(SHOP);
		page.fetch("/a", (with) -> with.method("PUT"));
		now.set(Instant.EPOCH.plusSeconds(seconds - 1));
		assertThat(page.fetch("/a", (with) -> with.method("PUT")).preflights()).isEmpty();
		now.set(Instant.EPOCH.plusSeconds(seconds));
		assertThat(page.fetch("/a", (with) -> with.method("PUT")).preflights()).hasSize(1);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			FIRST | LATER | AFTER | PREFLIGHTS
			10    | 600   | 100   | 0
			600   | 10    | 100   | 1
			600   | 10    | 9     | 0
			600   | 0     | 0     | 1
			""")
	void laterPreflightDecidesHowLongAnEarlierOneHolds(String first, String later, int after, int preflights) {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
		AtomicReference<String> maxAge = new AtomicReference<>(first);
		Page page = Browser
			.over((request) -> RecordingServer.response(200, "Access-Control-Allow-Origin", "*",
					"Access-Control-Allow-Methods", "PUT", "Access-Control-Allow-Headers",
					maxAge.get().equals(first) ? "" : "x-a", "Access-Control-Max-Age", maxAge.get()))
			.withClock(now::get)
			.page(SHOP);
		page.fetch("/a", (with) -> with.method("PUT"));
		maxAge.set(later);
		assertThat(page.fetch("/a", (with) -> with.method("PUT").header("X-A", "1")).preflights()).hasSize(1);
		now.set(Instant.EPOCH.plusSeconds(after));
		assertThat(page.fetch("/a", (with) -> with.method("PUT")).preflights()).hasSize(preflights);
	}

	@Test
	void pagesShareThePreflightCacheUntilItIsCleared() {
		RecordingServer server = RecordingServer.answering(200, "Access-Control-Allow-Origin", "*",
				"Access-Control-Allow-Methods", "*");
		Browser browser = Browser.over(server);
		browser.page(SHOP).fetch("/a", (with) -> with.method("PUT"));
		assertThat(browser.page(SHOP).fetch("/a", (with) -> with.method("PUT")).preflights()).isEmpty();
		assertThat(browser.page("https://other.example").fetch("/a", (with) -> with.method("PUT")).preflights())
			.hasSize(1);
		browser.clearPreflightCache();
		assertThat(browser.page(SHOP).fetch("/a", (with) -> with.method("PUT")).preflights()).hasSize(1);
	}

	@Test
	void manyThreadsUseOneBrowser() {
		Page page = Browser
			.over((request) -> RecordingServer.response(200, "Access-Control-Allow-Origin", "*",
					"Access-Control-Allow-Methods", "*", "Access-Control-Allow-Headers", "X-A, X-B"))
			.page(SHOP);
		List<FetchResult> results = IntStream.range(0, 2000)
			.parallel()
			.mapToObj((i) -> page.fetch("/" + i % 50, (with) -> with.method("PUT").header("X-A", "1")))
			.toList();
		assertThat(results).hasSize(2000).allMatch(FetchResult::isReadable);
		assertThat(results).anyMatch((result) -> result.preflights().isEmpty());
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			PAGE                    | URL                      | CREDENTIALS | COOKIE
			https://api.example.com | /a                       | SAME_ORIGIN | a=1; b=2
			https://api.example.com | /a                       | INCLUDE     | a=1; b=2
			https://api.example.com | /a                       | OMIT        | none
			https://www.example.com | /a                       | INCLUDE     | a=1; b=2
			https://www.example.com | /a                       | SAME_ORIGIN | none
			https://www.example.com | http://api.example.com:2 | INCLUDE     | a=1; b=2
			https://www.example.com | https://cdn.example.com/ | INCLUDE     | none
			""")
	void cookiesFollowTheCredentialsMode(String page, String url, CredentialsMode credentials, String cookie) {
		RecordingServer server = RecordingServer.answering(200);
		Browser.over(server, API)
			.withCookie("a", "1")
			.withCookie("b", "2")
			.page(page)
			.fetch(url, (with) -> with.credentials(credentials));
		assertThat(server.lastRequest().headers().get("Cookie")).isEqualTo(cookie);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a b | 1
			''  | 1
			a;b | 1
			a=b | 1
			a   | 1; b=2
			a   | 1\u0001b
			a   | 1\u007F
			""")
	void cookieThatNoHeaderHasIsRefused(String name, String value) {
		Browser browser = Browser.over(RecordingServer.answering(200));
		assertThatIllegalArgumentException().isThrownBy(() -> browser.withCookie(name, value))
			.withMessageContaining("\"" + name + "=" + value + "\"");
	}

	@Test
	void negativeLimitIsRefused() {
		Browser browser = Browser.over(RecordingServer.answering(200));
		assertThatIllegalArgumentException().isThrownBy(() -> browser.withMaxAgeLimit(Duration.ofSeconds(-1)))
			.withMessageContaining("PT-1S");
	}

	@Test
	void hostThatNoServerHasIsANetworkError() {
		RecordingServer server = RecordingServer.answering(200);
		FetchResult result = Browser.over(server).page(SHOP).fetch("https://{tenant}.example.com/a");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.NO_RESPONSE);
		assertThat(result.explanation())
			.isEqualTo("https://{tenant}.example.com/a got no response: no server has the host {tenant}.example.com.");
		assertThat(server.requests()).isEmpty();
	}

	@Test
	void absentArgumentIsNamed() {
		Browser browser = Browser.over(RecordingServer.answering(200));
		Page page = browser.page(SHOP);
		Map<String, ThrowingCallable> calls = Map.of("exchange", () -> Browser.over((Exchange) absent()),
				"address of the page", () -> browser.page(absent()), "url", () -> page.fetch(absent()), "method",
				() -> FetchOptions.defaults().method(absent()), "value of the header",
				() -> FetchOptions.defaults().header("X-A", absent()), "mode",
				() -> FetchOptions.defaults().mode(absent()), "credentials",
				() -> FetchOptions.defaults().credentials(absent()), "redirect",
				() -> FetchOptions.defaults().redirect(absent()), "value of the field",
				() -> FormOptions.empty().field("a", absent()), "response of the Exchange",
				() -> Browser.over((request) -> absent()).page(SHOP).fetch("/a"));
		calls.forEach((name, call) -> assertThatNullPointerException().isThrownBy(call).withMessage(name));
	}

	/** What code without null checks may pass. */
	@SuppressWarnings({ "NullAway", "TypeParameterUnusedInFormals" })
	private static <T> T absent() {
		return (T) null;
	}

	@Test
	void rangeIsRequestedWithoutEncoding() {
		RecordingServer server = RecordingServer.answering(206);
		Browser.over(server).page(SHOP).fetch("/a", (with) -> with.header("Range", "bytes=0-9"));
		assertThat(server.lastRequest().headers().get("Accept-Encoding")).isEqualTo("identity");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			METHOD | STATUS | BODY
			GET    | 200    | the body
			GET    | 404    | the body
			HEAD   | 200    | ''
			GET    | 204    | ''
			GET    | 205    | ''
			GET    | 304    | ''
			""")
	void someResponsesHaveNoBody(String method, int status, String body) {
		FetchResult result = Browser.over(RecordingServer.answering(status, "Access-Control-Allow-Origin", "*"))
			.page(SHOP)
			.fetch("/a", (with) -> with.method(method));
		assertThat(result.status()).isEqualTo(status);
		assertThat(result.text()).isEqualTo(body);
	}

	@Test
	void nothingGoesOverTheWireThatHttpDoesNotCarry() {
		FetchResult result = Browser.over(RecordingServer.answering(200, "Access-Control-Allow-Origin", "\t* "))
			.page(SHOP)
			.fetch("/a", (with) -> with.method("HEAD"));
		assertThat(result.isReadable()).isTrue();
		assertThat(result.exchanges()).extracting(WireExchange::response)
			.containsExactly(new WireResponse(200, HeaderLines.of("Access-Control-Allow-Origin", "*"), new byte[0]));
	}

	@Test
	void typedAddressComesFromNoSite() {
		RecordingServer server = RecordingServer.answering(200, "Content-Type", "text/html");
		NavigationResult result = Browser.over(server).withCookie("a", "1").open("/orders");
		assertThat(result.status()).isEqualTo(200);
		assertThat(result.text()).isEqualTo("the body");
		assertThat(result.headers().get("content-type")).isEqualTo("text/html");
		HeaderLines headers = server.lastRequest().headers();
		assertThat(headers.get("Sec-Fetch-Site")).isEqualTo("none");
		assertThat(headers.get("Sec-Fetch-Mode")).isEqualTo("navigate");
		assertThat(headers.get("Sec-Fetch-Dest")).isEqualTo("document");
		assertThat(headers.get("Sec-Fetch-User")).isEqualTo("?1");
		assertThat(headers.get("Cookie")).isEqualTo("a=1");
		assertThat(headers.contains("Origin")).isFalse();
	}

	@Test
	void reasonsHaveDistinctCodesSentencesAndLinks() {
		List<BlockedReason> reasons = List.of(BlockedReason.values());
		assertThat(reasons).extracting(BlockedReason::code).doesNotHaveDuplicates();
		assertThat(reasons).allSatisfy((reason) -> {
			assertThat(reason.code()).isEqualTo(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
			assertThat(reason.sentence()).endsWith(".");
			assertThat(reason.step()).matches("https://(fetch|websockets)\\.spec\\.whatwg\\.org/#[a-z0-9-]+");
		});
	}

}
