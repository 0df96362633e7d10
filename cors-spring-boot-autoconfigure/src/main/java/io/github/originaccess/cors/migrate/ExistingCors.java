// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerFinder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The CORS configuration of Spring's that an application has, written as properties of
 * policies. It is read when somebody asks, and never on a request. Safe for use by many
 * threads.
 */
public final class ExistingCors {

	private static final Log logger = LogFactory.getLog(ExistingCors.class);

	private final LayerFinder finder;

	private final Supplier<Collection<String>> reserved;

	/** The last result. */
	private volatile @Nullable Translated translated;

	/**
	 * Create a reader.
	 * @param finder the search for Spring's configuration
	 * @param reserved returns the paths below which management endpoints are
	 */
	public ExistingCors(LayerFinder finder, Supplier<Collection<String>> reserved) {
		this.finder = finder;
		this.reserved = reserved;
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

	/**
	 * Translate what was found. A subclass of the application's may fail when it is read.
	 */
	private List<String> translate(List<CorsLayer> layers) {
		try {
			return translateReadable(layers);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Cannot read the CORS configuration of Spring's", ex);
			return List.of("# Spring's CORS configuration cannot be read. The log says why at the level DEBUG.");
		}
	}

	private List<String> translateReadable(List<CorsLayer> layers) {
		SpringRules rules = SpringRules.of(layers, this.reserved.get());
		Collection<String> remarks = new LinkedHashSet<>(rules.remarks());
		return List
			.copyOf(PropertiesText.of(ProposedPolicies.of(rules.all(), remarks::add, rules::isReserved), remarks));
	}

	private record Translated(List<CorsLayer> layers, List<String> lines) {

	}

}
