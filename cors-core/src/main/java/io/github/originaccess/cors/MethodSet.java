// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

/**
 * Methods that a page may use, compared as they are sent.
 */
final class MethodSet {

	/**
	 * The methods that an any-method policy lists, asked for or not, so that one
	 * preflight fills a browser's cache for all of them.
	 */
	static final List<String> USUAL = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

	/**
	 * More than three times the longest registered method; what is longer is never
	 * echoed.
	 */
	private static final int MAX_METHOD_LENGTH = 64;

	private final boolean any;

	private final String[] methods;

	private final boolean headByGet;

	/**
	 * Compile methods.
	 * @param methods normalised methods; GET includes HEAD
	 * @param any whether every method but the forbidden ones is in the set
	 */
	MethodSet(List<String> methods, boolean any) {
		this.any = any;
		this.methods = (any ? USUAL : methods).toArray(new String[0]);
		this.headByGet = methods.contains("GET");
	}

	boolean containsAny() {
		return this.any;
	}

	boolean contains(String method) {
		return isListed(method) || this.any && isPossible(method) || this.headByGet && method.equals("HEAD");
	}

	/** Whether the method is in the list that a preflight is answered with. */
	boolean isListed(String method) {
		for (String listed : this.methods) {
			if (listed.equals(method)) {
				return true;
			}
		}
		return false;
	}

	/** Whether the method is a token that a page may use. */
	private static boolean isPossible(String method) {
		return isWellFormed(method) && !FetchRules.isForbiddenMethod(method);
	}

	/** Whether the method is a token of sensible length. */
	static boolean isWellFormed(String method) {
		return method.length() <= MAX_METHOD_LENGTH && FetchRules.isToken(method);
	}

}
