// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The way to a server over the network.
 */
final class HttpClientExchange implements Exchange {

	/** The client writes these headers of a handshake itself. */
	private static final Set<String> OF_HANDSHAKE = Set.of("upgrade", "connection", "sec-websocket-key",
			"sec-websocket-version", "sec-websocket-protocol");

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
			return handshake(request);
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
		request.headers().lines().forEach((line) -> builder.header(line.name(), line.value()));
		try {
			HttpResponse<byte[]> response = this.client.send(builder.build(), HttpClientExchange::body);
			return response(response.statusCode(), response.headers(), response.body());
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

	private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
		return EventStreams.isType(info.headers().firstValue("Content-Type").orElse(null)) ? new Unread()
				: HttpResponse.BodySubscribers.ofByteArray();
	}

	/**
	 * The client writes the key, checks the response, and returns no headers of it. What
	 * it has checked is told as the answer to the key of the request.
	 */
	private WireResponse handshake(WireRequest request) throws IOException {
		WebSocket.Builder builder = this.client.newWebSocketBuilder().connectTimeout(this.timeout);
		request.headers().without(OF_HANDSHAKE).lines().forEach((line) -> builder.header(line.name(), line.value()));
		String protocols = request.headers().get(WebSocketHandshake.PROTOCOL);
		if (protocols != null) {
			String[] names = protocols.split(", ");
			builder.subprotocols(names[0], Arrays.copyOfRange(names, 1, names.length));
		}
		URI uri = URI.create("ws" + request.uri().toString().substring("http".length()));
		try {
			WebSocket socket = builder.buildAsync(uri, new WebSocket.Listener() {
			}).join();
			socket.abort();
			HeaderLines headers = WebSocketHandshake.SWITCHING;
			if (!socket.getSubprotocol().isEmpty()) {
				headers = headers.with(WebSocketHandshake.PROTOCOL, socket.getSubprotocol());
			}
			return new WireResponse(WebSocketHandshake.SWITCHING_PROTOCOLS, headers, new byte[0]);
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof WebSocketHandshakeException refused) {
				HttpResponse<?> response = refused.getResponse();
				return response(response.statusCode(), response.headers(), new byte[0]);
			}
			throw new IOException(String.valueOf(ex.getCause()), ex);
		}
	}

	private static WireResponse response(int status, HttpHeaders headers, byte[] body) {
		Map<String, List<String>> map = new TreeMap<>(headers.map());
		// The client shows the pseudo-header of HTTP/2.
		map.remove(":status");
		return new WireResponse(status, HeaderLines.of(map), body);
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
