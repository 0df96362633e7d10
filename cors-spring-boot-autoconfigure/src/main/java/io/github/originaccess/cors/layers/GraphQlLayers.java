// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.properties.PropertyPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.graphql.autoconfigure.GraphQlCorsProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The search for the CORS properties of GraphQL.
 */
final class GraphQlLayers extends LayerSearch {

	private static final String PREFIX = "spring.graphql.cors";

	private final Environment environment;

	/**
	 * The path of the dispatcher servlet without a slash at its end; empty at the root.
	 */
	private final String prefix;

	GraphQlLayers(ApplicationContext context) {
		this.environment = context.getEnvironment();
		this.prefix = (context instanceof WebApplicationContext)
				? StringUtils.trimTrailingCharacter(this.environment.getProperty("spring.mvc.servlet.path", ""), '/')
				: "";
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		for (GraphQlCorsProperties cors : beans.existing(GraphQlCorsProperties.class).values()) {
			CorsConfiguration own = cors.toCorsConfiguration();
			if (own != null) {
				// Boot combines them with the defaults of a CORS mapping.
				CorsConfiguration configuration = new CorsConfiguration().applyPermitDefaultValues().combine(own);
				PropertyPlace place = PropertyPlace.ofFirst(this.environment, PREFIX);
				beans.existing(GraphQlProperties.class)
					.values()
					.forEach((properties) -> layers.add(layer(properties, place, configuration)));
			}
		}
		return layers;
	}

	private CorsLayer layer(GraphQlProperties properties, @Nullable PropertyPlace place,
			CorsConfiguration configuration) {
		LayerPath path = new LayerPath(this.prefix + properties.getHttp().getPath(), configuration);
		String webSocket = properties.getWebsocket().getPath();
		return new GraphQlLayer(PREFIX, place, List.of(path), (webSocket != null) ? this.prefix + webSocket : null);
	}

}
