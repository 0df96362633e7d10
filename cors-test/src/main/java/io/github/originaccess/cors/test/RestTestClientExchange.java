// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.ResourceAccessException;

/**
 * The way to an application, with or without a server, that a {@link RestTestClient} has.
 */
final class RestTestClientExchange implements StreamingExchange {

	private final RestTestClient client;

	private final boolean serverless;

	private final Duration timeout;

	RestTestClientExchange(RestTestClient client, boolean serverless, Duration timeout) {
		this.client = client;
		this.serverless = serverless;
		this.timeout = timeout;
	}

	static StreamingExchange overServer(Object client) {
		return new RestTestClientExchange((RestTestClient) client, false, ArrivingBody.TIMEOUT);
	}

	static StreamingExchange serverless(Object client) {
		return new RestTestClientExchange((RestTestClient) client, true, ArrivingBody.TIMEOUT);
	}

	/**
	 * Return the address to which a client sends relative URLs. No request is sent.
	 * @param client a {@link RestTestClient}
	 * @return the address, or null if the client has none
	 */
	static @Nullable URI address(Object client) {
		AtomicReference<URI> address = new AtomicReference<>();
		((RestTestClient) client).get().uri((builder) -> {
			address.set(builder.build());
			return address.get();
		});
		URI uri = address.get();
		return uri.isAbsolute() ? uri : null;
	}

	@Override
	public ArrivingResponse begin(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "RestTestClient");
		AtomicReference<ClientHttpResponse> seen = new AtomicReference<>();
		RestTestClient.RequestBodySpec spec = withBody(request.body(), seen)
			.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		spec.headers((headers) -> write(request, headers));
		try {
			spec.exchange();
			return arriving(seen.get());
		}
		catch (ResourceAccessException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(Failure.inWords(ex), ex);
		}
		catch (RuntimeException ex) {
			if (this.serverless) {
				throw TestClients.noResponse(request, ex);
			}
			throw new IOException("the client of RestTestClient cannot send this request or read its response: "
					+ Failure.inWords(ex), ex);
		}
	}

	/**
	 * Return a client that sends a body without the Content-Type of a converter, and that
	 * leaves the body of the response alone: it would read it to its end.
	 */
	private RestTestClient withBody(byte[] body, AtomicReference<ClientHttpResponse> seen) {
		ClientHttpRequestInterceptor outermost = (request, none, next) -> {
			ClientHttpResponse response = next.execute(request, body);
			seen.set(response);
			return new Head(response);
		};
		return this.client.mutate().requestInterceptors((interceptors) -> interceptors.add(0, outermost)).build();
	}

	private ArrivingResponse arriving(ClientHttpResponse response) throws IOException {
		WireResponse head = new WireResponse(response.getStatusCode().value(),
				SpringHeaders.lines(response.getHeaders()), new byte[0]);
		if (this.serverless) {
			return ArrivingResponse
				.of(new WireResponse(head.status(), head.headers(), response.getBody().readAllBytes()));
		}
		ArrivingBody body = new ArrivingBody();
		CompletableFuture<InputStream> stream = new CompletableFuture<>();
		start(() -> read(response, stream, body));
		return new StreamedResponse(head, body, this.timeout, () -> {
			if (!body.isEnded()) {
				// A client may read on while it closes.
				start(() -> close(stream));
			}
		});
	}

	/**
	 * A client may wait for bytes without a limit, even to open the stream. So the test
	 * itself does not read.
	 */
	private static void start(Runnable task) {
		Thread thread = new Thread(task, "cors-test-body");
		thread.setDaemon(true);
		thread.start();
	}

	private static void read(ClientHttpResponse response, CompletableFuture<InputStream> stream, ArrivingBody body) {
		try (InputStream in = response.getBody()) {
			stream.complete(in);
			// One by one, because the stream of Reactor waits until it fills a buffer.
			for (int next = in.read(); next >= 0 && !body.isEnded(); next = in.read()) {
				body.add(new byte[] { (byte) next });
			}
			body.end();
		}
		catch (IOException | RuntimeException ex) {
			stream.completeExceptionally(ex);
			body.breakOff(ex);
		}
	}

	private static void close(CompletableFuture<InputStream> stream) {
		try {
			stream.join().close();
		}
		catch (IOException | RuntimeException ex) {
			// Nothing reads it any more.
		}
	}

	private void write(WireRequest request, HttpHeaders headers) {
		if (!this.serverless) {
			request.headers().lines().forEach((line) -> headers.add(line.name(), line.value()));
			return;
		}
		// A client with a server writes this header itself, and the JDK's refuses it.
		headers.set("Host", Authority.withPort(request.uri()));
		RequestCookies.otherHeaders(request).forEach((line) -> headers.add(line.name(), line.value()));
		// MockMvc takes the cookies of one line for a single cookie.
		RequestCookies.of(request).forEach((name, value) -> headers.add("Cookie", name + "=" + value));
	}

	/**
	 * What the client sees of a response.
	 *
	 * @param response the response
	 */
	private record Head(ClientHttpResponse response) implements ClientHttpResponse {

		@Override
		public HttpStatusCode getStatusCode() throws IOException {
			return this.response.getStatusCode();
		}

		@Override
		public String getStatusText() throws IOException {
			return this.response.getStatusText();
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.response.getHeaders();
		}

		@Override
		public InputStream getBody() {
			return InputStream.nullInputStream();
		}

		@Override
		public void close() {
		}

	}

}
