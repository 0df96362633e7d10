// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Assertions and their messages.
 */
class FetchResultAssertTests {

	private static final FetchResult READABLE = fetch("Access-Control-Allow-Origin", "*", "ETag", "1", "X-Open", "100%",
			"Access-Control-Expose-Headers", "X-Open");

	private static final FetchResult BLOCKED = fetch("Access-Control-Allow-Origin", "https://other.example");

	private static FetchResult fetch(String... headers) {
		return Browser.over(RecordingServer.answering(200, headers)).page("https://shop.example.com").fetch("/x");
	}

	@Test
	void expectationsThatHoldPass() {
		assertThat(READABLE).isReadable()
			.hasStatus(200)
			.exposesHeader("x-open")
			.exposesHeader("X-Open", "100%")
			.doesNotExposeHeader("ETag")
			.hasType(ResponseType.CORS)
			.hasBody("the body")
			.sentNoPreflight()
			.sentRequests(1);
		assertThat(BLOCKED).isBlocked().isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED).hasStatus(0);
		assertThat(Browser.over(RecordingServer.answering(200))
			.page("https://shop.example.com")
			.fetch("/x", (with) -> with.method("PUT"))).sentPreflight().sentRequests(1);
	}

	static Stream<Arguments> failures() {
		return Stream.of(
				failure(BLOCKED, FetchResultAssert::isReadable, "The script should be able to read the response."),
				failure(READABLE, FetchResultAssert::isBlocked, "The browser should block."),
				failure(READABLE, (result) -> result.isBlocked(BlockedReason.PREFLIGHT_STATUS),
						"The browser should block because of preflight-status: The preflight was not answered with a status from 200 to 299."),
				failure(BLOCKED, (result) -> result.isBlocked(BlockedReason.CREDENTIALS_NOT_ALLOWED),
						"The browser should block because of credentials-not-allowed: The response does not allow credentials."),
				failure(READABLE, (result) -> result.hasStatus(404), "The script should see status 404, but sees 200."),
				failure(READABLE, (result) -> result.hasType(ResponseType.OPAQUE),
						"The response should have type opaque, but has cors."),
				failure(READABLE, (result) -> result.exposesHeader("ETag"),
						"The script should see the header ETag. The server sent it, but the script cannot see it."),
				failure(READABLE, (result) -> result.exposesHeader("Link"),
						"The script should see the header Link. The server did not send it."),
				failure(READABLE, (result) -> result.exposesHeader("X-Open", "50%"),
						"The script should see the header X-Open with value \"50%\", but it is \"100%\"."),
				failure(READABLE, (result) -> result.doesNotExposeHeader("x-open"),
						"The script should not see the header x-open, but it is \"100%\"."),
				failure(READABLE, (result) -> result.hasBody("other"),
						"The script should see the body \"other\", but sees \"the body\"."),
				failure(READABLE, FetchResultAssert::sentPreflight, "The browser should send a preflight."),
				failure(READABLE, (result) -> result.sentRequests(2),
						"The browser should send 2 requests, but sends 1."));
	}

	private static Arguments failure(FetchResult result, Consumer<FetchResultAssert> assertion, String sentence) {
		return Arguments.of(sentence, result, assertion);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("failures")
	void messageHasTheWholeStory(String sentence, FetchResult result, Consumer<FetchResultAssert> assertion) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertion.accept(assertThat(result)))
			.withMessage(sentence + "\n" + result);
	}

	@Test
	void bodyThatIsNotWholeIsNotTheExpectedOne() {
		Browser browser = Browser
			.over((request) -> new WireResponse(200, HeaderLines.of("Access-Control-Allow-Origin", "*"),
					"hello".getBytes(StandardCharsets.UTF_8), "The body breaks off after 5 bytes: closed."));
		FetchResult result = browser.page("https://shop.example.com").fetch("/x");
		assertThat(result.text()).isEqualTo("hello");
		assertThat(result.bodyError()).isEqualTo("The body breaks off after 5 bytes: closed.");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(result).isReadable().hasBody("hello"))
			.withMessage("The script should see the body \"hello\", but cannot read it to its end.\n" + result);
		assertThat(result.toString()).endsWith("\n   The body breaks off after 5 bytes: closed.");
		NavigationResult navigation = browser.open("/x");
		assertThat(navigation.text()).isEqualTo("hello");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(navigation).hasBody("hello"))
			.withMessageStartingWith("The last response should have the body \"hello\", but its body is not whole.");
	}

	@Test
	void messageIsReadable() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(BLOCKED).as("orders").isReadable())
			.withMessage(
					"""
							[orders] The script should be able to read the response.
							fetch of /x with method GET, by a page of https://shop.example.com, mode cors, credentials same-origin
							blocked, origin-not-allowed: The response with status 200 has Access-Control-Allow-Origin: https://other.example, which is not the origin https://shop.example.com.
							see https://fetch.spec.whatwg.org/#concept-cors-check
							1. GET https://server.test/x
							   > Accept: */*
							   > Origin: https://shop.example.com
							   > Sec-Fetch-Site: cross-site
							   > Sec-Fetch-Mode: cors
							   > Sec-Fetch-Dest: empty
							   > User-Agent: Mozilla/5.0 (compatible; cors-test)
							   < 200
							   < Access-Control-Allow-Origin: https://other.example""");
	}

	@Test
	void absentResultFails() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> new FetchResultAssert(null).sentRequests(0))
			.withMessageContaining("Expecting actual not to be null");
	}

}
