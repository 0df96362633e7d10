// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

/**
 * The CORS mappings that the handler mapping of controllers has got from the configurers.
 * Of two configurers with the same pattern, the last one has its configuration, and the
 * first one its place. Not every configurer is asked. Not safe for use by many threads.
 */
final class EffectiveMappings {

	private final List<LayerPath> paths;

	private final List<LayerPath> known = new ArrayList<>();

	private final Map<BeanLayer, Integer> layers = new LinkedHashMap<>();

	/**
	 * Create mappings.
	 * @param paths what the handler mapping has, in its order; empty if it cannot be read
	 */
	EffectiveMappings(List<LayerPath> paths) {
		this.paths = paths.stream().allMatch((path) -> path.configuration() != null) ? paths : List.of();
	}

	/**
	 * Return what has become of the paths of a configurer.
	 * @param written the paths as the configurer has them
	 * @return the paths with their configurations in force
	 */
	List<LayerPath> of(List<LayerPath> written) {
		return this.paths.isEmpty() ? written : this.paths.stream().filter(written::contains).toList();
	}

	/** Remember paths that are in a layer. */
	void know(List<LayerPath> paths) {
		this.known.addAll(paths);
	}

	/**
	 * Return the paths that are in no layer yet. Spring gives the mappings of the
	 * configurers to several handler mappings.
	 */
	List<LayerPath> unknown(List<LayerPath> paths) {
		return paths.stream()
			.filter((path) -> this.known.stream()
				.noneMatch((each) -> each.equals(path)
						&& (this.paths.isEmpty() || each.configuration() == path.configuration())))
			.toList();
	}

	/** Add the layer of a configurer, whose place is that of its first path. */
	void add(BeanLayer layer, List<LayerPath> paths) {
		this.layers.put(layer, this.paths.indexOf(paths.get(0)));
	}

	/** Return the layers in the order in which their patterns are compared. */
	List<BeanLayer> layers() {
		return this.layers.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
			.map(Map.Entry::getKey)
			.toList();
	}

}
