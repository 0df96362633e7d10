// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

/**
 * Headers that nobody sends who means well.
 */
public enum Hostile {

	/** Eight kilobytes that begin as an origin does. */
	LONG_ORIGIN {
		@Override
		StubRequest request() {
			return actual("https://" + "a".repeat(8192 - 8));
		}
	},

	/** Eight kilobytes in which no byte is one of an origin. */
	GARBAGE_ORIGIN {
		@Override
		StubRequest request() {
			return actual("\u00ff".repeat(8192));
		}
	},

	/** A host of 253 bytes in 118 labels, below a domain that is trusted. */
	DEEP_SUBDOMAIN {
		@Override
		StubRequest request() {
			String domain = ".customer-7.example.com";
			return actual("https://" + "a.".repeat((253 - domain.length()) / 2).concat(domain).replace("..", "."));
		}
	},

	/** The name of an allowed header a thousand times. */
	REQUESTED_NAMES {
		@Override
		StubRequest request() {
			return preflight("x-requested-with,".repeat(1000));
		}
	},

	/** The same, but for the last byte of the last. */
	PREFIXED_NAMES {
		@Override
		StubRequest request() {
			return preflight("x-requested-with,".repeat(999) + "x-requested-witx");
		}
	},

	/** Ten thousand empty elements. */
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

	/** The bytes of the header in question. */
	int length() {
		StubRequest request = request();
		String names = request.getHeader("Access-Control-Request-Headers");
		return ((names != null) ? names : String.valueOf(request.getHeader("Origin"))).length();
	}

}
