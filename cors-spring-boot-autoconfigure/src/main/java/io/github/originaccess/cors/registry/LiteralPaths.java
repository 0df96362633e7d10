// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Patterns that are literals ({@code /login}) or literals with everything below them
 * ({@code /api/**}), each with a rank of which the smallest wins. A look-up reads the
 * path once, and hashes as much of it as ends at a slash, or at the end, where a pattern
 * of that length ends too; it makes no strings.
 */
final class LiteralPaths {

	/** No pattern here matches. Larger than any rank. */
	static final int NONE = Integer.MAX_VALUE;

	/**
	 * Only a parsed path can be matched: it is encoded, has parameters, or is in a
	 * reserved area.
	 */
	static final int NOT_LITERAL = -1;

	private static final String EVERYTHING_BELOW = "/**";

	/** Of a character, as many as tell ASCII apart. */
	private static final int BITS = 7;

	private static final int ASCII = (1 << BITS) - 1;

	private final int multiplier;

	private final @Nullable Node[] table;

	/** Of the nodes' texts, ascending: what ends elsewhere is not looked at. */
	private final int[] lengths;

	/**
	 * For the first two characters after the slash, whether a text may begin with them:
	 * most paths are told to be none of the texts' by them alone.
	 */
	private final BitSet beginnings = new BitSet(1 << 2 * BITS);

	/** Rank of {@code /**}. */
	private final int rankOfEverything;

	private LiteralPaths(Collection<Node> nodes, int rankOfEverything) {
		this.multiplier = new SplittableRandom().nextInt() | 1;
		this.table = new Node[Integer.highestOneBit(Math.max(1, nodes.size())) * 4];
		BitSet lengths = new BitSet();
		this.rankOfEverything = rankOfEverything;
		for (Node node : nodes) {
			lengths.set(node.text.length());
			int index = index(hash(0, node.text, 0, node.text.length()));
			while (this.table[index] != null) {
				index = index + 1 & this.table.length - 1;
			}
			this.table[index] = node;
			allowBeginning(node.text);
		}
		this.lengths = new int[lengths.cardinality()];
		for (int i = 0, length = 0; i < this.lengths.length; i++, length++) {
			length = lengths.nextSetBit(length);
			this.lengths[i] = length;
		}
		// What they stand for may begin a text.
		allowBeginning("/%");
		allowBeginning("/;");
		for (char first = 0; first <= ASCII; first++) {
			allowBeginning("/" + first + "%");
			allowBeginning("/" + first + ";");
		}
	}

	private void allowBeginning(String text) {
		char first = (text.length() > 1) ? text.charAt(1) : '/';
		if (text.length() > 2) {
			this.beginnings.set(beginning(first, text.charAt(2)));
		}
		else {
			this.beginnings.set(beginning(first, (char) 0), beginning(first, (char) ASCII) + 1);
		}
	}

	private static int beginning(char first, char second) {
		return (first & ASCII) << BITS | second & ASCII;
	}

	/**
	 * Find the smallest rank of the patterns that match a path.
	 * @param uri the raw path
	 * @param start where the path within the application begins
	 * @return the rank, {@link #NONE} or {@link #NOT_LITERAL}
	 */
	int find(String uri, int start) {
		int length = uri.length();
		if (length - start > 2 && uri.charAt(start) == '/'
				&& !this.beginnings.get(beginning(uri.charAt(start + 1), uri.charAt(start + 2)))) {
			return this.rankOfEverything;
		}
		boolean literal = uri.indexOf('%', start) < 0 && uri.indexOf(';', start) < 0;
		return (literal || start < length && uri.charAt(start) != '/') ? findLiteral(uri, start) : NOT_LITERAL;
	}

	/**
	 * Find the smallest rank of the patterns that match a path which is neither encoded
	 * nor has parameters.
	 * @param uri the path
	 * @param start where the path within the application begins
	 * @return the rank, {@link #NONE}, or {@link #NOT_LITERAL} in a reserved area
	 */
	int findLiteral(String uri, int start) {
		int length = uri.length();
		if (start < length && uri.charAt(start) != '/') {
			return NONE;
		}
		int best = this.rankOfEverything;
		int hash = 0;
		int hashed = start;
		for (int nodeLength : this.lengths) {
			int end = start + nodeLength;
			if (end > length) {
				break;
			}
			if (end < length && uri.charAt(end) != '/') {
				continue;
			}
			hash = hash(hash, uri, hashed, end);
			hashed = end;
			Node node = node(uri, start, end, hash);
			if (node != null && node.reserved) {
				return NOT_LITERAL;
			}
			if (node != null) {
				best = Math.min(best, (end == length) ? Math.min(node.rank, node.rankBelow) : node.rankBelow);
			}
		}
		return best;
	}

	private int hash(int hash, String text, int start, int end) {
		int next = hash;
		for (int i = start; i < end; i++) {
			next = (next ^ text.charAt(i)) * this.multiplier;
		}
		return next;
	}

	private @Nullable Node node(String uri, int start, int end, int hash) {
		int index = index(hash);
		for (Node node = this.table[index]; node != null; node = this.table[index]) {
			if (node.text.length() == end - start && uri.startsWith(node.text, start)) {
				return node;
			}
			index = index + 1 & this.table.length - 1;
		}
		return null;
	}

	private int index(int hash) {
		return (hash ^ hash >>> 16) & this.table.length - 1;
	}

	/**
	 * Collects patterns in the order of their ranks.
	 */
	static final class Builder {

		private final Map<String, Node> nodes = new LinkedHashMap<>();

		private int rankOfEverything = NONE;

		/** Add a pattern, unless it is of another kind. */
		boolean add(String pattern, int rank) {
			boolean below = pattern.endsWith(EVERYTHING_BELOW);
			String text = below ? pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()) : pattern;
			for (int i = 0; i < text.length(); i++) {
				if ("*?{}\\".indexOf(text.charAt(i)) >= 0) {
					return false;
				}
			}
			if (text.isEmpty()) {
				this.rankOfEverything = Math.min(this.rankOfEverything, rank);
				return true;
			}
			Node node = node(text);
			node.rank = below ? node.rank : Math.min(node.rank, rank);
			node.rankBelow = below ? Math.min(node.rankBelow, rank) : node.rankBelow;
			return true;
		}

		/** Reserve a path and everything below it. */
		void reserve(String path) {
			node(path).reserved = true;
		}

		private Node node(String text) {
			Node node = this.nodes.get(text);
			if (node == null) {
				node = new Node(text);
				this.nodes.put(text, node);
			}
			return node;
		}

		LiteralPaths build() {
			return new LiteralPaths(this.nodes.values(), this.rankOfEverything);
		}

	}

	private static final class Node {

		private final String text;

		private int rank = NONE;

		private int rankBelow = NONE;

		private boolean reserved;

		Node(String text) {
			this.text = text;
		}

	}

}
