// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.ProtocolException;
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
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * The way to a server over the network.
 */
final class HttpClientExchange implements StreamingExchange {

	private final HttpClient client;

	private final Duration timeout;

	HttpClientExchange(HttpClient client) {
		this(client, ArrivingBody.TIMEOUT);
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
	public ArrivingResponse begin(WireRequest request) throws IOException {
		if (request.headers().contains("Sec-WebSocket-Key")) {
			return ArrivingResponse.of(new HandshakeExchange(this.client, this.timeout).send(request));
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
		AtomicReference<@Nullable Pieces> begun = new AtomicReference<>();
		try {
			return arriving(this.client.send(builder.build(), (info) -> {
				Pieces pieces = new Pieces(head(info));
				begun.set(pieces);
				return pieces;
			}).body());
		}
		catch (IOException | RuntimeException ex) {
			Pieces pieces = begun.get();
			if (pieces != null) {
				// The body broke off before the client handed out the head.
				pieces.onError(ex);
				return arriving(pieces);
			}
			if (ex instanceof IOException) {
				throw (IOException) ex;
			}
			// The client throws others than its own for a Content-Length that is no
			// number.
			throw (IOException) new ProtocolException(ex.getMessage()).initCause(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw Failure.interrupt();
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

	private ArrivingResponse arriving(Pieces pieces) {
		return new StreamedResponse(pieces.head, pieces.body, this.timeout, pieces::cancel);
	}

	private static WireResponse head(HttpResponse.ResponseInfo info) {
		Map<String, List<String>> map = new TreeMap<>(info.headers().map());
		// The client shows the pseudo-header of HTTP/2.
		map.remove(":status");
		return new WireResponse(info.statusCode(), HeaderLines.of(map), new byte[0]);
	}

	/**
	 * The client returns at the head, because what this subscriber makes is there at
	 * once.
	 */
	private static final class Pieces implements HttpResponse.BodySubscriber<Pieces> {

		private final WireResponse head;

		private final ArrivingBody body = new ArrivingBody();

		private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

		Pieces(WireResponse head) {
			this.head = head;
		}

		@Override
		public CompletionStage<Pieces> getBody() {
			return CompletableFuture.completedStage(this);
		}

		@Override
		public void onSubscribe(Flow.Subscription started) {
			this.subscription.complete(started);
			started.request(1);
		}

		@Override
		public void onNext(List<ByteBuffer> pieces) {
			for (ByteBuffer piece : pieces) {
				byte[] bytes = new byte[piece.remaining()];
				piece.get(bytes);
				this.body.add(bytes);
			}
			this.subscription.join().request(1);
		}

		@Override
		public void onError(Throwable failure) {
			this.body.breakOff(failure);
		}

		@Override
		public void onComplete() {
			this.body.end();
		}

		private void cancel() {
			this.subscription.thenAccept(Flow.Subscription::cancel);
		}

	}

}
