// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The policies by path. The most specific pattern that matches wins, as in Spring's
 * handler mappings; of two equally specific patterns, the first declared wins. Immutable.
 * <p>
 * The patterns are kept in nodes, by the literal segments that they begin with:
 *
 * <pre>
 * "/login"   rank 0                 /login
 * "/api"     rank 2 below           /api/**
 *            pattern of rank 1      /api/{id}/x
 * ""         pattern of rank 3      /&#42;/health
 *            rank 4 below           /**
 * </pre>
 *
 * A node inherits from each node whose text is a prefix of its text. So one look-up, for
 * the node with the longest text, finds all that may match a path. It reads the path once
 * and makes no strings. Its cost does not depend on the number of policies, as long as
 * few patterns begin alike.
 */
final class PathPolicies {

	/** The end of a pattern for a path and everything below it; alone, for all paths. */
	static final String EVERYTHING_BELOW = "/**";

	/**
	 * Takes the place of a slash in a decoded segment, and of a segment that has only
	 * parameters. No pattern contains it.
	 */
	private static final char NO_SEPARATOR = '\0';

	/** The rank where no pattern matches. Larger than any other. */
	private static final int NONE = Integer.MAX_VALUE;

	/** The patterns, the most specific first: the index is the rank. */
	private final List<Entry> entries;

	/** The node of the empty text, which every path begins with. */
	private final Node root;

	private final LiteralPaths<Node> nodes;

	/** Reserved paths that are patterns, such as those with a variable. */
	private final List<ReservedArea> reservedAreas;

	private final boolean caseSensitive;

	/** The policy of {@code /**} if there is no other pattern. */
	private final @Nullable CorsPolicy everywhere;

	/** The length of the shortest reserved path; 0 if it is not known. */
	private final int shortestReserved;

	/**
	 * Create a table.
	 * @param policies the policies in the order of their declaration
	 * @param reserved the reserved paths: only named policies cover them and everything
	 * below, with patterns that begin with them
	 * @param parser the parser of patterns, like that of the application's handler
	 * mappings
	 */
	PathPolicies(List<CorsPolicy> policies, Collection<String> reserved, PathPatternParser parser) {
		List<Entry> entries = new ArrayList<>();
		for (CorsPolicy policy : policies) {
			for (String path : policy.paths()) {
				entries.add(new Entry(parser.parse(path), policy));
			}
		}
		if (entries.size() > 1) {
			entries.sort(Comparator.comparing(Entry::pattern, PathPattern.SPECIFICITY_COMPARATOR));
		}
		this.entries = List.copyOf(entries);
		Builder builder = new Builder(parser);
		for (int rank = 0; rank < this.entries.size(); rank++) {
			builder.add(this.entries.get(rank).pattern().getPatternString(), rank);
		}
		List<ReservedArea> areas = new ArrayList<>();
		int shortestReserved = Integer.MAX_VALUE;
		for (String path : reserved) {
			List<Entry> naming = new ArrayList<>();
			for (Entry entry : this.entries) {
				if (entry.names(path, parser.isCaseSensitive())) {
					naming.add(entry);
				}
			}
			if (Builder.isLiteral(path)) {
				builder.node(path).reserved = naming;
				shortestReserved = Math.min(shortestReserved, path.length());
			}
			else {
				// A pattern may match shorter paths than itself.
				shortestReserved = 0;
				areas.add(new ReservedArea(parser.parse(path + EVERYTHING_BELOW), naming));
			}
		}
		this.reservedAreas = List.copyOf(areas);
		this.caseSensitive = parser.isCaseSensitive();
		this.root = builder.node("");
		this.nodes = builder.build();
		this.everywhere = (this.entries.size() == 1 && this.root.rankBelow == 0) ? this.entries.get(0).policy() : null;
		this.shortestReserved = shortestReserved;
	}

	/**
	 * Find the policy for a path without reading it. Where {@code /**} is the only
	 * pattern, its policy covers every path but the reserved ones, however the path is
	 * read, and even if it cannot be decoded. A path that is shorter than those cannot be
	 * read as one of them, because no reading is longer than the raw path.
	 * @param uri the raw path
	 * @return the policy, or {@code null} if the path must be read
	 */
	@Nullable CorsPolicy findUnread(String uri) {
		return (uri.length() < this.shortestReserved) ? this.everywhere : null;
	}

