// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what comes of a form or a link. The message of an assertion that fails
 * tells the whole story.
 */
@SuppressWarnings("exports") // AssertJ is optional
public final class NavigationResultAssert extends AbstractAssert<NavigationResultAssert, NavigationResult> {

	NavigationResultAssert(@Nullable NavigationResult actual) {
		super(actual, NavigationResultAssert.class);
	}

	/**
	 * Verify the status of the last response, which is the server's answer to the page.
	 * @param status the status; 0 if there is no response
	 * @return this
	 */
	public NavigationResultAssert hasStatus(int status) {
		isNotNull();
		if (this.actual.status() != status) {
			fail("The last response should have status %d, but has %d.".formatted(status, this.actual.status()));
		}
		return this;
	}

	/**
	 * Verify a header of the last response.
	 * @param name the name, in any case
	 * @param value the value; those of several lines are joined by a comma and a space
	 * @return this
	 */
	public NavigationResultAssert hasHeader(String name, String value) {
		isNotNull();
		String seen = this.actual.headers().get(name);
		if (!value.equals(seen)) {
			fail("The last response should have the header %s with value \"%s\", but %s.".formatted(name, value,
					(seen != null) ? "it is \"%s\"".formatted(seen) : "has no such header"));
		}
		return this;
	}

	/**
	 * Verify the body of the last response. It must be whole.
	 * @param text the text, in UTF-8
	 * @return this
	 */
	public NavigationResultAssert hasBody(String text) {
		isNotNull();
		if (!this.actual.isWhole()) {
			fail("The last response should have the body \"%s\", but its body is not whole.".formatted(text));
		}
		if (!this.actual.text().equals(text)) {
			fail("The last response should have the body \"%s\", but has \"%s\".".formatted(text, this.actual.text()));
		}
		return this;
	}

	/**
	 * Verify that the browser shows an error of its own, because there is no response.
	 * @param reason the expected reason; any other one fails
	 * @return this
	 */
	public NavigationResultAssert isBlocked(BlockedReason reason) {
		isNotNull();
		if (this.actual.blockedReason() != reason) {
			fail("The browser should block because of %s: %s".formatted(reason.code(), reason.sentence()));
		}
		return this;
	}

	/**
	 * Verify how many requests went over the wire.
	 * @param count their number, with redirects
	 * @return this
	 */
	public NavigationResultAssert sentRequests(int count) {
		isNotNull();
		int sent = this.actual.exchanges().size();
		if (sent != count) {
			fail("The browser should send %d requests, but sends %d.".formatted(count, sent));
		}
		return this;
	}

	private void fail(String expectation) {
		// The text has values with %, which must not be taken for formats.
		failWithMessage("%s", expectation + "\n" + this.actual);
	}

}
