// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The number of edits between two short texts. An edit inserts, deletes or replaces one
 * character, or swaps two neighbours.
 *
 * @see <a href=
 * "https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance">Optimal string
 * alignment</a>
 */
final class EditDistance {

	private EditDistance() {
	}

	/** Return the number of edits, or a larger number than the limit. */
	static int between(String one, String other, int limit) {
		if (Math.abs(one.length() - other.length()) > limit) {
			return limit + 1;
		}
		int[][] edits = new int[one.length() + 1][other.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			for (int j = 0; j <= other.length(); j++) {
				if (i == 0 || j == 0) {
					edits[i][j] = i + j;
					continue;
				}
				boolean same = one.charAt(i - 1) == other.charAt(j - 1);
				int fewest = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1),
						Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
				boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
						&& one.charAt(i - 2) == other.charAt(j - 1);
				edits[i][j] = swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
			}
		}
		return edits[one.length()][other.length()];
	}

}
