// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/**
 * The search for CORS mappings of WebFlux, handlers with {@code @CrossOrigin}, and
 * configuration sources. WebFlux's handler mappings have no getter for a configuration of
 * their own.
 */
public final class WebFluxLayers extends LayerSearch {

	private final ConfigurerPaths configurers = new ConfigurerPaths();

	@Override
	public List<CorsLayer> find(ApplicationBeans beans) {
		this.configurers.begin();
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(WebFluxConfigurer.class).forEach((bean, configurer) -> {
			List<LayerPath> paths = this.configurers.of(configurer, Mappings::of);
			if (!paths.isEmpty() && !isOfGraphQl(configurer)) {
				layers.add(new BeanLayer(BeanKind.MAPPINGS, bean, paths));
			}
		});
		beans.types(CorsConfigurationSource.class).forEach((bean, type) -> {
			// A handler may be a source for the requests that it handles, such as
			// GraphQL's for WebSocket handshakes.
			if (!WebSocketHandler.class.isAssignableFrom(type)
					&& !PreFlightRequestHandler.class.isAssignableFrom(type)) {
				layers.add(new BeanLayer(BeanKind.SOURCE, bean, List.of(LayerPath.UNKNOWN)));
			}
		});
		for (RequestMappingHandlerMapping mapping : beans.existing(RequestMappingHandlerMapping.class).values()) {
			if (areAnnotated(mapping.getHandlerMethods().values())) {
				layers.addAll(new AnnotatedWebFluxHandlers(beans.factory()::resolveEmbeddedValue).find(mapping));
			}
		}
		return layers;
	}

	/**
	 * CORS mappings that can be read, unlike those of WebFlux's own class.
	 */
	private static final class Mappings extends CorsRegistry {

		static Collection<String> of(WebFluxConfigurer configurer) {
			Mappings mappings = new Mappings();
			configurer.addCorsMappings(mappings);
			return mappings.getCorsConfigurations().keySet();
		}

		@Override
		protected Map<String, CorsConfiguration> getCorsConfigurations() {
			return super.getCorsConfigurations();
		}

	}

}
