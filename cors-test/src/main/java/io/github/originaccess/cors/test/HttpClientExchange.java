// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The way to a server over the network.
 */
final class HttpClientExchange implements Exchange {

	/** A browser waits longer, but a test must end. */
	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client;

	private final Duration timeout;

	HttpClientExchange(HttpClient client) {
		this(client, TIMEOUT);
	}

	HttpClientExchange(HttpClient client, Duration timeout) {
		if (client.followRedirects() != HttpClient.Redirect.NEVER) {
			throw new IllegalArgumentException(
					"The client follows redirects, but the browser must see them. Use Redirect.NEVER, the default.");
		}
		if (client.cookieHandler().isPresent()) {
			throw new IllegalArgumentException(
					"The client has a cookie handler, but the browser decides when cookies are sent. Use withCookie of the browser.");
		}
		this.client = client;
		this.timeout = timeout;
	}

	@Override
	public WireResponse send(WireRequest request) throws IOException {
		if (request.headers().contains("Sec-WebSocket-Key")) {
			return new HandshakeExchange(this.client, this.timeout).send(request);
		}
		HttpRequest.Builder builder = builder(request.uri()).timeout(this.timeout);
		if (request.uri().getScheme().equals("http")) {
			// The client would ask for HTTP/2 with a header Upgrade, which no browser
			// does.
			builder.version(HttpClient.Version.HTTP_1_1);
		}
		byte[] body = request.body();
		builder.method(request.method(),
				(body.length > 0) ? HttpRequest.BodyPublishers.ofByteArray(body) : HttpRequest.BodyPublishers.noBody());
		for (HeaderLines.Line line : request.headers().lines()) {
			checkValue(line);
			builder.header(line.name(), line.value());
		}
		try {
			HttpResponse<byte[]> response = this.client.send(builder.build(), HttpClientExchange::body);
			return response(response);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The thread of the test was interrupted.");
		}
	}

	private static HttpRequest.Builder builder(URI uri) throws IOException {
		try {
			return HttpRequest.newBuilder(uri);
		}
		catch (IllegalArgumentException ex) {
			// The host has an underscore, for example.
			throw new IOException("java.net.http.HttpClient cannot send to this address: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A browser sends these bytes. The client refuses control characters, and sends a
	 * question mark for every other byte that is not ASCII.
	 */
	private static void checkValue(HeaderLines.Line line) throws IOException {
		for (char c : line.value().toCharArray()) {
			if ((c < ' ' && c != '\t') || c >= 0x7F) {
				throw new IOException(
						"java.net.http.HttpClient cannot send the header %s as a browser does, because its value has the character U+%04X"
							.formatted(line.name(), (int) c));
			}
		}
	}

	private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
		return EventStreams.isType(info.headers().firstValue("Content-Type").orElse(null)) ? new Unread()
				: HttpResponse.BodySubscribers.ofByteArray();
	}

	private static WireResponse response(HttpResponse<byte[]> response) {
		Map<String, List<String>> map = new TreeMap<>(response.headers().map());
		// The client shows the pseudo-header of HTTP/2.
		map.remove(":status");
		return new WireResponse(response.statusCode(), HeaderLines.of(map), response.body());
	}

	/** The body of a stream of events, which is not awaited. */
	private static final class Unread implements HttpResponse.BodySubscriber<byte[]> {

		@Override
		public CompletionStage<byte[]> getBody() {
			return CompletableFuture.completedStage(new byte[0]);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.cancel();
		}

		@Override
		public void onNext(List<ByteBuffer> item) {
		}

		@Override
		public void onError(Throwable throwable) {
		}

		@Override
		public void onComplete() {
		}

	}

}
