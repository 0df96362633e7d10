// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import io.github.originaccess.cors.spellings.RandomPolicies.Policy;
import io.github.originaccess.cors.wire.PersistentConnection.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request for a spelling of a path, with the check of its response.
 *
 * @param method the method
 * @param path the path as it is sent
 * @param origin the origin of the page, {@code null} if the request has none
 */
record Probe(String method, String path, @Nullable String origin) {

	private static final String[] ORIGINS = { RandomPolicies.FIRST, RandomPolicies.SECOND, "https://evil.example",
			"null" };

	/**
	 * Return a request to read. One of five has no {@code Origin}, as requests for
	 * images.
	 */
	static Probe read(String path, Random random) {
		int choice = random.nextInt(ORIGINS.length + 1);
		return new Probe("GET", path, (choice < ORIGINS.length) ? ORIGINS[choice] : null);
	}

	/** Return a request that submits a form. */
	static Probe write(String path, Random random) {
		return new Probe("POST", path, ORIGINS[random.nextInt(ORIGINS.length)]);
	}

	/** Return the request as it goes over the wire. */
	String text() {
		StringBuilder text = new StringBuilder(this.method).append(' ').append(this.path);
		text.append(" HTTP/1.1\r\nHost: localhost\r\n");
		if (this.origin != null) {
			text.append("Origin: ").append(this.origin).append("\r\n");
		}
		if (this.method.equals("POST")) {
			text.append("Content-Length: 0\r\n");
		}
		return text.append("\r\n").toString();
	}

	/**
	 * Return what the response grants beyond the policy of its handler.
	 * @param response the response
	 * @param answer what answered
	 * @param policy the policy of its path, or {@code null} if none covers it
	 * @return a sentence, or {@code null} if the response grants no more
	 */
	@Nullable String excess(Response response, Answer answer, @Nullable Policy policy) {
		String allowed = response.header("Access-Control-Allow-Origin");
		boolean credentials = response.header("Access-Control-Allow-Credentials") != null;
		if (policy == null) {
			return response.head().corsHeaders().isEmpty() ? null : "No policy covers the path of what answered";
		}
		if (policy.enforced() && this.method.equals("POST") && !policy.allows(this.origin)) {
			return "The policy of what answered refuses the request";
		}
		if (credentials && !policy.credentials()) {
			return "The policy of what answered allows no credentials";
		}
		if (allowed != null && !policy.isForAnyOrigin() && !(allowed.equals(this.origin) && policy.allows(allowed))) {
			return "The policy of what answered does not allow the origin";
		}
		if (allowed != null && !allowed.equals("*") && !variesByOrigin(response)) {
			return "Without Vary: Origin a cache mixes up the responses to several origins";
		}
		return null;
	}

	private static boolean variesByOrigin(Response response) {
		return Arrays.asList(response.head().vary().toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains("origin");
	}

}
