// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.observe.DroppedHeaderLog;
import io.github.originaccess.cors.registry.PolicySelection;
import io.github.originaccess.cors.registry.SpringCorsProcessing;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.MultiValueMap;

/**
 * A response whose CORS headers are those of a decision when it is committed, whatever
 * was done to them until then. Every response is committed, by the server's own response,
 * so this holds for error handlers outside of all filters too. This decorator makes sure
 * that the decision is written after all other commit actions.
 * <p>
 * Spring runs commit actions once. If one of them fails, such as that of a session store,
 * the response of an error handler is committed without them. This decorator then writes
 * the decision before the body. An error handler outside of all filters has the server's
 * own response, and after such a failure its headers are its own.
 */
sealed class GuardedResponse extends ServerHttpResponseDecorator implements ResponseHeaders
		permits GuardedResponse.ZeroCopy {

	private final ReactiveCorsRequest request;

	private final PolicySelection selection;

	private final DroppedHeaderLog droppedHeaders;

	/** Changes if the exchange reaches Spring's dispatcher with another path. */
	private @Nullable CorsDecision decision;

	/** Whether Spring's CORS processing checks the request. */
	private final boolean handshake;

	private @Nullable HttpHeaders decidedHeaders;

	/** Whether somebody has begun to write the response. */
	private boolean begun;

	private GuardedResponse(ServerHttpResponse response, ReactiveCorsRequest request, PolicySelection selection,
			DroppedHeaderLog droppedHeaders) {
		super(response);
		this.request = request;
		this.selection = selection;
		this.droppedHeaders = droppedHeaders;
		// Without an Origin, Spring has nothing to check.
		this.handshake = request.origin() != null && request.isHandshake();
	}

	/**
	 * Guard a response.
	 * @param selection writes decisions
	 * @param droppedHeaders the log of headers that the guard drops
	 */
	static GuardedResponse guard(ServerHttpResponse response, ReactiveCorsRequest request, PolicySelection selection,
			DroppedHeaderLog droppedHeaders) {
		return (response instanceof ZeroCopyHttpOutputMessage)
				? new ZeroCopy(response, request, selection, droppedHeaders)
				: new GuardedResponse(response, request, selection, droppedHeaders);
	}

	/** Return the guard among the decorators of a response, or null if there is none. */
	static @Nullable GuardedResponse of(ServerHttpResponse response) {
		ServerHttpResponse each = response;
		while (each instanceof ServerHttpResponseDecorator decorator) {
			if (decorator instanceof GuardedResponse guard) {
				return guard;
			}
			each = decorator.getDelegate();
		}
		return null;
	}

	ReactiveCorsRequest request() {
		return this.request;
	}

	/** Return the decision on the request. There is none before {@link #adopt}. */
	CorsDecision decision() {
		return Objects.requireNonNull(this.decision);
	}

	/**
	 * Adopt a decision. Its headers are written now, so that everything downstream sees
	 * them, and once more when the response is committed. Those of a handshake are
	 * written only then: Spring's CORS processing may be the only check that the endpoint
	 * has, and skips a response that has them.
	 */
	void adopt(CorsDecision decision) {
		boolean first = this.decision == null;
		if (first) {
			super.beforeCommit(() -> Mono.fromRunnable(this::enforce));
		}
		this.decision = decision;
		if (!this.handshake) {
			// What a later decision replaces may be of the first one.
			enforce(HeaderAccess.contains(getDelegate().getHeaders(), HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN), first);
		}
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

	/**
	 * Put the headers back to what the decision says. The commit needs it, and so does an
	 * error: when the commit action of an earlier filter fails, ours does not run.
	 */
	void enforce() {
		enforce(true, true);
	}

	/**
	 * Put the headers back.
	 * @param mayHaveOthers whether there may be CORS headers of others; without
	 * {@code Access-Control-Allow-Origin} they mean nothing, and can wait for the commit
	 * @param ofOthers whether those are of others, so that the log names one
	 */
	private void enforce(boolean mayHaveOthers, boolean ofOthers) {
		try {
			if (!mayHaveOthers) {
				writeDecisionTo(this);
				return;
			}
			List<Line> lines = guardedLines();
			if (!isAsDecided(lines)) {
				putBack(lines, ofOthers);
			}
		}
		catch (UnsupportedOperationException ex) {
			// The response is committed, or an earlier filter has made it read-only.
		}
	}

	private void putBack(List<Line> lines, boolean ofOthers) {
		HttpHeaders headers = getDelegate().getHeaders();
		List<Line> found = corsLines(lines);
		// Names of lines may differ in case. Removing one of them removes all.
		found.forEach((line) -> HeaderAccess.remove(headers, line.name()));
		mergeVary(headers);
		writeDecisionTo(this);
		// The check of a handshake sets headers in passing, and must not be removed from
		// the application, so no line in the log names those.
		if (ofOthers && !this.handshake && !found.isEmpty()) {
			List<Line> decided = corsLines(guardedLines());
			if (!found.equals(decided)) {
				report(found, decided);
			}
		}
	}

	/** Report the dropped line that tells most about the second layer. */
	private void report(List<Line> found, List<Line> decided) {
		List<Line> dropped = new ArrayList<>(found);
		dropped.removeAll(decided);
		Line told = dropped.stream()
			.filter((line) -> line.isOf(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN))
			.findFirst()
			.orElse(dropped.isEmpty() ? found.get(0) : dropped.get(0));
		this.droppedHeaders.dropped(decision().policy(), this.request, told.name(), told.value());
	}

	private void writeDecisionTo(ResponseHeaders headers) {
		this.selection.write(decision(), this.request, headers);
	}

	/** Whether there is nothing to put back, as on most responses. */
	private boolean isAsDecided(List<Line> lines) {
		Comparison comparison = new Comparison(getDelegate().getHeaders(), lines);
		writeDecisionTo(comparison);
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
		return isBegunAgain() ? enforced(() -> super.writeWith(body)) : super.writeWith(body);
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return isBegunAgain() ? enforced(() -> super.writeAndFlushWith(body)) : super.writeAndFlushWith(body);
	}

	@Override
	public Mono<Void> setComplete() {
		return isBegunAgain() ? enforced(() -> super.setComplete()) : super.setComplete();
	}

	/** Whether a commit has failed, so that no commit action may run again. */
	boolean isBegunAgain() {
		boolean again = this.begun && !isCommitted();
		this.begun = true;
		return again;
	}

	Mono<Void> enforced(Supplier<Mono<Void>> write) {
		return Mono.defer(() -> {
			enforce();
			return write.get();
		});
	}

	@Override
	public HttpHeaders getHeaders() {
		HttpHeaders headers = super.getHeaders();
		if (decision().outcome() == CorsDecision.Outcome.ALLOWED || this.handshake || isCommitted()) {
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

		private ZeroCopy(ServerHttpResponse response, ReactiveCorsRequest request, PolicySelection selection,
				DroppedHeaderLog droppedHeaders) {
			super(response, request, selection, droppedHeaders);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			ZeroCopyHttpOutputMessage response = (ZeroCopyHttpOutputMessage) getDelegate();
			return isBegunAgain() ? enforced(() -> response.writeWith(file, position, count))
					: response.writeWith(file, position, count);
		}

	}

}
