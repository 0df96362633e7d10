// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The search for CORS mappings of WebFlux, handler mappings with a configuration of their
 * own, handlers with {@code @CrossOrigin}, and configuration sources.
 */
final class WebFluxLayers extends LayerSearch {

	private static final String GATEWAY = "org.springframework.cloud.gateway.";

	/** The mappings that the last search read; {@code null} before the first one. */
	private @Nullable ConfigurerPaths configurers;

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		ConfigurerPaths configurers = new ConfigurerPaths(this.configurers);
		this.configurers = configurers;
		EffectiveMappings effective = new EffectiveMappings(
				controllersFirst(beans.existing(AbstractHandlerMapping.class)).values()
					.stream()
					.limit(1)
					.flatMap((mapping) -> (mapping instanceof RequestMappingHandlerMapping)
							? ReactivePaths.ofMapping(mapping).stream() : Stream.empty())
					.toList());
		beans.existing(WebFluxConfigurer.class).forEach((bean, configurer) -> {
			List<LayerPath> paths = effective.of(configurers.of(configurer, Mappings::of));
			effective.know(paths);
			if (!paths.isEmpty() && !isOfGraphQl(configurer)) {
				effective.add(new BeanLayer(BeanKind.MAPPINGS, bean, paths), paths);
			}
		});
		List<CorsLayer> layers = new ArrayList<>(effective.layers());
		addHandlerMappings(beans, effective, layers);
		addSources(beans, layers);
		for (RequestMappingHandlerMapping mapping : beans.existing(RequestMappingHandlerMapping.class).values()) {
			if (areAnnotated(mapping.getHandlerMethods().values())) {
				layers.addAll(new AnnotatedWebFluxHandlers(new EmbeddedValueResolver(beans.factory())).find(mapping));
			}
		}
		return layers;
	}

	private static void addHandlerMappings(ApplicationBeans beans, EffectiveMappings effective,
			List<CorsLayer> layers) {
		controllersFirst(beans.existing(AbstractHandlerMapping.class)).forEach((bean, mapping) -> {
			// The gateway's mapping has its properties and routes, which are layers
			// themselves. Mappings of WebFlux have those of the configurers.
			if (!mapping.getClass().getName().startsWith(GATEWAY)) {
				List<LayerPath> paths = effective.unknown(ReactivePaths.ofMapping(mapping));
				if (!paths.isEmpty()) {
					List<String> urls = urls(mapping);
					layers.add(new BeanLayer(kind(bean), bean, null, LayerPath.narrowed(paths, urls),
							(urls != null) ? new FilterReach(mapping.getOrder(), urls, List.of()) : null));
					effective.know(paths);
				}
			}
		});
	}

	/** Return the URLs of a handler mapping; {@code null} if it does not map URLs. */
	private static @Nullable List<String> urls(AbstractHandlerMapping mapping) {
		return (mapping instanceof AbstractUrlHandlerMapping urls)
				? urls.getHandlerMap().keySet().stream().map(PathPattern::getPatternString).toList() : null;
	}

	private static void addSources(ApplicationBeans beans, List<CorsLayer> layers) {
		Map<String, CorsConfigurationSource> existing = beans.existing(CorsConfigurationSource.class);
		beans.types(CorsConfigurationSource.class).forEach((bean, type) -> {
			CorsConfigurationSource source = existing.get(bean);
			Class<?> actual = (source != null) ? source.getClass() : type;
			// A handler may be a source for the requests that it handles, such as
			// GraphQL's for WebSocket handshakes.
			if (!WebSocketHandler.class.isAssignableFrom(actual)
					&& !PreFlightRequestHandler.class.isAssignableFrom(actual)) {
				List<LayerPath> paths = ReactivePaths.ofSource(source);
				if (!paths.isEmpty()) {
					layers.add(new BeanLayer(BeanKind.SOURCE, bean, paths));
				}
			}
		});
	}

	/**
	 * CORS mappings that can be read, unlike those of WebFlux's own class.
	 */
	private static final class Mappings extends CorsRegistry {

		static Map<String, CorsConfiguration> of(WebFluxConfigurer configurer) {
			Mappings mappings = new Mappings();
			configurer.addCorsMappings(mappings);
			return mappings.getCorsConfigurations();
		}

		@Override
		protected Map<String, CorsConfiguration> getCorsConfigurations() {
			return super.getCorsConfigurations();
		}

	}

}
