// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerFinder;
import org.jspecify.annotations.Nullable;

/**
 * The CORS configuration of Spring's that an application has, written as properties of
 * policies. It is read when somebody asks, and never on a request. Safe for use by many
 * threads.
 */
public final class ExistingCors {

	private final LayerFinder finder;

	/** The last result. */
	private volatile @Nullable Translated translated;

	/**
	 * Create a reader.
	 * @param finder the search for Spring's configuration
	 */
	public ExistingCors(LayerFinder finder) {
		this.finder = finder;
	}

	/**
	 * Return the properties.
	 * @return the lines of a YAML text, with comments; empty if Spring has no
	 * configuration
	 */
	public List<String> lines() {
		List<CorsLayer> layers = this.finder.find();
		Translated last = this.translated;
		if (last == null || last.layers() != layers) {
			last = new Translated(layers, translate(layers));
			this.translated = last;
		}
		return last.lines();
	}

	private static List<String> translate(List<CorsLayer> layers) {
		SpringRules rules = SpringRules.of(layers);
		Collection<String> remarks = new LinkedHashSet<>(rules.remarks());
		return List.copyOf(PropertiesText.of(ProposedPolicies.of(rules.all(), remarks::add), remarks));
	}

	private record Translated(List<CorsLayer> layers, List<String> lines) {

	}

}
