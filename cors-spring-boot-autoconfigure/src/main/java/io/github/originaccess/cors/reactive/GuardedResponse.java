// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.registry.SpringCorsProcessing;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.MultiValueMap;

/**
 * A response whose CORS headers are those of a decision when it is committed, whatever
 * was done to them until then. Without a decision it does nothing.
 * <p>
 * An {@link HttpHandlerGuard} decorates a response before Spring sees it. All filters and
 * error handlers then write to the guard, so it enforces the decision when the first
 * buffer of a body arrives. An own commit action would cost more.
 * <p>
 * Where nothing decorates the handler, the filter decorates the response for those behind
 * it. The others have the server's own response, so the guard needs a commit action.
 * Spring runs commit actions once. If one of them fails, such as that of a session store,
 * the response of an error handler is committed without them. Then an error handler
 * outside of all filters sets headers of its own.
 */
sealed class GuardedResponse extends ServerHttpResponseDecorator implements ResponseHeaders
		permits GuardedResponse.ZeroCopy {

	/** The exchange that was decided on, or null if there is no decision yet. */
	private @Nullable DecidedExchange decided;

	private @Nullable HttpHeaders decidedHeaders;

	private GuardedResponse(ServerHttpResponse response) {
		super(response);
	}

	/** Guard a response that has no decision yet. */
	static GuardedResponse of(ServerHttpResponse response) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response) : new GuardedResponse(response);
	}

	/** Return the guard among the decorators of a response, or null if there is none. */
	static @Nullable GuardedResponse find(ServerHttpResponse response) {
		ServerHttpResponse each = response;
		while (each instanceof ServerHttpResponseDecorator decorator) {
			if (decorator instanceof GuardedResponse guard) {
				return guard;
			}
			each = decorator.getDelegate();
		}
		return null;
	}

	/** Return the exchange that was decided on, or null if there is no decision yet. */
	@Nullable DecidedExchange decided() {
		return this.decided;
	}

	void adopt(DecidedExchange decided) {
		this.decided = decided;
	}

	/**
	 * Write the headers now, so that everything downstream sees them, and once more when
	 * the response is committed. Those of a handshake are written only then: Spring's
	 * CORS processing may be the only check that the endpoint has, and skips a response
	 * that has them.
	 */
	void writeDecision() {
		if (this.decided != null && !this.decided.handshake()) {
			enforce(this.decided,
					HeaderAccess.contains(getDelegate().getHeaders(), HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN));
		}
	}

	/**
	 * Enforce the decision with a commit action too, for those who write to the response
	 * that this one decorates.
	 */
	void enforceAtCommit() {
		super.beforeCommit(() -> Mono.fromRunnable(this::enforce));
	}

	/**
	 * Forget the length that an earlier filter said of a body. With it, the client would
	 * read the next response on the connection as the body.
	 */
	void forgetBody() {
		HttpHeaders headers = getDelegate().getHeaders();
		try {
			HeaderAccess.remove(headers, HttpHeaders.CONTENT_LENGTH);
		}
		catch (UnsupportedOperationException ex) {
			// The response is committed, or an earlier filter has made it read-only.
		}
	}

	/** Put the headers back to what the decision says. */
	void enforce() {
		if (this.decided != null) {
			enforce(this.decided, true);
		}
	}

	/**
	 * Put the headers back.
	 * @param mayHaveOthers whether there may be CORS headers of others; without
	 * {@code Access-Control-Allow-Origin} they mean nothing, and can wait for the commit
	 */
	private void enforce(DecidedExchange decided, boolean mayHaveOthers) {
		try {
			if (!mayHaveOthers) {
				decided.writeTo(this);
				return;
			}
			List<Line> lines = guardedLines();
			if (!isAsDecided(decided, lines)) {
				putBack(decided, lines);
			}
		}
		catch (UnsupportedOperationException ex) {
			// The response is committed, or an earlier filter has made it read-only.
		}
	}

	private void putBack(DecidedExchange decided, List<Line> lines) {
		HttpHeaders headers = getDelegate().getHeaders();
		List<Line> found = corsLines(lines);
		// Names of lines may differ in case. Removing one of them removes all.
		found.forEach((line) -> HeaderAccess.remove(headers, line.name()));
		mergeVary(headers);
		decided.writeTo(this);
		// The check of a handshake sets headers in passing, and must not be removed from
		// the application, so no line in the log names those.
		if (!decided.handshake() && !found.isEmpty()) {
			List<Line> kept = corsLines(guardedLines());
			if (!found.equals(kept)) {
				report(decided, found, kept);
			}
		}
	}

	/** Report the dropped line that tells most about the second layer. */
	private static void report(DecidedExchange decided, List<Line> found, List<Line> kept) {
		List<Line> dropped = new ArrayList<>(found);
		dropped.removeAll(kept);
		Line told = dropped.stream()
			.filter((line) -> line.isOf(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN))
			.findFirst()
			.orElse(dropped.isEmpty() ? found.get(0) : dropped.get(0));
		decided.reportDropped(told.name(), told.value());
	}

	/** Whether there is nothing to put back, as on most responses. */
	private boolean isAsDecided(DecidedExchange decided, List<Line> lines) {
		Comparison comparison = new Comparison(getDelegate().getHeaders(), lines);
		decided.writeTo(comparison);
		return comparison.isEqual();
	}

	/** Merge lines that several filters have added: each element stays once. */
	private void mergeVary(HttpHeaders headers) {
		List<String> lines = HeaderAccess.lines(headers, HttpHeaders.VARY);
		if (lines.size() > 1) {
			HeaderAccess.remove(headers, HttpHeaders.VARY);
			lines.forEach(this::addVary);
		}
	}

	/** Return the lines that a decision is about: CORS headers and {@code Vary}. */
	private List<Line> guardedLines() {
		List<Line> lines = new ArrayList<>(4);
		HeaderAccess.forEachLine(getDelegate(), GuardedResponse::isGuarded,
				(name, value) -> lines.add(new Line(name, value)));
		return lines;
	}

	private static boolean isGuarded(String name) {
		return ResponseHeaders.isCorsHeader(name) || HttpHeaders.VARY.equalsIgnoreCase(name);
	}

	/**
	 * Return the lines of CORS headers, in an order that does not depend on the server.
	 */
	private static List<Line> corsLines(List<Line> lines) {
		return lines.stream().filter(Line::isCors).sorted(Comparator.comparing(Line::toString)).toList();
	}

	@Override
	public void set(String name, String value) {
		getDelegate().getHeaders().set(name, value);
	}

	/** Add a line. The list of lines may come from the application and be immutable. */
	@Override
	public void add(String name, String value) {
		HttpHeaders headers = getDelegate().getHeaders();
		List<String> lines = HeaderAccess.contains(headers, name) ? HeaderAccess.remove(headers, name) : null;
		if (lines != null) {
			lines.forEach((line) -> headers.add(name, line));
		}
		headers.add(name, value);
	}

	@Override
	public Collection<String> values(String name) {
		return HeaderAccess.lines(getDelegate().getHeaders(), name);
	}

	/** Register an action. Ours runs again after it, since the order counts. */
	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		super.beforeCommit(() -> Mono.defer(action).doOnTerminate(this::enforce));
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeWith(enforcing(body));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(enforcing(body));
	}

	/**
	 * Enforce the decision when a body begins, because Spring then commits the response.
	 */
	private <T> Publisher<T> enforcing(Publisher<T> body) {
		if (this.decided == null) {
			return body;
		}
		if (body instanceof Mono<T> only) {
			return only.doOnSuccess((each) -> enforceUncommitted());
		}
		return Flux.from(body).doOnNext((each) -> enforceUncommitted()).doOnComplete(this::enforceUncommitted);
	}

	private void enforceUncommitted() {
		if (!isCommitted()) {
			enforce();
		}
	}

	@Override
	public Mono<Void> setComplete() {
		// Spring ends every response, also after its body.
		return (this.decided == null || isCommitted()) ? super.setComplete()
				: super.setComplete().doFirst(this::enforce);
	}

	@Override
	public HttpHeaders getHeaders() {
		HttpHeaders headers = super.getHeaders();
		if (this.decided == null || this.decided.isGranted() || this.decided.handshake() || isCommitted()) {
			return headers;
		}
		if (this.decidedHeaders == null) {
			this.decidedHeaders = HeaderAccess.MAP ? new DecidedHeaders(HeaderAccess.map(headers))
					: new DecidedHeaders(headers);
		}
		return this.decidedHeaders;
	}

	/**
	 * A line among the headers of a response.
	 */
	private record Line(String name, String value) {

		boolean isOf(String header) {
			return header.equalsIgnoreCase(this.name);
		}

		boolean isCors() {
			return ResponseHeaders.isCorsHeader(this.name);
		}

	}

	/**
	 * A comparison of guarded lines with the headers of a decision that is written to it.
	 */
	private static final class Comparison implements ResponseHeaders {

		private final HttpHeaders headers;

		private final List<Line> lines;

		private boolean equal = true;

		/** The number of lines that have been compared. */
		private int compared;

		Comparison(HttpHeaders headers, List<Line> lines) {
			this.headers = headers;
			this.lines = lines;
		}

		/**
		 * Whether each header has a line with its value, and there are no other lines.
		 */
		boolean isEqual() {
			return this.equal && this.compared + ((first(HttpHeaders.VARY) != null) ? 1 : 0) == this.lines.size();
		}

		@Override
		public void set(String name, String value) {
			String first = first(name);
			if (first != null || ResponseHeaders.isCorsHeader(name)) {
				this.equal &= value.equals(first);
				this.compared++;
			}
			else {
				this.equal &= HeaderAccess.lines(this.headers, name).equals(List.of(value));
			}
		}

		@Override
		public void add(String name, String value) {
			this.equal = false;
		}

		@Override
		public List<String> values(String name) {
			String first = first(name);
			return (first != null) ? List.of(first) : List.of();
		}

		private @Nullable String first(String name) {
			for (Line line : this.lines) {
				if (line.isOf(name)) {
					return line.value();
				}
			}
			return null;
		}

	}

	/**
	 * The headers of a response that no other origin may read, as the application sees
	 * them. The request was denied, or comes from the application's own pages. They
	 * always show an {@code Access-Control-Allow-Origin}, so that Spring's own CORS
	 * processing never answers 403 itself.
	 */
	private static final class DecidedHeaders extends HttpHeaders {

		DecidedHeaders(HttpHeaders headers) {
			super(headers);
		}

		/** Spring Framework 6.2 has no such constructor for headers that are no map. */
		DecidedHeaders(MultiValueMap<String, String> headers) {
			super(headers);
		}

		@Override
		public @Nullable String getFirst(String name) {
			String value = super.getFirst(name);
			return (value == null && ACCESS_CONTROL_ALLOW_ORIGIN.equalsIgnoreCase(name)) ? SpringCorsProcessing.DECIDED
					: value;
		}

	}

	/**
	 * A guarded response of a server that sends files without reading them.
	 */
	static final class ZeroCopy extends GuardedResponse implements ZeroCopyHttpOutputMessage {

		private ZeroCopy(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			Mono<Void> written = ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
			return (decided() != null) ? written.doFirst(this::enforce) : written;
		}

	}

}
