// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

/**
 * A request with a hostile header.
 */
public enum Hostile {

	/** An {@code Origin} of eight kilobytes that begins as an origin does. */
	LONG_ORIGIN {
		@Override
		StubRequest request() {
			return actual("https://" + "a".repeat(8192 - 8));
		}
	},

	/** An {@code Origin} of eight kilobytes with bytes that no origin has. */
	GARBAGE_ORIGIN {
		@Override
		StubRequest request() {
			return actual("\u00ff".repeat(8192));
		}
	},

	/** A host of 253 bytes in 118 labels, below an allowed domain. */
	DEEP_SUBDOMAIN {
		@Override
		StubRequest request() {
			String domain = ".customer-7.example.com";
			return actual("https://" + "a.".repeat((253 - domain.length()) / 2).concat(domain).replace("..", "."));
		}
	},

	/** The name of an allowed header, a thousand times. */
	REQUESTED_NAMES {
		@Override
		StubRequest request() {
			return preflight("x-requested-with,".repeat(1000));
		}
	},

	/** The same with another last byte in the last name. */
	PREFIXED_NAMES {
		@Override
		StubRequest request() {
			return preflight("x-requested-with,".repeat(999) + "x-requested-witx");
		}
	},

	/** Ten thousand empty elements among the requested header names. */
	COMMAS {
		@Override
		StubRequest request() {
			return preflight(",".repeat(10_000));
		}
	};

	private static final String VISITOR = "https://www.customer-7.example.com";

	abstract StubRequest request();

	private static StubRequest actual(String origin) {
		return new StubRequest("GET", "/api/orders/42", ChromiumHeaders.ofActualRequest(origin, true), false);
	}

	private static StubRequest preflight(String names) {
		return new StubRequest("OPTIONS", "/api/orders/42", ChromiumHeaders.ofPreflight(VISITOR, "PUT", names), false);
	}

	/** Return the length of the hostile header in bytes. */
	int length() {
		StubRequest request = request();
		String names = request.getHeader("Access-Control-Request-Headers");
		return ((names != null) ? names : String.valueOf(request.getHeader("Origin"))).length();
	}

}
