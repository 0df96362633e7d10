// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The labels of a request's host, told apart without making strings of them.
 */
final class HostLabels {

	private HostLabels() {
	}

	static int start(String origin, int hostStart, int end) {
		int start = end;
		while (start > hostStart && origin.charAt(start - 1) != '.') {
			start--;
		}
		return start;
	}

	static boolean areAll(String origin, int hostStart, int hostEnd) {
		for (int end = hostEnd;;) {
			int start = start(origin, hostStart, end);
			if (!isOne(origin, start, end)) {
				return false;
			}
			if (start == hostStart) {
				return true;
			}
			end = start - 1;
		}
	}

	/** Browsers send labels that begin or end with a hyphen, and underscores. */
	static boolean isOne(String origin, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = origin.charAt(i);
			if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '-' && c != '_') {
				return false;
			}
		}
		return end > start && end - start <= FetchRules.MAX_LABEL_LENGTH;
	}

}
