// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.observe.ForeignHeaderLog;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * A response whose CORS headers are those of a decision at the moment when it is
 * committed, whatever was done to them until then. That moment comes for every response
 * and belongs to the server's own response, so error handlers outside of all filters are
 * held to it too; this decorator only keeps later actions from having the last word.
 */
sealed class GuardedResponse extends ServerHttpResponseDecorator implements ResponseHeaders
		permits GuardedResponse.ZeroCopy {

	private final ReactiveCorsRequest request;

	private final ForeignHeaderLog foreignHeaders;

	private final @Nullable String vary;

	/** Another one where the exchange reaches Spring's dispatcher with another path. */
	private @Nullable CorsDecision decision;

	/** Whether Spring's CORS processing is left to check the request. */
	private final boolean handshake;

	private @Nullable HttpHeaders decidedHeaders;

	private GuardedResponse(ServerHttpResponse response, ReactiveCorsRequest request, ForeignHeaderLog foreignHeaders,
			@Nullable String vary) {
		super(response);
		this.request = request;
		this.foreignHeaders = foreignHeaders;
		this.vary = vary;
		// Without an Origin, Spring has nothing to check.
		this.handshake = request.origin() != null && request.isHandshake();
	}

	static GuardedResponse guard(ServerHttpResponse response, ReactiveCorsRequest request,
			ForeignHeaderLog foreignHeaders, @Nullable String vary) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response, request, foreignHeaders, vary)
				: new GuardedResponse(response, request, foreignHeaders, vary);
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

	/** Return the decision on the request. It is there once {@link #adopt} was called. */
	CorsDecision decision() {
		return Objects.requireNonNull(this.decision);
	}

	void adopt(CorsDecision decision) {
		this.decision = decision;
	}

	/**
	 * Write the headers now, so that everything downstream sees them, and once more at
	 * the end. Those of a handshake are written at the end only: Spring's CORS processing
	 * may be the only check that the endpoint has, and skips a response that has them.
	 */
	void writeDecision() {
		if (!this.handshake) {
			enforce(getDelegate().getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN));
		}
		super.beforeCommit(() -> Mono.fromRunnable(this::enforce));
	}

	/** Write another decision in the place of the one that was written. */
	void rewriteDecision() {
		if (!this.handshake) {
			enforce();
		}
	}

	/**
	 * Put the headers back to what the decision says. Besides the moment of commit there
	 * is one other that needs it: when the commit action of a filter further out fails,
	 * ours is not asked.
	 */
	void enforce() {
		enforce(true);
	}

	/**
	 * Put the headers back.
	 * @param mayBeForeign whether there may be any; those that mean nothing for the lack
	 * of {@code Access-Control-Allow-Origin} can wait for the moment of commit
	 */
	private void enforce(boolean mayBeForeign) {
		HttpHeaders headers = getDelegate().getHeaders();
		try {
			if (!mayBeForeign) {
				writeDecisionTo(this);
			}
			else if (!isAsDecided(headers)) {
				putBack(headers);
			}
		}
		catch (UnsupportedOperationException ex) {
			// Committed or made read-only by somebody further out, who answers for it.
		}
	}

	private void putBack(HttpHeaders headers) {
		List<String> found = corsHeaders(headers);
		if (!found.isEmpty()) {
			headers.headerNames().removeIf(ResponseHeaders::isCorsHeader);
		}
		mergeVary(headers);
		writeDecisionTo(this);
		// What checks handshakes sets headers in passing and must not be removed from the
		// application, so the log names none.
		if (!this.handshake && !found.isEmpty() && !found.equals(corsHeaders(headers))) {
			this.foreignHeaders.dropped(decision().policy());
		}
	}

	private void writeDecisionTo(ResponseHeaders headers) {
		decision().writeTo(this.request, headers);
		if (this.vary != null) {
			headers.addVary(this.vary);
		}
	}

	/** Whether there is nothing to put back, as mostly. To list names costs a copy. */
	private boolean isAsDecided(HttpHeaders headers) {
		Comparison comparison = new Comparison(headers);
		writeDecisionTo(comparison);
		if (!comparison.equal || headers.getOrEmpty(HttpHeaders.VARY).size() > 1) {
			return false;
		}
		int foreign = -comparison.size;
		for (String name : headers.headerNames()) {
			foreign += ResponseHeaders.isCorsHeader(name) ? 1 : 0;
		}
		return foreign == 0;
	}

	/** Several hands have added lines: keep of each what those before did not say. */
	private void mergeVary(HttpHeaders headers) {
		List<String> lines = headers.getOrEmpty(HttpHeaders.VARY);
		if (lines.size() > 1) {
			headers.remove(HttpHeaders.VARY);
			lines.forEach(this::addVary);
		}
	}

	/** All lines, in an order that does not depend on where the server keeps them. */
	private static List<String> corsHeaders(HttpHeaders headers) {
		List<String> lines = new ArrayList<>();
		for (String name : headers.headerNames()) {
			if (ResponseHeaders.isCorsHeader(name)) {
				headers.getOrEmpty(name).forEach((value) -> lines.add(name + ": " + value));
			}
		}
		Collections.sort(lines);
		return lines;
	}

	@Override
	public void set(String name, String value) {
		getDelegate().getHeaders().set(name, value);
	}

	/** A list that an application put into the map may be one that cannot grow. */
	@Override
	public void add(String name, String value) {
		HttpHeaders headers = getDelegate().getHeaders();
		List<String> lines = headers.remove(name);
		if (lines != null) {
			lines.forEach((line) -> headers.add(name, line));
		}
		headers.add(name, value);
	}

	@Override
	public Collection<String> values(String name) {
		return getDelegate().getHeaders().getOrEmpty(name);
	}

	/** Actions run in the order in which they are registered, so ours comes again. */
	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		super.beforeCommit(() -> Mono.defer(action).doOnTerminate(this::enforce));
	}

	@Override
	public HttpHeaders getHeaders() {
		HttpHeaders headers = super.getHeaders();
		if (decision().outcome() == CorsDecision.Outcome.ALLOWED || this.handshake || isCommitted()) {
			return headers;
		}
		if (this.decidedHeaders == null) {
			this.decidedHeaders = new DecidedHeaders(headers);
		}
		return this.decidedHeaders;
	}

	/**
	 * Compares headers with those of a decision that is written to it.
	 */
	private static final class Comparison implements ResponseHeaders {

		private final HttpHeaders headers;

		private boolean equal = true;

		private int size;

		Comparison(HttpHeaders headers) {
			this.headers = headers;
		}

		@Override
		public void set(String name, String value) {
			List<String> lines = values(name);
			this.equal &= lines.size() == 1 && value.equals(lines.get(0));
			this.size += ResponseHeaders.isCorsHeader(name) ? 1 : 0;
		}

		@Override
		public void add(String name, String value) {
			this.equal = false;
		}

		@Override
		public List<String> values(String name) {
			return this.headers.getOrEmpty(name);
		}

	}

	/**
	 * The headers of an answer that no other origin may read: the request was denied, or
	 * comes from the application's own pages. Spring's own CORS processing asks for
	 * {@code Access-Control-Allow-Origin}, and stays out of it if there is one. Where the
	 * decision was to send none, it is told that there is, lest it answers 403 itself.
	 */
	private static final class DecidedHeaders extends HttpHeaders {

		/** No origin, so it grants nothing wherever it is copied to. */
		private static final String DECIDED = "decided-by-policy";

		DecidedHeaders(HttpHeaders headers) {
			super(headers);
		}

		@Override
		public @Nullable String getFirst(String name) {
			String value = super.getFirst(name);
			return (value == null && ACCESS_CONTROL_ALLOW_ORIGIN.equalsIgnoreCase(name)) ? DECIDED : value;
		}

	}

	/**
	 * The same for a server that sends files without reading them.
	 */
	static final class ZeroCopy extends GuardedResponse implements ZeroCopyHttpOutputMessage {

		private ZeroCopy(ServerHttpResponse response, ReactiveCorsRequest request, ForeignHeaderLog foreignHeaders,
				@Nullable String vary) {
			super(response, request, foreignHeaders, vary);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
