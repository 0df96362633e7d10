// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Patterns that are literals ({@code /login}) or literals with everything below them
 * ({@code /api/**}), each with a rank of which the smallest wins. A look-up reads the
 * path once, carries a hash along and looks at the table at each slash and at the end; it
 * makes no strings.
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

	private final int multiplier;

	private final @Nullable Node[] table;

	/** Rank of {@code /**}. */
	private final int rankOfEverything;

	private LiteralPaths(Collection<Node> nodes, int rankOfEverything) {
		this.multiplier = new SplittableRandom().nextInt() | 1;
		this.table = new Node[Integer.highestOneBit(Math.max(1, nodes.size())) * 4];
		this.rankOfEverything = rankOfEverything;
		for (Node node : nodes) {
			int hash = 0;
			for (int i = 0; i < node.text.length(); i++) {
				hash = next(hash, node.text.charAt(i));
			}
			int index = index(hash);
			while (this.table[index] != null) {
				index = index + 1 & this.table.length - 1;
			}
			this.table[index] = node;
		}
	}

	/**
	 * Find the smallest rank of the patterns that match a path.
	 * @param uri the raw path
	 * @param start where the path within the application begins
	 * @return the rank, {@link #NONE} or {@link #NOT_LITERAL}
	 */
	int find(String uri, int start) {
		int length = uri.length();
		if (start < length && uri.charAt(start) != '/') {
			return NONE;
		}
		int best = this.rankOfEverything;
		int hash = 0;
		for (int i = start; i < length; i++) {
			char c = uri.charAt(i);
			if (c == '%' || c == ';') {
				return NOT_LITERAL;
			}
			if (c == '/' && i > start) {
				Node node = node(uri, start, i, hash);
				if (node != null && node.reserved) {
					return NOT_LITERAL;
				}
				best = (node != null) ? Math.min(best, node.rankBelow) : best;
			}
			hash = next(hash, c);
		}
		Node node = node(uri, start, length, hash);
		if (node != null && node.reserved) {
			return NOT_LITERAL;
		}
		return (node != null) ? Math.min(best, Math.min(node.rank, node.rankBelow)) : best;
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

	private int next(int hash, char c) {
		return (hash ^ c) * this.multiplier;
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
			if (text.chars().anyMatch((c) -> "*?{}\\".indexOf(c) >= 0)) {
				return false;
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
			return this.nodes.computeIfAbsent(text, Node::new);
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
