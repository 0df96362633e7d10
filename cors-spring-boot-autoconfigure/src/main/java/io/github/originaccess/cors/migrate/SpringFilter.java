// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.MappingsFilterLayer;
import io.github.originaccess.cors.layers.FilterReach;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import org.jspecify.annotations.Nullable;

/**
 * A CORS filter of Spring's, alone or in a security chain.
 *
 * @param text what has it, in words
 * @param kind the kind of bean
 * @param chain the name of its security chain; {@code null} if it is in none
 * @param reach the requests that it sees
 * @param paths the paths for which it has a configuration
 * @param role what it does
 */
record SpringFilter(String text, BeanKind kind, @Nullable String chain, FilterReach reach, List<LayerPath> paths,
		Role role) {

	private static final Set<BeanKind> FILTERS = Set.of(BeanKind.FILTER, BeanKind.WEB_FILTER, BeanKind.SECURITY_CHAIN);

	/** What a filter does. */
	enum Role {

		/** It has configurations of its own. */
		OWN,

		/** It asks the handler mappings. */
		MAPPINGS,

		/** It asks the handler mappings about preflights, and about nothing else. */
		PREFLIGHTS_OF_MAPPINGS

	}

	/**
	 * Return the filters in the order in which they see requests.
	 * @param layers all layers
	 * @param patterns the relations of patterns
	 */
	static List<SpringFilter> of(Collection<CorsLayer> layers, PathPatterns patterns) {
		return layers.stream()
			.map((layer) -> of(layer, patterns))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparingInt((filter) -> filter.reach().order()))
			.toList();
	}

	private static @Nullable SpringFilter of(CorsLayer layer, PathPatterns patterns) {
		if (layer instanceof BeanLayer bean && FILTERS.contains(bean.kind())) {
			FilterReach reach = bean.reach();
			return new SpringFilter(LayerText.of(bean), bean.kind(),
					(bean.kind() == BeanKind.SECURITY_CHAIN) ? bean.bean() : null,
					(reach != null) ? patterns.same(reach) : new FilterReach(0, null, List.of()),
					patterns.same(bean.paths()), Role.OWN);
		}
		if (layer instanceof MappingsFilterLayer filter) {
			return new SpringFilter(LayerText.of(filter), filter.chain() ? BeanKind.SECURITY_CHAIN : BeanKind.FILTER,
					filter.chain() ? filter.bean() : null, patterns.same(filter.reach()), List.of(),
					filter.preflightsAlone() ? Role.PREFLIGHTS_OF_MAPPINGS : Role.MAPPINGS);
		}
		return null;
	}

	/**
	 * Whether it is known what the filter does. One that asks the mappings does what they
	 * do with any request.
	 */
	boolean isReadable() {
		return this.role != Role.OWN || this.reach.patterns() != null && !isComparedOtherwise()
				&& this.paths.stream().allMatch((path) -> path.configuration() != null);
	}

	/** Return why the filter is not readable, as a sentence or more. */
	String problem() {
		return this.text + ((this.reach.patterns() == null)
				? " applies only to requests that code selects, so it cannot be read."
				: isComparedOtherwise() ? " has a pattern with {*...}, which it compares by other rules than a policy."
						: " cannot be read, because code chooses its configurations.")
				+ " It is left out, and so is what comes after it on its paths.";
	}

	/**
	 * Whether the patterns mean something else to a policy. Spring's servlet filter
	 * compares paths as Ant does, where a variable is one segment.
	 */
	private boolean isComparedOtherwise() {
		return this.kind == BeanKind.FILTER && this.paths.stream().anyMatch((path) -> path.pattern().contains("{*"));
	}

}
