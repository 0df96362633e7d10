// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.function.IntPredicate;

/**
 * Tests of the characters of a text. A stream would do the same; but there may be a
 * million origins, each tested many times over while a policy compiles, and a loop takes
 * a fraction of the time.
 */
final class Characters {

	private Characters() {
	}

	static boolean anyMatch(String text, IntPredicate test) {
		for (int i = 0; i < text.length(); i++) {
			if (test.test(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	static boolean allMatch(String text, IntPredicate test) {
		for (int i = 0; i < text.length(); i++) {
			if (!test.test(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

}
