// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The headers that the server is sent, beside those of {@code browsers.csv}: with other
 * schemes, ports and sites than its origins have.
 */
class WireTests {

	private static final URI API = URI.create("https://api.example.com");

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					MODE        | METHOD | PAGE                    | SERVER                  | REFERRER | ORIGIN
					CORS        | GET    | https://api.example.com | https://api.example.com | true     | none
					CORS        | POST   | https://api.example.com | https://api.example.com | true     | https://api.example.com
					CORS        | POST   | https://api.example.com | https://api.example.com | false    | https://api.example.com
					CORS        | GET    | https://www.example.com | https://api.example.com | false    | https://www.example.com
					CORS        | GET    | https://www.example.com | http://api.example.com  | true     | https://www.example.com
					SAME_ORIGIN | POST   | https://api.example.com | https://api.example.com | true     | https://api.example.com
					SAME_ORIGIN | POST   | https://api.example.com | https://api.example.com | false    | null
					NO_CORS     | POST   | https://www.example.com | https://api.example.com | true     | https://www.example.com
					NO_CORS     | POST   | https://www.example.com | https://api.example.com | false    | null
					NO_CORS     | POST   | https://www.example.com | http://api.example.com  | true     | null
					NO_CORS     | POST   | http://www.example.com  | http://api.example.com  | true     | http://www.example.com
					NO_CORS     | HEAD   | https://www.example.com | https://api.example.com | true     | none
					""")
	void originDependsOnModeMethodAndReferrer(RequestMode mode, String method, String address, URI server,
			boolean referrer, @Nullable String origin) {
		RecordingServer recording = RecordingServer.answering(200);
		Page page = Browser.over(recording, server).page(address);
		(referrer ? page : page.withoutReferrer()).fetch("/a", (with) -> with.mode(mode).method(method));
		assertThat(recording.lastRequest().headers().get("Origin")).isEqualTo(origin);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			FIRST                    | LOCATION                 | SITES
			https://api.example.com  | https://api.example.com  | same-origin same-origin
			https://api.example.com  | https://www.example.com  | same-origin same-site
			https://www.example.com  | https://api.example.com  | same-site same-site
			https://www.example.com  | https://cdn.example      | same-site cross-site
			https://cdn.example      | https://www.example.com  | cross-site cross-site
			https://cdn.example      | https://api.example.com  | cross-site cross-site
			""")
	void siteIsThatOfTheFarthestUrl(String first, String location, String sites) {
		assertThat(afterRedirect(first, location, FetchOptions.defaults()).exchanges()
			.stream()
			.map((exchange) -> exchange.request().headers().get("Sec-Fetch-Site"))).containsExactly(sites.split(" "));
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			LOCATION                     | SENT
			https://api.example.com/b    | true
			https://api.example.com:443/ | true
			https://api.example.com:444/ | false
			http://api.example.com/      | false
			https://www.example.com/     | false
			""")
	void authorizationStaysWithinTheOrigin(String location, boolean sent) {
		FetchResult result = afterRedirect(API.toString(), location,
				FetchOptions.defaults().header("Authorization", "a"));
		assertThat(result.isReadable()).as(result.toString()).isTrue();
		assertThat(result.preflights()).isEmpty();
		assertThat(result.exchanges().get(0).request().headers().contains("Authorization")).isTrue();
		assertThat(result.exchanges().get(1).request().headers().contains("Authorization")).isEqualTo(sent);
	}

	/** A page of the API asks, so that its first request needs no preflight. */
	private static FetchResult afterRedirect(String first, String location, FetchOptions options) {
		return Browser
			.over((request) -> request.uri().getPath().equals("/first")
					? RecordingServer.response(302, "Location", location, "Access-Control-Allow-Origin", "*")
					: RecordingServer.response(200, "Access-Control-Allow-Origin", "*"), API)
			.page(API.toString())
			.fetch(first + "/first", (with) -> options);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PAGE                    | SERVER                  | POLICY       | READABLE
			https://www.example.com | https://api.example.com | same-site    | true
			http://www.example.com  | http://api.example.com  | same-site    | true
			https://www.example.com | http://api.example.com  | same-site    | true
			http://www.example.com  | https://api.example.com | same-site    | false
			https://evil.example    | https://api.example.com | same-site    | false
			null                    | https://api.example.com | same-site    | false
			https://www.example.com | https://api.example.com | same-origin  | false
			https://www.example.com | https://api.example.com | Same-Origin  | true
			null                    | https://api.example.com | cross-origin | true
			""")
	void resourcePolicyProtectsFromOtherSites(String page, URI server, String policy, boolean readable) {
		FetchResult result = Browser
			.over(RecordingServer.answering(200, "Cross-Origin-Resource-Policy", policy), server)
			.page(page)
			.fetch("/a", (with) -> with.mode(RequestMode.NO_CORS));
		assertThat(result.type()).isEqualTo(readable ? ResponseType.OPAQUE : ResponseType.ERROR);
	}

	@Test
	void noCorsSendsSafelistedHeadersOnly() {
		RecordingServer server = RecordingServer.answering(200);
		Browser.over(server)
			.page("https://shop.example.com")
			.fetch("/a",
					(with) -> with.mode(RequestMode.NO_CORS)
						.header("Range", "bytes=0-1")
						.header("X-A", "1")
						.header("Accept", "a/b")
						.header("Accept", "(")
						.header("Accept", "c".repeat(126))
						.header("Content-Language", "de"));
		assertThat(server.lastRequest().headers().names()).doesNotContain("range", "x-a", "accept-encoding");
		assertThat(server.lastRequest().headers().values("Accept")).containsExactly("a/b");
		assertThat(server.lastRequest().headers().get("Content-Language")).isEqualTo("de");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			METHOD  | NAMES                                | PREFLIGHT
			OPTIONS | Origin Access-Control-Request-Method | true
			options | Origin Access-Control-Request-Method | false
			GET     | Origin Access-Control-Request-Method | false
			OPTIONS | Access-Control-Request-Method        | false
			OPTIONS | Origin                               | false
			""")
	void preflightIsKnownByMethodAndHeaders(String method, String names, boolean preflight) {
		HeaderLines headers = HeaderLines.none();
		for (String name : names.split(" ")) {
			headers = headers.with(name, "a");
		}
		assertThat(new WireRequest(method, API, headers, new byte[0]).isPreflight()).isEqualTo(preflight);
	}

	@Test
	void headersOfThePageReplaceThoseOfTheBrowser() {
		RecordingServer server = RecordingServer.answering(200);
		Browser.over(server)
			.page("https://server.test")
			.fetch("/a", (with) -> with.header("User-Agent", "a").header("Accept", "b/c"));
		assertThat(server.lastRequest().headers().values("User-Agent")).containsExactly("a");
		assertThat(server.lastRequest().headers().values("Accept")).containsExactly("b/c");
	}

	@Test
	void valuesOutsideOfLatin1AreRefused() {
		RecordingServer server = RecordingServer.answering(200);
		Page page = Browser.over(server).page("https://server.test");
		assertThat(Stream.of("\u20AC", "a\u0100", "a\nb", "a\u0000b")
			.map((value) -> page.fetch("/a", (with) -> with.header("X-A", value))))
			.allSatisfy((result) -> assertThat(result.blockedReason()).isEqualTo(BlockedReason.INVALID_HEADER));
		assertThat(server.requests()).isEqualTo(List.of());
		page.fetch("/a", (with) -> with.header("X-A", " \u00FF\t"));
		assertThat(server.lastRequest().headers().get("X-A")).isEqualTo("\u00FF");
	}

}
