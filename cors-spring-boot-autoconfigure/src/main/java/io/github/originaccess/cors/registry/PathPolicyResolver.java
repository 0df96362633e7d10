// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the policy with the most specific pattern that matches a path, as Spring's
 * handler mappings would: a tie goes to the policy declared first. Nearly all patterns
 * that people write are literals or end in their only {@code **}; those are looked up in
 * the raw path without parsing it, see {@link LiteralPaths}. Immutable.
 */
public final class PathPolicyResolver {

	private final List<Entry> entries;

	/**
	 * Ranks of the entries that only a parsed path can be matched with, in ascending
	 * order.
	 */
	private final int[] patternRanks;

	private final LiteralPaths literals;

	private final List<ReservedArea> reserved;

	private final boolean severalPolicies;

	/**
	 * Create a resolver.
	 * @param policies the policies in the order of their declaration
	 * @param reserved paths that, with everything below them, belong to whom a named
	 * policy has to name: no pattern that does not begin with them covers them, nor does
	 * the default policy
	 * @throws IllegalArgumentException if a path pattern cannot be parsed
	 */
	public PathPolicyResolver(List<CorsPolicy> policies, Collection<String> reserved) {
		List<Entry> entries = new ArrayList<>();
		for (CorsPolicy policy : policies) {
			for (String path : policy.paths()) {
				entries.add(new Entry(parse(path), policy));
			}
		}
		entries.sort(Comparator.comparing(Entry::pattern, PathPattern.SPECIFICITY_COMPARATOR));
		this.entries = List.copyOf(entries);
		int[] patternRanks = new int[entries.size()];
		int patterns = 0;
		LiteralPaths.Builder literals = new LiteralPaths.Builder();
		for (int rank = 0; rank < this.entries.size(); rank++) {
			if (!literals.add(this.entries.get(rank).pattern().getPatternString(), rank)) {
				patternRanks[patterns++] = rank;
			}
		}
		List<ReservedArea> areas = new ArrayList<>();
		for (String path : reserved) {
			literals.reserve(path);
			areas.add(ReservedArea.of(path, this.entries));
		}
		this.patternRanks = Arrays.copyOf(patternRanks, patterns);
		this.literals = literals.build();
		this.reserved = List.copyOf(areas);
		this.severalPolicies = policies.size() > 1;
	}

	/**
	 * Find the policy for a path as it stands in the request line.
	 * @param uri the raw path, which may contain percent-encoding and path parameters
	 * @param start where the path within the application begins, after the context path
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy find(String uri, int start) {
		return find(uri, start, null);
	}

	/**
	 * Find the policy for a path that the web stack has parsed already.
	 * @param path the path within the application, parsed as it stood in the request line
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy find(PathContainer path) {
		return find(path.value(), 0, path);
	}

	/**
	 * Find the policy for a path that everybody sees alike, see {@link #isClear}.
	 * @param uri the raw path
	 * @param start where the path within the application begins, after the context path
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy findClear(String uri, int start) {
		return find(uri, start, this.literals.findLiteral(uri, start), null);
	}

	private @Nullable CorsPolicy find(String uri, int start, @Nullable PathContainer parsed) {
		return find(uri, start, this.literals.find(uri, start), parsed);
	}

	private @Nullable CorsPolicy find(String uri, int start, int rank, @Nullable PathContainer parsed) {
		if (rank == LiteralPaths.NOT_LITERAL) {
			PathContainer path = (parsed != null) ? parsed : NormalizedPath.parseRaw(uri.substring(start));
			return (path != null) ? findParsed(path) : null;
		}
		if (this.patternRanks.length > 0 && this.patternRanks[0] < rank) {
			PathContainer path = (parsed != null) ? parsed : NormalizedPath.parseRaw(uri.substring(start));
			for (int patternRank : this.patternRanks) {
				if (patternRank > rank || path == null) {
					break;
				}
				if (this.entries.get(patternRank).pattern().matches(path)) {
					return this.entries.get(patternRank).policy();
				}
			}
		}
		return (rank < this.entries.size()) ? this.entries.get(rank).policy() : null;
	}

	/**
	 * Find the policy for a path that has been decoded and normalised already.
	 * @param path the path within the application
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy findDecoded(String path) {
		return findParsed(NormalizedPath.parse(path));
	}

	/**
	 * Find the policy for what is left of a path once it is decoded and normalised: empty
	 * segments and parameters dropped, dot segments resolved, an encoded slash or
	 * backslash taken for a slash.
	 * @param path the path within the application, parsed as it stood in the request line
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy findNormalized(PathContainer path) {
		return findParsed(NormalizedPath.of(path));
	}

	/**
	 * Find the policy for a request of which nothing but the raw path is known.
	 * @param uri the raw path
	 * @param contextPath the context path, with which the normalised path begins
	 * @param request the request
	 * @return the policy, or {@code null} if none covers the path
	 * @see AmbiguousPath
	 */
	public @Nullable CorsPolicy find(String uri, String contextPath, CorsRequest request) {
		CorsPolicy asSent = uri.startsWith(contextPath) ? find(uri, contextPath.length()) : null;
		if (!isInDoubt(uri, asSent)) {
			return asSent;
		}
		PathContainer path = NormalizedPath.within(contextPath, uri);
		return AmbiguousPath.stricter(asSent, (path != null) ? findParsed(path) : null, request);
	}

