// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.github.originaccess.cors.layers.CorsLayer.ManagementLayer;
import io.github.originaccess.cors.properties.PropertyPlace;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The search for the CORS properties of management endpoints. They decide on endpoints
 * that no named policy covers.
 */
public final class ManagementLayers extends LayerSearch {

	private static final String PREFIX = "management.endpoints.web.cors";

	private final Environment environment;

	private final Supplier<Collection<String>> paths;

	/**
	 * Create a search.
	 * @param environment the environment of the application
	 * @param paths returns the paths of the endpoints within the application, as far as
	 * they share its port
	 */
	public ManagementLayers(Environment environment, Supplier<Collection<String>> paths) {
		this.environment = environment;
		this.paths = paths;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		for (CorsEndpointProperties properties : beans.existing(CorsEndpointProperties.class).values()) {
			CorsConfiguration configuration = properties.toCorsConfiguration();
			List<LayerPath> paths = this.paths.get()
				.stream()
				.sorted()
				.map((path) -> new LayerPath(path + "/**", configuration))
				.toList();
			if (configuration != null && !paths.isEmpty()) {
				layers.add(new ManagementLayer(PREFIX, PropertyPlace.ofFirst(this.environment, PREFIX), paths));
			}
		}
		return layers;
	}

}
