// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * The way to an application without a server. It has the address that the browser names:
 * by default, that of {@link MockMvc} is {@code http://localhost}, the origin of pages
 * under development, for which Spring then sees no CORS request.
 */
final class MockMvcExchange implements StreamingExchange {

	/** How often the application is asked whether it has begun to write. */
	private static final long POLL_MILLIS = 10;

	private final Performer performer;

	private MockMvcExchange(Performer performer) {
		this.performer = performer;
	}

	static StreamingExchange overMockMvc(Object client) {
		MockMvc mockMvc = (MockMvc) client;
		return new MockMvcExchange((request) -> mockMvc.perform(request).andReturn());
	}

	static StreamingExchange overTester(Object client) {
		MockMvcTester tester = (MockMvcTester) client;
		return new MockMvcExchange((request) -> {
			MvcTestResult result = tester.perform(request);
			if (result.getUnresolvedException() != null) {
				throw result.getUnresolvedException();
			}
			return result.getMvcResult();
		});
	}

	@Override
	public ArrivingResponse begin(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "MockMvc");
		try {
			MvcResult result = this.performer.perform(build(request));
			while (result.getRequest().isAsyncStarted()) {
				MockHttpServletResponse response = result.getResponse();
				await(result, () -> hasHead(response));
				if (hasHead(response)) {
					return new Streamed(result);
				}
				result = this.performer.perform(MockMvcRequestBuilders.asyncDispatch(result));
			}
			return ArrivingResponse.of(response(result.getResponse()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw Failure.interrupt();
		}
		catch (Exception ex) {
			throw TestClients.noResponse(request, ex);
		}
	}

	/** An application that has begun to write its body can no longer change the head. */
	private static boolean hasHead(MockHttpServletResponse response) {
		return response.isCommitted() || EventStreams.isType(response.getContentType());
	}

	/**
	 * Wait for an asynchronous result. MockMvc itself waits forever if the application
	 * sets no limit, and it hides an interrupt.
	 * @param result what the request has started
	 * @param enough whether not to wait any longer
	 * @throws IllegalStateException if the result does not come in time
	 * @throws InterruptedException if the test ends the wait
	 */
	private static void await(MvcResult result, BooleanSupplier enough) throws InterruptedException {
		CountDownLatch dispatched = new CountDownLatch(1);
		context(result).addDispatchHandler(dispatched::countDown);
		Duration limit = limit(result);
		long end = System.nanoTime() + limit.toNanos();
		while (!enough.getAsBoolean() && !dispatched.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException(
						"The asynchronous result did not come within %s.".formatted(ArrivingBody.inWords(limit)));
			}
		}
	}

	private static MockAsyncContext context(MvcResult result) {
		return (MockAsyncContext) Objects.requireNonNull(result.getRequest().getAsyncContext());
	}

	private static Duration limit(MvcResult result) {
		long millis = context(result).getTimeout();
		Duration limit = Duration.ofMillis(millis);
		return (millis > 0 && limit.compareTo(ArrivingBody.TIMEOUT) < 0) ? limit : ArrivingBody.TIMEOUT;
	}

	private static RequestBuilder build(WireRequest request) {
		URI uri = request.uri();
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders
			.request(HttpMethod.valueOf(request.method()), uri)
			.header("Host", uri.getRawAuthority());
		RequestCookies.otherHeaders(request).forEach((line) -> builder.header(line.name(), line.value()));
		RequestCookies.of(request).forEach((name, value) -> builder.cookie(new Cookie(name, value)));
		if (request.body().length > 0) {
			builder.content(request.body()).header("Content-Length", request.body().length);
		}
		if (uri.getScheme().equals("https") && uri.getPort() < 0) {
			builder.with(MockMvcExchange::onPort443);
		}
		return builder;
	}

	/** Port 80 is the default, whatever the scheme. */
	private static MockHttpServletRequest onPort443(MockHttpServletRequest request) {
		request.setServerPort(443);
		return request;
	}

	private static WireResponse response(MockHttpServletResponse response) {
		List<HeaderLines.Line> lines = new ArrayList<>();
		Collection<String> names = response.getHeaderNames();
		names.forEach(
				(name) -> response.getHeaders(name).forEach((value) -> lines.add(new HeaderLines.Line(name, value))));
		return new WireResponse(response.getStatus(), new HeaderLines(lines), response.getContentAsByteArray());
	}

	/** A response that is written while the test waits for it. */
	private final class Streamed implements ArrivingResponse {

		private final MvcResult result;

		private Streamed(MvcResult result) {
			this.result = result;
		}

		@Override
		public WireResponse head() {
			WireResponse written = response(this.result.getResponse());
			return new WireResponse(written.status(), written.headers(), new byte[0]);
		}

		@Override
		public WireResponse whole() {
			if (EventStreams.isType(this.result.getResponse().getContentType())) {
				return response(this.result.getResponse());
			}
			try {
				await(this.result, () -> false);
			}
			catch (IllegalStateException ex) {
				return written(ArrivingBody.timedOut(limit(this.result)));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return brokenOff(Failure.interrupt());
			}
			try {
				MockMvcExchange.this.performer.perform(MockMvcRequestBuilders.asyncDispatch(this.result));
				return response(this.result.getResponse());
			}
			catch (Exception ex) {
				return brokenOff(ex);
			}
		}

		private WireResponse brokenOff(Exception cause) {
			return written(ArrivingBody.brokenOff(this.result.getResponse().getContentAsByteArray().length, cause));
		}

		private WireResponse written(String error) {
			WireResponse written = response(this.result.getResponse());
			return new WireResponse(written.status(), written.headers(), written.body(), error);
		}

		@Override
		public void discard() {
		}

	}

	@FunctionalInterface
	private interface Performer {

		MvcResult perform(RequestBuilder request) throws Exception;

	}

}
