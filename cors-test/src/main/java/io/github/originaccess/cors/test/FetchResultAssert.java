// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Objects;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what the script of a page sees of a {@code fetch()}. The message of an
 * assertion that fails tells the whole story: each request with its response, and why the
 * browser blocks.
 */
@SuppressWarnings("exports") // AssertJ is optional
public final class FetchResultAssert extends AbstractAssert<FetchResultAssert, FetchResult> {

	FetchResultAssert(@Nullable FetchResult actual) {
		super(actual, FetchResultAssert.class);
	}

	/**
	 * Verify that the script can read the response, whatever its status.
	 * @return this
	 */
	public FetchResultAssert isReadable() {
		isNotNull();
		if (!this.actual.isReadable()) {
			fail("The script should be able to read the response.");
		}
		return this;
	}

	/**
	 * Verify that {@code fetch()} rejects, for any reason.
	 * {@link #isBlocked(BlockedReason)} says more: a server that is down blocks too.
	 * @return this
	 */
	public FetchResultAssert isBlocked() {
		isNotNull();
		if (this.actual.blockedReason() == null) {
			fail("The browser should block.");
		}
		return this;
	}

	/**
	 * Verify that {@code fetch()} rejects for a reason.
	 * @param reason the expected reason; any other one fails
	 * @return this
	 */
	public FetchResultAssert isBlocked(BlockedReason reason) {
		isNotNull();
		if (this.actual.blockedReason() != reason) {
			fail("The browser should block because of %s: %s".formatted(reason.code(), reason.sentence()));
		}
		return this;
	}

	/**
	 * Verify the type of the response, such as {@link ResponseType#OPAQUE}, which has
	 * nothing that a script could read.
	 * @param type the expected type
	 * @return this
	 */
	public FetchResultAssert hasType(ResponseType type) {
		isNotNull();
		if (this.actual.type() != type) {
			fail("The response should have type %s, but has %s.".formatted(type, this.actual.type()));
		}
		return this;
	}

	/**
	 * Verify the status that the script sees.
	 * @param status the status; a response that is not readable has 0
	 * @return this
	 */
	public FetchResultAssert hasStatus(int status) {
		isNotNull();
		if (this.actual.status() != status) {
			fail("The script should see status %d, but sees %d.".formatted(status, this.actual.status()));
		}
		return this;
	}

	/**
	 * Verify that the script sees a header.
	 * @param name the name, in any case
	 * @return this
	 */
	public FetchResultAssert exposesHeader(String name) {
		isNotNull();
		if (!this.actual.headers().contains(name)) {
			fail("The script should see the header %s. The server %s.".formatted(name, wasSent(name)));
		}
		return this;
	}

	/**
	 * Verify that the script sees a header with a value.
	 * @param name the name, in any case
	 * @param value the value; those of several lines are joined by a comma and a space
	 * @return this
	 */
	public FetchResultAssert exposesHeader(String name, String value) {
		exposesHeader(name);
		String seen = this.actual.headers().get(name);
		if (!value.equals(seen)) {
			fail("The script should see the header %s with value \"%s\", but it is \"%s\".".formatted(name, value,
					seen));
		}
		return this;
	}

	/**
	 * Verify that the script does not see a header, whether the server sends it or not.
	 * @param name the name, in any case
	 * @return this
	 */
	public FetchResultAssert doesNotExposeHeader(String name) {
		isNotNull();
		if (this.actual.headers().contains(name)) {
			fail("The script should not see the header %s, but it is \"%s\".".formatted(name,
					this.actual.headers().get(name)));
		}
		return this;
	}

	/**
	 * Verify the body that the script sees. It must be whole.
	 * @param text the text, in UTF-8
	 * @return this
	 */
	public FetchResultAssert hasBody(String text) {
		isNotNull();
		if (this.actual.bodyError() != null) {
			fail("The script should see the body \"%s\", but cannot read it to its end.".formatted(text));
		}
		if (!this.actual.text().equals(text)) {
			fail("The script should see the body \"%s\", but sees \"%s\".".formatted(text, this.actual.text()));
		}
		return this;
	}

	/**
	 * Verify that a preflight was sent.
	 * @return this
	 */
	public FetchResultAssert sentPreflight() {
		isNotNull();
		if (this.actual.preflights().isEmpty()) {
			fail("The browser should send a preflight.");
		}
		return this;
	}

	/**
	 * Verify that no preflight was sent, because none is needed or one is in the cache.
	 * @return this
	 */
	public FetchResultAssert sentNoPreflight() {
		isNotNull();
		if (!this.actual.preflights().isEmpty()) {
			fail("The browser should send no preflight.");
		}
		return this;
	}

	/**
	 * Verify how many requests went over the wire.
	 * @param count their number, with preflights and redirects
	 * @return this
	 */
	public FetchResultAssert sentRequests(int count) {
		isNotNull();
		int sent = this.actual.exchanges().size();
		if (sent != count) {
			fail("The browser should send %d requests, but sends %d.".formatted(count, sent));
		}
		return this;
	}

	private String wasSent(String name) {
		boolean sent = this.actual.exchanges()
			.stream()
			.map(WireExchange::response)
			.filter(Objects::nonNull)
			.anyMatch((response) -> response.headers().contains(name));
		return sent ? "sent it, but the script cannot see it" : "did not send it";
	}

	private void fail(String expectation) {
		// The text has values with %, which must not be taken for formats.
		failWithMessage("%s", expectation + "\n" + this.actual);
	}

}
