// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the script of a page sees of a {@code fetch()}, and why. A result is immutable.
 */
public final class FetchResult {

	private final String call;

	private final ResponseType type;

	private final WireResponse visible;

	private final @Nullable NetworkError error;

	private final List<WireExchange> exchanges;

	private FetchResult(String call, ResponseType type, WireResponse visible, @Nullable NetworkError error,
			List<WireExchange> exchanges) {
		this.call = call;
		this.type = type;
		this.visible = visible;
		this.error = error;
		this.exchanges = exchanges;
	}

	static FetchResult of(String call, MainFetch.Fetched fetched, List<WireExchange> exchanges) {
		return new FetchResult(call, fetched.type(), ResponseFilter.filter(fetched), null, exchanges);
	}

	static FetchResult of(String call, NetworkError error, List<WireExchange> exchanges) {
		return new FetchResult(call, ResponseType.ERROR, new WireResponse(0, HeaderLines.none(), new byte[0]), error,
				exchanges);
	}

	static String describe(String url, FetchOptions options, FetchRequest.Initiator initiator) {
		String call = "fetch of %s with method %s, by a page of %s, mode %s, credentials %s".formatted(url,
				options.method(), initiator.origin(), options.mode(), options.credentialsMode());
		List<String> ignored = options.headers()
			.lines()
			.stream()
			.filter((line) -> RequestHeaders.isForbidden(line.name(), line.value()))
			.map(HeaderLines.Line::name)
			.toList();
		return ignored.isEmpty() ? call
				: call + "\nignored, since no script can set them: " + String.join(", ", ignored);
	}

	/**
	 * Return whether the script can read the response. Its status does not matter: a
	 * readable response may be an error.
	 * @return true for a response of type basic or cors
	 */
	public boolean isReadable() {
		return this.type == ResponseType.BASIC || this.type == ResponseType.CORS;
	}

	/**
	 * Return the type of the response.
	 * @return the type; {@link ResponseType#ERROR} if {@code fetch()} rejects
	 */
	public ResponseType type() {
		return this.type;
	}

	/**
	 * Return the status that the script sees.
	 * @return the status, 0 if the response is not readable
	 */
	public int status() {
		return this.visible.status();
	}

	/**
	 * Return the headers that the script sees: all but {@code Set-Cookie} in a response
	 * of the page's own origin, the safelisted and the exposed ones in that of another.
	 * @return the headers, none if the response is not readable
	 */
	public HeaderLines headers() {
		return this.visible.headers();
	}

	/**
	 * Return the body that the script sees. If {@link #bodyError()} tells that it is not
	 * whole, a script gets these bytes from {@code response.body} piece by piece, while
	 * {@code response.text()} fails.
	 * @return a copy of the bytes, none if the response is not readable
	 */
	public byte[] body() {
		return this.visible.body();
	}

	/**
	 * Return the body that the script sees, as text in UTF-8.
	 * @return the text, empty if the response is not readable
	 */
	public String text() {
		return new String(body(), StandardCharsets.UTF_8);
	}

	/**
	 * Return why the script cannot read the body to its end: the body breaks off, or it
	 * did not end in time. The response is readable all the same, because {@code fetch()}
	 * decides when status and headers are there.
	 * @return a sentence, or null if the body is whole or the response is not readable
	 */
	public @Nullable String bodyError() {
		return this.visible.bodyError();
	}

	/**
	 * Return why the fetch failed.
	 * @return the reason, or null if {@code fetch()} does not reject
	 */
	public @Nullable BlockedReason blockedReason() {
		return (this.error != null) ? this.error.reason() : null;
	}

	/**
	 * Return why the fetch failed, with the values that were sent.
	 * @return sentences, or null if {@code fetch()} does not reject
	 */
	public @Nullable String explanation() {
		return (this.error != null) ? this.error.explanation() : null;
	}

	/**
	 * Return all that went over the wire.
	 * @return requests with their responses in order, preflights and redirects included
	 */
	public List<WireExchange> exchanges() {
		return this.exchanges;
	}

	/**
	 * Return the preflights among the exchanges.
	 * @return CORS-preflight requests with their responses in order
	 */
	public List<WireExchange> preflights() {
		return this.exchanges.stream().filter((exchange) -> exchange.request().isPreflight()).toList();
	}

	/**
	 * Tell the whole story: the call, its outcome, and every exchange with its headers.
	 */
	@Override
	public String toString() {
		String outcome = (this.error != null) ? ""
				: "\n%s response, status %d, headers %s".formatted(this.type, status(), headers().names());
		return Story.tell(this.call + outcome, this.error, this.exchanges);
	}

}
