// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

/**
 * A kind of request, and whether the policy allows it.
 */
public enum Exchange {

	/** A request without {@code Origin}: a navigation, an image, or not a browser. */
	NO_ORIGIN("GET", false, false),

	/** A GET of an allowed page. */
	ACTUAL_ALLOWED("GET", true, false),

	/** A preflight of an allowed page for a PUT of JSON. */
	PREFLIGHT_ALLOWED("OPTIONS", true, true),

	/** A preflight of a page that is not allowed for a PUT of JSON. */
	PREFLIGHT_DENIED("OPTIONS", false, true),

	/** A GET of a page that is not allowed. */
	ACTUAL_DENIED("GET", false, false);

	private final String method;

	private final boolean visitor;

	private final boolean preflight;

	Exchange(String method, boolean visitor, boolean preflight) {
		this.method = method;
		this.visitor = visitor;
		this.preflight = preflight;
	}

	String method() {
		return this.method;
	}

	boolean isPreflight() {
		return this.preflight;
	}

	boolean hasOrigin() {
		return this != NO_ORIGIN;
	}

	/** Whether the origin is a random one of the allowed origins. */
	boolean isOfVisitor() {
		return this.visitor;
	}

}
