// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * The way to an application, with or without a server, that a {@link WebTestClient} has.
 */
final class WebTestClientExchange implements StreamingExchange {

	private final WebTestClient client;

	private final boolean serverless;

	private final Duration timeout;

	WebTestClientExchange(WebTestClient client, boolean serverless, Duration timeout) {
		this.client = client;
		this.serverless = serverless;
		this.timeout = timeout;
	}

	static StreamingExchange overServer(Object client) {
		return new WebTestClientExchange((WebTestClient) client, false, ArrivingBody.TIMEOUT);
	}

	static StreamingExchange serverless(Object client) {
		return new WebTestClientExchange((WebTestClient) client, true, ArrivingBody.TIMEOUT);
	}

	/**
	 * Return the address to which a client sends relative URLs. No request is sent.
	 * @param client a {@link WebTestClient}
	 * @return the address, or null if the client has none
	 */
	static @Nullable URI address(Object client) {
		AtomicReference<URI> address = new AtomicReference<>();
		((WebTestClient) client).get().uri((builder) -> {
			address.set(builder.build());
			return address.get();
		});
		URI uri = address.get();
		return uri.isAbsolute() ? uri : null;
	}

	@Override
	public ArrivingResponse begin(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "WebTestClient");
		WebTestClient.RequestBodySpec spec = this.client.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		spec.headers((headers) -> write(request, headers));
		RequestCookies.of(request).forEach(spec::cookie);
		byte[] body = request.body();
		if (body.length > 0) {
			// An encoder would add a Content-Type where the page sends none.
			spec.body((message, context) -> message
				.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body))));
		}
		try {
			FluxExchangeResult<byte[]> result = spec.exchange().returnResult(byte[].class);
			WireResponse head = new WireResponse(result.getStatus().value(),
					SpringHeaders.lines(result.getResponseHeaders()), new byte[0]);
			ArrivingBody arriving = new ArrivingBody();
			Disposable reading = result.getResponseBody()
				.subscribe(arriving::add, (failure) -> arriving.breakOff(Exceptions.unwrap(failure)), arriving::end);
			return new StreamedResponse(head, arriving, this.timeout, reading::dispose);
		}
		catch (RuntimeException ex) {
			if (this.serverless) {
				throw TestClients.noResponse(request, ex);
			}
			throw failure(ex);
		}
	}

	private static IOException failure(RuntimeException failure) {
		Throwable cause = Exceptions.unwrap(failure);
		if (Failure.isInterrupt(cause)) {
			return Failure.interrupt();
		}
		if (isTimeout(cause)) {
			return new IOException("none began within the time-out of WebTestClient", failure);
		}
		if (cause instanceof WebClientRequestException && cause.getCause() instanceof IOException inner) {
			return inner;
		}
		return new IOException(
				"the client of WebTestClient cannot send this request or read its response: " + Failure.inWords(cause),
				failure);
	}

	/** No type tells what a client did not wait for. */
	private static boolean isTimeout(Throwable failure) {
		return failure instanceof IllegalStateException && failure.getMessage() != null
				&& failure.getMessage().startsWith("Timeout on blocking read");
	}

	private void write(WireRequest request, HttpHeaders headers) {
		// A client with a server writes this header itself, and the JDK's refuses it.
		if (this.serverless) {
			headers.set("Host", Authority.withPort(request.uri()));
		}
		RequestCookies.otherHeaders(request).forEach((line) -> headers.add(line.name(), line.value()));
		if (request.body().length > 0) {
			headers.setContentLength(request.body().length);
		}
	}

}
