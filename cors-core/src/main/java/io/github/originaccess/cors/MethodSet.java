// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

/**
 * The methods that a policy allows, compared case-sensitively.
 */
final class MethodSet {

	/**
	 * The methods that a policy for any method lists in the response to a preflight. One
	 * preflight then fills the browser's cache for all of them.
	 */
	static final List<String> USUAL = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

	/**
	 * More than three times the length of the longest registered method. A policy for any
	 * method echoes the requested method, so its length needs a limit.
	 */
	private static final int MAX_METHOD_LENGTH = 64;

	private final boolean any;

	private final String[] methods;

	private final boolean headByGet;

	/**
	 * Compile methods.
	 * @param methods normalised methods; GET includes HEAD
	 * @param any whether the set contains all methods that the standard does not forbid
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

	/** Whether the response to a preflight lists the method. */
	boolean isListed(String method) {
		for (String listed : this.methods) {
			if (listed.equals(method)) {
				return true;
			}
		}
		return false;
	}

	/** Whether the method is well-formed and not forbidden. */
	private static boolean isPossible(String method) {
		return isWellFormed(method) && !FetchRules.isForbiddenMethod(method);
	}

	/** Whether the method is a token of at most 64 characters. */
	static boolean isWellFormed(String method) {
		return method.length() <= MAX_METHOD_LENGTH && FetchRules.isToken(method);
	}

}