	/**
	 * Whether it matters that everybody sees a path alike, and everybody does.
	 * @param uri the raw path
	 * @return {@code false} if the path has to be looked at again
	 * @see AmbiguousPath
	 */
	public boolean isClear(String uri) {
		return this.severalPolicies && !AmbiguousPath.is(uri);
	}

	/**
	 * Whether the path decoded and normalised may have another policy.
	 * @param uri the raw path
	 * @param asSent the policy that was found for it
	 * @see AmbiguousPath
	 */
	public boolean isInDoubt(String uri, @Nullable CorsPolicy asSent) {
		return (asSent == null || this.severalPolicies) && AmbiguousPath.is(uri);
	}

	/**
	 * Whether a raw path is one that only a policy which names it covers, however it is
	 * written.
	 * @param uri the raw path
	 * @param contextPath the context path, with which the normalised path begins
	 * @return {@code true} also if the path cannot be decoded
	 */
	public boolean isReserved(String uri, String contextPath) {
		if (uri.startsWith(contextPath)) {
			PathContainer asSent = NormalizedPath.parseRaw(uri.substring(contextPath.length()));
			if (asSent == null || isReserved(asSent)) {
				return true;
			}
			if (!AmbiguousPath.is(uri)) {
				return false;
			}
		}
		PathContainer normalized = NormalizedPath.within(contextPath, uri);
		return normalized == null || isReserved(normalized);
	}

	private boolean isReserved(PathContainer path) {
		return this.reserved.stream().anyMatch((area) -> area.contains(path));
	}

	/**
	 * Tell what is wrong with a path pattern.
	 * @param policy name of the policy that it stands in
	 * @param index position in the list as it was given, from 0
	 * @param pattern the pattern
	 * @return what is wrong with it, or {@code null}
	 */
	public static @Nullable Problem check(String policy, int index, String pattern) {
		return PathMistake.find(policy, index, pattern);
	}

	private @Nullable CorsPolicy findParsed(PathContainer path) {
		for (ReservedArea area : this.reserved) {
			if (area.contains(path)) {
				return findFirst(area.entries(), path);
			}
		}
		return findFirst(this.entries, path);
	}

	private static @Nullable CorsPolicy findFirst(List<Entry> entries, PathContainer path) {
		for (Entry entry : entries) {
			if (entry.pattern().matches(path)) {
				return entry.policy();
			}
		}
		return null;
	}

	private static PathPattern parse(String pattern) {
		return PathPatternParser.defaultInstance.parse(pattern);
	}

	private record Entry(PathPattern pattern, CorsPolicy policy) {

		private boolean names(String path) {
			String text = this.pattern.getPatternString();
			return !this.policy.name().equals(CorsPolicyBuilder.DEFAULT_NAME)
					&& (text.equals(path) || text.startsWith(path + "/"));
		}

	}

	/**
	 * A path with everything below it.
	 *
	 * @param entries those that name the path, most specific first
	 */
	private record ReservedArea(PathPattern pattern, List<Entry> entries) {

		static ReservedArea of(String path, List<Entry> all) {
			List<Entry> naming = new ArrayList<>();
			for (Entry entry : all) {
				if (entry.names(path)) {
					naming.add(entry);
				}
			}
			return new ReservedArea(parse(path + "/**"), naming);
		}

		private boolean contains(PathContainer path) {
			return this.pattern.matches(path);
		}

	}

}
