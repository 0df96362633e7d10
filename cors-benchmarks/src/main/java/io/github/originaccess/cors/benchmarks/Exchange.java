// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

/**
 * What a browser asks.
 */
public enum Exchange {

	/** A navigation, an image, a program that is no browser. */
	NO_ORIGIN("GET", false, false),

	/** A page reads what it may. */
	ACTUAL_ALLOWED("GET", true, false),

	/** A page that may asks for leave to PUT JSON. */
	PREFLIGHT_ALLOWED("OPTIONS", true, true),

	/** A strange page asks for leave to PUT JSON. */
	PREFLIGHT_DENIED("OPTIONS", false, true),

	/** A strange page reads. */
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

	/** Whether the origin is one of those that are trusted, another each time. */
	boolean isOfVisitor() {
		return this.visitor;
	}

}
