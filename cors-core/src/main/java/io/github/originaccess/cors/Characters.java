// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.function.IntPredicate;

/**
 * Predicates over all characters of a text. They are loops because a policy may have a
 * million origins, each tested several times while the policy compiles. Streams take many
 * times as long.
 */
final class Characters {

	private Characters() {
	}

	/** Whether at least one character passes the test; false for an empty text. */
	static boolean anyMatch(String text, IntPredicate test) {
		for (int i = 0; i < text.length(); i++) {
			if (test.test(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	/** Whether all characters pass the test; true for an empty text. */
	static boolean allMatch(String text, IntPredicate test) {
		for (int i = 0; i < text.length(); i++) {
			if (!test.test(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

}