	/**
	 * Find the policy for a path that has only one reading.
	 * @param uri the raw path
	 * @param start the index at which the path within the application begins, after the
	 * context path
	 * @param parsed the path within the application; {@code null} if it is not parsed yet
	 * @return the policy, or {@code null} if none covers the path
	 */
	@Nullable CorsPolicy find(String uri, int start, @Nullable PathContainer parsed) {
		if (start < uri.length() && uri.charAt(start) != '/') {
			return null;
		}
		Node node = node(uri, start);
		int rank = node.literalRank(uri.length() - start);
		if (node.reserved == null && node.bestPattern >= rank && this.reservedAreas.isEmpty()) {
			return policy(rank);
		}
		PathContainer path = (parsed != null) ? parsed : PathReadings.parsed(uri.substring(start));
		ReservedArea area = area(path);
		List<Entry> naming = (area != null) ? area.entries() : node.reserved;
		return (naming != null) ? firstOf(naming, path) : policy(bestOf(node, rank, path));
	}

	/**
	 * Find the policy for a reading of a path.
	 * @param path the path within the application
	 * @return the policy, or {@code null} if none covers the path
	 */
	@Nullable CorsPolicy find(PathContainer path) {
		return find(textToMatch(path), 0, path);
	}

	/**
	 * Whether a path that has only one reading is reserved.
	 * @param uri the raw path
	 * @param start the index at which the path within the application begins, after the
	 * context path
	 */
	boolean isReserved(String uri, int start) {
		return node(uri, start).reserved != null
				|| !this.reservedAreas.isEmpty() && area(PathReadings.parsed(uri.substring(start))) != null;
	}

	/** Return the policies that cover paths of a pattern. */
	PolicyCoverage coverage(String pattern) {
		List<Entry> naming = node(Builder.literalSegments(pattern), 0).reserved;
		Set<CorsPolicy> policies = new LinkedHashSet<>();
		for (Entry entry : (naming != null) ? naming : this.entries) {
			String text = entry.pattern().getPatternString();
			if (PatternOverlap.mayOverlap(text, pattern, this.caseSensitive)) {
				policies.add(entry.policy());
			}
			// The further entries are less specific, so they decide on none of the paths.
			if (PatternOverlap.includes(text, pattern, this.caseSensitive)) {
				return new PolicyCoverage(List.copyOf(policies), true);
			}
		}
		return new PolicyCoverage(List.copyOf(policies), false);
	}

	/** Whether a reading of a path is reserved. */
	boolean isReserved(PathContainer path) {
		return node(textToMatch(path), 0).reserved != null || area(path) != null;
	}

	/**
	 * Whether a path or pattern begins with a reserved path, so that nothing but
	 * management endpoints is there.
	 */
	static boolean isAtOrBelow(String path, String reserved, boolean caseSensitive) {
		return path.regionMatches(!caseSensitive, 0, reserved, 0, reserved.length())
				&& (path.length() == reserved.length() || path.charAt(reserved.length()) == '/');
	}

	private Node node(String path, int start) {
		Node node = this.nodes.findLongest(path, start);
		return (node != null) ? node : this.root;
	}

	private @Nullable ReservedArea area(@Nullable PathContainer path) {
		for (ReservedArea area : this.reservedAreas) {
			if (path != null && area.pattern().matches(path)) {
				return area;
			}
		}
		return null;
	}

	/**
	 * Return what the segments of a path match literally: decoded and without parameters.
	 * A segment of nothing but parameters is still a segment, so "/;x" is not "/".
	 */
	private static String textToMatch(PathContainer path) {
		StringBuilder text = new StringBuilder();
		for (PathContainer.Element element : path.elements()) {
			String value = (element instanceof PathContainer.PathSegment segment)
					? segment.valueToMatch().replace('/', NO_SEPARATOR) : element.value();
			if (value.isEmpty()) {
				text.append(NO_SEPARATOR);
			}
			text.append(value);
		}
		return text.toString();
	}

	private static @Nullable CorsPolicy firstOf(List<Entry> entries, @Nullable PathContainer path) {
		for (Entry entry : entries) {
			if (path != null && entry.pattern().matches(path)) {
				return entry.policy();
			}
		}
		return null;
	}

	/** Return the rank of the best pattern that matches, or else a given rank. */
	private int bestOf(Node node, int literalRank, @Nullable PathContainer path) {
		int best = literalRank;
		for (Node each = node; each != null && path != null; each = each.above) {
			for (int rank : each.patterns) {
				if (rank >= best) {
					break;
				}
				if (this.entries.get(rank).pattern().matches(path)) {
					best = rank;
				}
			}
		}
		return best;
	}

	private @Nullable CorsPolicy policy(int rank) {
		return (rank != NONE) ? this.entries.get(rank).policy() : null;
	}

	/**
	 * A pattern and its policy.
	 */
	private record Entry(PathPattern pattern, CorsPolicy policy) {

