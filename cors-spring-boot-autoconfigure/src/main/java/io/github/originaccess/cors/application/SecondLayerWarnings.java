// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Warnings about second CORS layers, logged when the application starts.
 */
public final class SecondLayerWarnings implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SecondLayerWarnings.class);

	private final CorsPolicyRegistry registry;

	private final ConfigurableListableBeanFactory beans;

	private final ObjectProvider<SecondCorsLayers> layers;

	private final ObjectProvider<EarlierFilters> earlierFilters;

	private volatile List<String> lines = List.of();

	/**
	 * Create warnings.
	 * @param registry the policies in force
	 * @param beans the beans of the application
	 * @param layers the searches for second CORS layers
	 * @param earlierFilters the searches for filters that run before the policies
	 */
	public SecondLayerWarnings(CorsPolicyRegistry registry, ConfigurableListableBeanFactory beans,
			ObjectProvider<SecondCorsLayers> layers, ObjectProvider<EarlierFilters> earlierFilters) {
		this.registry = registry;
		this.beans = beans;
		this.layers = layers;
		this.earlierFilters = earlierFilters;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.registry.policies().isEmpty()) {
			return;
		}
		List<SecondCorsLayers.Layer> found = new ArrayList<>();
		this.layers.forEach((search) -> search.find(this.beans, found));
		if (found.isEmpty()) {
			return;
		}
		// A filter that runs before the policies decides first. ApplicationWarnings has
		// another warning for it.
		Set<String> earlier = this.earlierFilters.stream()
			.flatMap((search) -> search.find(this.beans).stream())
			.map(EarlierFilter::bean)
			.collect(Collectors.toSet());
		this.lines = found.stream()
			.filter((layer) -> !earlier.contains(layer.bean()))
			.map(SecondCorsLayers.Layer::warning)
			.toList();
		this.lines.forEach(logger::warn);
	}

	/**
	 * Return the warnings that were logged at start.
	 * @return one line each
	 */
	public List<String> lines() {
		return this.lines;
	}

}
