// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The policies by path: the most specific pattern that matches wins, as in Spring's
 * handler mappings, and of two that are alike the first declared. Immutable.
 * <p>
 * Patterns are in a table by the literal segments that they begin with:
 *
 * <pre>
 * /login             "/login"   rank 0
 * /api/**            "/api"     rank 2 below
 * /api/{id}/x        "/api"     pattern of rank 1
 * /&#42;/health          ""         pattern of rank 3
 * /**                rank of everything
 * </pre>
 *
 * A look-up reads the path once and makes no strings. Its cost does not depend on the
 * number of policies, as long as few patterns begin alike.
 */
final class PathPolicies {

	private static final String EVERYTHING_BELOW = "/**";

	/** Takes the place of a slash in a decoded segment. No pattern contains it. */
	private static final char NO_SEPARATOR = '\0';

	/** No pattern matches. Larger than any rank. */
	private static final int NONE = Integer.MAX_VALUE;

	/** The most specific first: the index is the rank. */
	private final List<Entry> entries;

	private final boolean caseSensitive;

	private final LiteralPaths<Node> literals;

	/** Ranks of the patterns that begin with no literal segment, ascending. */
	private final List<Integer> patterns;

	private final int rankOfEverything;

	/** Reserved paths that are patterns, such as those with a variable. */
	private final List<ReservedArea> reservedAreas;

	/**
	 * Create a table.
	 * @param policies the policies in the order of their declaration
	 * @param reserved paths that, with everything below them, only a named policy covers
	 * that has a pattern which begins with them
	 * @param parser parses patterns as the application's handler mappings do
	 */
	PathPolicies(List<CorsPolicy> policies, Collection<String> reserved, PathPatternParser parser) {
		List<Entry> entries = new ArrayList<>();
		for (CorsPolicy policy : policies) {
			for (String path : policy.paths()) {
				entries.add(new Entry(parser.parse(path), policy));
			}
		}
		entries.sort(Comparator.comparing(Entry::pattern, PathPattern.SPECIFICITY_COMPARATOR));
		this.entries = List.copyOf(entries);
		this.caseSensitive = parser.isCaseSensitive();
		// A parser of another class may read even a literal in its own way.
		boolean literals = parser.getClass() == PathPatternParser.class || parser == PathPatternParser.defaultInstance;
		Builder builder = new Builder(literals, this.caseSensitive);
		for (int rank = 0; rank < this.entries.size(); rank++) {
			builder.add(this.entries.get(rank).pattern().getPatternString(), rank);
		}
		List<ReservedArea> areas = new ArrayList<>();
		for (String path : reserved) {
			List<Entry> naming = this.entries.stream()
				.filter((entry) -> entry.names(path, this.caseSensitive))
				.toList();
			if (Builder.isLiteral(path)) {
				builder.node(path).reserved = naming;
			}
			else {
				areas.add(new ReservedArea(parser.parse(path + EVERYTHING_BELOW), naming));
			}
		}
		this.reservedAreas = List.copyOf(areas);
		this.rankOfEverything = builder.rankOfEverything;
		this.patterns = builder.patterns;
		this.literals = new LiteralPaths<>(builder.nodes, this.caseSensitive);
	}

