// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.List;

/**
 * A search for second CORS layers of one library.
 */
public abstract class LayerSearch {

	private static final String GRAPHQL = "org.springframework.boot.graphql.";

	LayerSearch() {
	}

	/**
	 * Find the layers.
	 * @param beans the beans of the application
	 * @return the layers that have a configuration
	 */
	public abstract List<CorsLayer> find(ApplicationBeans beans);

	/**
	 * Whether a configurer of Spring MVC or WebFlux is the one by which Boot applies the
	 * properties of GraphQL. They are a layer of their own.
	 */
	static boolean isOfGraphQl(Object configurer) {
		return configurer.getClass().getName().startsWith(GRAPHQL);
	}

}