		/** Whether a named policy has this pattern, and it begins with a path. */
		private boolean names(String path, boolean caseSensitive) {
			return !this.policy.name().equals(CorsPolicyBuilder.DEFAULT_NAME)
					&& isAtOrBelow(this.pattern.getPatternString(), path, caseSensitive);
		}

	}

	/**
	 * A reserved path with everything below it.
	 *
	 * @param entries the entries that name it
	 */
	private record ReservedArea(PathPattern pattern, List<Entry> entries) {

	}

	/**
	 * The patterns that begin with the same literal segments. Changes only while the
	 * table is built.
	 */
	private static final class Node {

		private final int length;

		/** The rank of the text itself. */
		private int rank = NONE;

		/** The rank of the text and everything below it. */
		private int rankBelow = NONE;

		/** The ranks of the patterns that go on with another segment, ascending. */
		private final List<Integer> patterns = new ArrayList<>(1);

		/** The lowest rank of these patterns and those of the nodes above. */
		private int bestPattern = NONE;

		/** The entries that name a reserved path; {@code null} if it is not reserved. */
		private @Nullable List<Entry> reserved;

		/** The node of the next shorter text; {@code null} for the empty text. */
		private @Nullable Node above;

		Node(int length) {
			this.length = length;
		}

		void inherit(@Nullable Node above) {
			this.bestPattern = this.patterns.isEmpty() ? NONE : this.patterns.get(0);
			if (above != null) {
				this.above = above;
				this.rankBelow = Math.min(this.rankBelow, above.rankBelow);
				this.bestPattern = Math.min(this.bestPattern, above.bestPattern);
				this.reserved = (above.reserved != null) ? above.reserved : this.reserved;
			}
		}

		/** Return the best rank for a path of a length, patterns aside. */
		int literalRank(int pathLength) {
			return (pathLength == this.length) ? Math.min(this.rank, this.rankBelow) : this.rankBelow;
		}

	}

	/**
	 * Collects patterns in the order of their ranks.
	 */
	private static final class Builder {

		private static final String SPECIAL = "*?{}\\";

		private final boolean literals;

		private final boolean caseSensitive;

		/** By their texts. */
		private final Map<String, Node> nodes = new LinkedHashMap<>();

		Builder(PathPatternParser parser) {
			// A parser of another class may read even a literal in its own way.
			this.literals = parser.getClass() == PathPatternParser.class || parser == PathPatternParser.defaultInstance;
			this.caseSensitive = parser.isCaseSensitive();
		}

		void add(String pattern, int rank) {
			boolean below = pattern.endsWith(EVERYTHING_BELOW);
			String text = below ? pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()) : pattern;
			Node node = node(this.literals ? literalSegments(text) : "");
			if (!this.literals || node.length < text.length()) {
				node.patterns.add(rank);
			}
			else if (below) {
				node.rankBelow = Math.min(node.rankBelow, rank);
			}
			else {
				node.rank = Math.min(node.rank, rank);
			}
		}

		static boolean isLiteral(String text) {
			return literalSegments(text).equals(text);
		}

		/** Return the text up to the first segment that is no literal. */
		private static String literalSegments(String text) {
			for (int i = 0; i < text.length(); i++) {
				if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
					return text.substring(0, Math.max(0, text.lastIndexOf('/', i)));
				}
			}
			return text;
		}

		Node node(String text) {
			String key = this.caseSensitive ? text : LiteralPaths.fold(text);
			Node node = this.nodes.get(key);
			if (node == null) {
				node = new Node(key.length());
				this.nodes.put(key, node);
			}
			return node;
		}

		/** Build the table of all nodes but that of the empty text. */
		LiteralPaths<Node> build() {
			node("").inherit(null);
			List<Map.Entry<String, Node>> others = new ArrayList<>(this.nodes.size());
			for (Map.Entry<String, Node> entry : this.nodes.entrySet()) {
				if (!entry.getKey().isEmpty()) {
					others.add(entry);
				}
			}
			if (others.size() > 1) {
				others.sort(Map.Entry.comparingByKey(Comparator.comparing(String::length)));
			}
			for (Map.Entry<String, Node> entry : others) {
				entry.getValue().inherit(above(entry.getKey()));
			}
			this.nodes.remove("");
			return new LiteralPaths<>(this.nodes, this.caseSensitive);
		}

		private @Nullable Node above(String text) {
			for (int end = text.lastIndexOf('/'); end >= 0; end = text.lastIndexOf('/', end - 1)) {
				Node node = this.nodes.get(text.substring(0, end));
				if (node != null) {
					return node;
				}
			}
			return null;
		}

	}

}