	/**
	 * Find the policy for a path that has only one reading.
	 * @param uri the raw path
	 * @param start where the path within the application begins, after the context path
	 * @param parsed the path within the application; {@code null} if it is not parsed yet
	 * @return the policy, or {@code null} if none covers the path
	 */
	@Nullable CorsPolicy find(String uri, int start, @Nullable PathContainer parsed) {
		int length = uri.length();
		if (start < length && uri.charAt(start) != '/') {
			return null;
		}
		PathContainer path = parsed;
		if (!this.reservedAreas.isEmpty()) {
			path = (path != null) ? path : PathReadings.parsed(uri.substring(start));
			ReservedArea area = area(path);
			if (area != null) {
				return firstOf(area.entries(), path);
			}
		}
		int best = this.rankOfEverything;
		if (!this.patterns.isEmpty()) {
			path = (path != null) ? path : PathReadings.parsed(uri.substring(start));
			best = bestOf(this.patterns, best, path);
		}
		int hash = 0;
		int hashed = start;
		for (int nodeLength : this.literals.lengths()) {
			int end = start + nodeLength;
			if (end > length) {
				break;
			}
			if (end < length && uri.charAt(end) != '/') {
				continue;
			}
			hash = this.literals.hash(hash, uri, hashed, end);
			hashed = end;
			Node node = this.literals.find(uri, start, end, hash);
			if (node == null) {
				continue;
			}
			if (node.reserved != null) {
				path = (path != null) ? path : PathReadings.parsed(uri.substring(start));
				return firstOf(node.reserved, path);
			}
			best = Math.min(best, (end == length) ? Math.min(node.rank, node.rankBelow) : node.rankBelow);
			if (!node.patterns.isEmpty() && node.patterns.get(0) < best) {
				path = (path != null) ? path : PathReadings.parsed(uri.substring(start));
				best = bestOf(node.patterns, best, path);
			}
		}
		return (best < this.entries.size()) ? this.entries.get(best).policy() : null;
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
	 * Whether only a policy that names it covers a path, which has one reading.
	 * @param uri the raw path
	 * @param start where the path within the application begins, after the context path
	 */
	boolean isReserved(String uri, int start) {
		return isReservedLiterally(uri, start)
				|| !this.reservedAreas.isEmpty() && area(PathReadings.parsed(uri.substring(start))) != null;
	}

	/** Whether only a policy that names it covers a reading of a path. */
	boolean isReserved(PathContainer path) {
		return isReservedLiterally(textToMatch(path), 0) || area(path) != null;
	}

	private @Nullable ReservedArea area(@Nullable PathContainer path) {
		for (ReservedArea area : this.reservedAreas) {
			if (path != null && area.pattern().matches(path)) {
				return area;
			}
		}
		return null;
	}

	private boolean isReservedLiterally(String uri, int start) {
		int length = uri.length();
		int hash = 0;
		int hashed = start;
		for (int nodeLength : this.literals.lengths()) {
			int end = start + nodeLength;
			if (end > length) {
				break;
			}
			if (end == length || uri.charAt(end) == '/') {
				hash = this.literals.hash(hash, uri, hashed, end);
				hashed = end;
				Node node = this.literals.find(uri, start, end, hash);
				if (node != null && node.reserved != null) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Return what the segments of a path match literally: decoded and without parameters.
	 */
	private static String textToMatch(PathContainer path) {
		StringBuilder text = new StringBuilder();
		for (PathContainer.Element element : path.elements()) {
			text.append((element instanceof PathContainer.PathSegment segment)
					? segment.valueToMatch().replace('/', NO_SEPARATOR) : element.value());
		}
		return text.toString();
	}

	private int bestOf(List<Integer> ranks, int best, @Nullable PathContainer path) {
		for (int rank : ranks) {
			if (rank >= best || path == null) {
				break;
			}
			if (this.entries.get(rank).pattern().matches(path)) {
				return rank;
			}
		}
		return best;
	}

	private static @Nullable CorsPolicy firstOf(List<Entry> entries, @Nullable PathContainer path) {
		for (Entry entry : entries) {
			if (path != null && entry.pattern().matches(path)) {
				return entry.policy();
			}
		}
		return null;
	}

	/**
	 * A pattern and its policy.
	 */
	private record Entry(PathPattern pattern, CorsPolicy policy) {

		private boolean names(String path, boolean caseSensitive) {
			String text = this.pattern.getPatternString();
			return !this.policy.name().equals(CorsPolicyBuilder.DEFAULT_NAME)
					&& text.regionMatches(!caseSensitive, 0, path, 0, path.length())
					&& (text.length() == path.length() || text.charAt(path.length()) == '/');
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
	 * The patterns that begin with the same literal segments.
	 */
	private static final class Node {

		/** Of the text itself. */
		private int rank = NONE;

		/** Of the text and everything below it. */
		private int rankBelow = NONE;

		/** Of the patterns that go on with another segment, ascending. */
		private final List<Integer> patterns = new ArrayList<>(1);

		/** The entries that name a reserved path; {@code null} if it is not reserved. */
		private @Nullable List<Entry> reserved;

	}

	/**
	 * Collects patterns in the order of their ranks.
	 */
	private static final class Builder {

		private static final String SPECIAL = "*?{}\\";

		private final boolean literals;

		private final boolean caseSensitive;

		private final Map<String, Node> nodes = new LinkedHashMap<>();

		private final List<Integer> patterns = new ArrayList<>();

		private int rankOfEverything = NONE;

		Builder(boolean literals, boolean caseSensitive) {
			this.literals = literals;
			this.caseSensitive = caseSensitive;
		}

		void add(String pattern, int rank) {
			boolean below = pattern.endsWith(EVERYTHING_BELOW);
			String text = below ? pattern.substring(0, pattern.length() - EVERYTHING_BELOW.length()) : pattern;
			String literal = this.literals ? literalSegments(text) : "";
			if (!this.literals || !literal.equals(text)) {
				(literal.isEmpty() ? this.patterns : node(literal).patterns).add(rank);
			}
			else if (text.isEmpty()) {
				this.rankOfEverything = Math.min(this.rankOfEverything, rank);
			}
			else {
				Node node = node(text);
				node.rank = below ? node.rank : Math.min(node.rank, rank);
				node.rankBelow = below ? Math.min(node.rankBelow, rank) : node.rankBelow;
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

		private Node node(String text) {
			return this.nodes.computeIfAbsent(this.caseSensitive ? text : LiteralPaths.fold(text), (key) -> new Node());
		}

	}

}
