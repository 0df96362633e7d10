// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

import io.github.originaccess.cors.registry.PatternOverlap;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a CORS filter, or a handler mapping of URLs, sees.
 *
 * @param order the order among others of its kind; the lowest comes first
 * @param patterns the path patterns of the requests; {@code null} if they cannot be read
 * @param except the path patterns of requests among them that the filter does not see
 */
public record FilterReach(int order, @Nullable List<String> patterns, List<String> except) {

	private static final String ALL = "/**";

	/** Create a reach with copies of the lists. */
	public FilterReach {
		patterns = (patterns != null) ? List.copyOf(patterns) : null;
		except = List.copyOf(except);
	}

	/** Return the reach of a filter that sees all requests. */
	static FilterReach all(int order) {
		return new FilterReach(order, List.of(ALL), List.of());
	}

	/**
	 * Return the reach of a security chain. A request goes to the first chain that
	 * matches.
	 * @param order the order of all chains
	 * @param own the patterns of the chain; {@code null} if they cannot be read
	 * @param earlier the patterns of the chains before it
	 */
	static FilterReach ofChain(int order, @Nullable List<String> own, List<@Nullable List<String>> earlier) {
		List<String> except = new ArrayList<>();
		for (List<String> patterns : earlier) {
			if (patterns == null) {
				return new FilterReach(order, null, List.of());
			}
			except.addAll(patterns);
		}
		return new FilterReach(order, own, except.stream().distinct().toList());
	}

	/**
	 * Return the patterns of a matcher that is made of others.
	 * @param matchers the other matchers; one of them has to match
	 * @param patterns returns the patterns of one matcher; {@code null} if they cannot be
	 * read
	 * @return all patterns; {@code null} if those of one matcher cannot be read
	 */
	static @Nullable List<String> ofAny(Collection<?> matchers, Function<Object, @Nullable List<String>> patterns) {
		List<String> all = new ArrayList<>();
		for (Object matcher : matchers) {
			List<String> found = patterns.apply(matcher);
			if (found == null) {
				return null;
			}
			all.addAll(found);
		}
		return all;
	}

	/**
	 * Whether it is known that the filter sees only the paths that it is said to have.
	 */
	boolean isCertain() {
		return this.patterns != null && this.except.isEmpty();
	}

	/**
	 * Return the paths of a source that the filter sees.
	 * @param paths the paths for which the source has a configuration
	 * @return the paths, in the order in which they decide; never empty
	 */
	List<LayerPath> narrow(List<LayerPath> paths) {
		if (this.patterns == null || this.patterns.contains(ALL)) {
			return paths;
		}
		Collection<LayerPath> narrowed = new LinkedHashSet<>();
		for (LayerPath path : paths) {
			for (String pattern : this.patterns) {
				if (PatternOverlap.includes(pattern, path.pattern(), true)) {
					narrowed.add(path);
				}
				else if (PatternOverlap.includes(path.pattern(), pattern, true)) {
					narrowed.add(new LayerPath(pattern, path.isAll() || path.known(), path.configuration()));
				}
				else if (PatternOverlap.mayOverlap(pattern, path.pattern(), true)) {
					narrowed.add(new LayerPath(path.pattern(), false, path.configuration()));
				}
			}
		}
		// Such a filter still answers preflights.
		return narrowed.isEmpty() ? paths : new ArrayList<>(narrowed);
	}

}
