// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Bodies of applications without a server that fail or do not end.
 */
class MockBodiesTests {

	private static final String PAGE = "https://shop.example.com";

	private static final MockMvc MOCK_MVC = MockMvcBuilders.standaloneSetup(new Streams()).build();

	private static final WebTestClient WEB_FLUX = WebTestClient.bindToWebHandler((exchange) -> {
		String path = exchange.getRequest().getPath().value();
		if (path.startsWith("/allowed")) {
			exchange.getResponse().getHeaders().set("Access-Control-Allow-Origin", "*");
		}
		if (path.equals("/silent")) {
			return Mono.never();
		}
		if (path.equals("/failure")) {
			return Mono.error(new IllegalStateException("no database"));
		}
		DataBuffer hello = exchange.getResponse().bufferFactory().wrap("hello".getBytes(StandardCharsets.UTF_8));
		// Spring drops a first piece that an error follows at once.
		Mono<DataBuffer> rest = path.endsWith("/broken")
				? Mono.delay(Duration.ofMillis(20)).then(Mono.error(new IllegalStateException("no database")))
				: Mono.never();
		return exchange.getResponse().writeWith(Flux.concat(Flux.just(hello), rest));
	}).build();

	static List<Browser> browsers() {
		return List.of(Browser.over(MOCK_MVC), Browser.over(MockMvcTester.create(MOCK_MVC)),
				Browser.over(new WebTestClientExchange(WEB_FLUX, true, Duration.ofMillis(300)), Browser.NO_ADDRESS));
	}

	@ParameterizedTest
	@MethodSource("browsers")
	void bodyThatTheApplicationBreaksOffIsReadable(Browser browser) {
		FetchResult result = browser.page(PAGE).fetch("/allowed/broken");
		assertThat(result).isReadable().hasStatus(200);
		Assertions.assertThat(result.text()).isEqualTo("hello");
		Assertions.assertThat(result.bodyError())
			.startsWith("The body breaks off after 5 bytes: ")
			.endsWith("no database.");
	}

	@ParameterizedTest
	@MethodSource("browsers")
	void bodyThatDoesNotEndIsReadable(Browser browser) {
		FetchResult result = browser.page(PAGE).fetch("/allowed/endless");
		assertThat(result).isReadable().hasStatus(200);
		Assertions.assertThat(result.text()).isEqualTo("hello");
		Assertions.assertThat(result.bodyError()).isEqualTo("The body did not end within 300 milliseconds.");
	}

	@ParameterizedTest
	@MethodSource("browsers")
	void deniedPageWaitsForNoBody(Browser browser) {
		for (String path : List.of("/denied/broken", "/denied/endless", "/denied/forever")) {
			assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> browser.page(PAGE).fetch(path)))
				.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
		}
	}

	@ParameterizedTest
	@MethodSource("browsers")
	void interruptEndsTheWaitForABody(Browser browser) {
		Interrupts.soon();
		FetchResult result = browser.page(PAGE).fetch("/allowed/forever");
		Assertions.assertThat(Thread.interrupted()).isTrue();
		Assertions.assertThat(result.bodyError())
			.isEqualTo("The body breaks off after 5 bytes: the thread of the test was interrupted.");
	}

	@Test
	void interruptEndsTheWaitForAHead() {
		Interrupts.soon();
		FetchResult result = Browser.over(MOCK_MVC).page(PAGE).fetch("/silent/forever");
		Assertions.assertThat(Thread.interrupted()).isTrue();
		Assertions.assertThat(result.explanation())
			.endsWith("/silent/forever got no response: the thread of the test was interrupted");
	}

	@Test
	void limitOfTimeIsNotRounded() {
		Assertions.assertThat(ArrivingBody.timedOut(Duration.ofMillis(1500)))
			.isEqualTo("The body did not end within 1500 milliseconds.");
		Assertions.assertThat(ArrivingBody.timedOut(Duration.ofSeconds(1)))
			.isEqualTo("The body did not end within 1 second.");
	}

	@Test
	void exceptionOfWebFluxIsAnError() {
		assertThat(Browser.over(WEB_FLUX).page("https://server.test").fetch("/failure")).isReadable().hasStatus(500);
	}

	@Test
	void applicationThatNeverAnswersFailsTheTest() {
		String message = "The application threw an exception, or did not answer in time, at GET ";
		Page page = Browser.over(MOCK_MVC).page(PAGE);
		assertThatIllegalStateException().isThrownBy(() -> page.fetch("/silent"))
			.withMessageStartingWith(message)
			.havingCause()
			.withMessage("The asynchronous result did not come within 300 milliseconds.");
		Page webFlux = Browser.over(WEB_FLUX.mutate().responseTimeout(Duration.ofMillis(300)).build()).page(PAGE);
		assertThatIllegalStateException().isThrownBy(() -> webFlux.fetch("/silent")).withMessageStartingWith(message);
	}

	/** Handlers that write after they have returned. */
	@RestController
	private static final class Streams {

		@GetMapping({ "/allowed/broken", "/denied/broken" })
		ResponseBodyEmitter broken(HttpServletResponse response, HttpServletRequest request) throws IOException {
			allow(request.getRequestURI(), response);
			ResponseBodyEmitter emitter = new ResponseBodyEmitter();
			emitter.send("hello");
			emitter.completeWithError(new IllegalStateException("no database"));
			return emitter;
		}

		@GetMapping({ "/allowed/endless", "/allowed/forever", "/denied/endless", "/denied/forever" })
		ResponseBodyEmitter endless(HttpServletResponse response, HttpServletRequest request) throws IOException {
			allow(request.getRequestURI(), response);
			ResponseBodyEmitter emitter = new ResponseBodyEmitter(
					request.getRequestURI().endsWith("/forever") ? -1L : 300L);
			emitter.send("hello");
			return emitter;
		}

		@GetMapping("/silent")
		ResponseBodyEmitter silent() {
			return new ResponseBodyEmitter(300L);
		}

		@GetMapping("/silent/forever")
		DeferredResult<String> silentForever() {
			return new DeferredResult<>(10_000L);
		}

		private static void allow(String path, HttpServletResponse response) {
			if (path.startsWith("/allowed")) {
				response.setHeader("Access-Control-Allow-Origin", "*");
			}
		}

	}

}
