// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.GatewayLayer;
import io.github.originaccess.cors.layers.CorsLayer.RouteLayer;
import io.github.originaccess.cors.properties.PropertyPlace;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.handler.predicate.PathRoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;

/**
 * The search for the global CORS properties of Spring Cloud Gateway and for routes with
 * CORS metadata. Routes may come from other servers and change, so they are read whenever
 * the gateway has read them.
 */
public final class GatewayLayers extends LayerSearch implements ApplicationListener<RefreshRoutesResultEvent> {

	private static final Log logger = LogFactory.getLog(GatewayLayers.class);

	/** The key of the metadata that the gateway reads. */
	private static final String METADATA = "cors";

	private static final String GLOBAL = ".globalcors";

	private final Environment environment;

	private final Runnable changed;

	private volatile List<RouteLayer> routes = List.of();

	/**
	 * Create a search.
	 * @param environment the environment of the application
	 * @param changed what to run when there are other routes
	 */
	public GatewayLayers(Environment environment, Runnable changed) {
		this.environment = environment;
		this.changed = changed;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		for (GlobalCorsProperties properties : beans.existing(GlobalCorsProperties.class).values()) {
			List<LayerPath> paths = LayerPath.of(properties.getCorsConfigurations());
			if (!paths.isEmpty()) {
				layers.add(new GatewayLayer(globalPrefix(), PropertyPlace.ofFirst(this.environment, globalPrefix()),
						paths));
			}
		}
		Map<String, LayerPath> effective = effective(beans);
		this.routes.forEach((route) -> layers.add(new RouteLayer(route.route(), route.place(),
				route.paths().stream().map((path) -> effective.getOrDefault(path.pattern(), path)).toList())));
		return layers;
	}

	/** Return what the gateway has made of its properties and routes, by pattern. */
	private static Map<String, LayerPath> effective(ApplicationBeans beans) {
		Map<String, LayerPath> paths = new HashMap<>();
		for (RoutePredicateHandlerMapping mapping : beans.existing(RoutePredicateHandlerMapping.class).values()) {
			ReactivePaths.ofMapping(mapping).forEach((path) -> paths.put(path.pattern(), path));
		}
		return paths;
	}

	/** Return the beginning of the properties, which has changed between versions. */
	private static String globalPrefix() {
		ConfigurationProperties annotation = AnnotatedElementUtils.findMergedAnnotation(GlobalCorsProperties.class,
				ConfigurationProperties.class);
		return (annotation != null) ? annotation.prefix() : "spring.cloud.gateway" + GLOBAL;
	}

	@Override
	public void onApplicationEvent(RefreshRoutesResultEvent event) {
		if (event.isSuccess() && event.getSource() instanceof RouteLocator locator) {
			// The gateway does the same for its own CORS. The routes are in its cache.
			locator.getRoutes()
				.collectList()
				.subscribe(this::read, (ex) -> logger.debug("Cannot read the routes of the gateway", ex));
		}
	}

	private void read(List<Route> routes) {
		List<RouteLayer> layers = new ArrayList<>();
		for (Route route : routes) {
			if (route.getMetadata().get(METADATA) != null) {
				layers.add(new RouteLayer(route.getId(), place(route.getId()), List.of(path(route))));
			}
		}
		boolean hadNone = this.routes.isEmpty() && layers.isEmpty();
		this.routes = List.copyOf(layers);
		// The configurations may be others, although the routes are the same.
		if (!hadNone) {
			this.changed.run();
		}
	}

	/** Return the first path of a route, for which the gateway takes its metadata. */
	private static LayerPath path(Route route) {
		List<String> patterns = new ArrayList<>();
		route.getPredicate().accept((predicate) -> {
			if (predicate.getConfig() instanceof PathRoutePredicateFactory.Config config) {
				patterns.addAll(config.getPatterns());
			}
		});
		return patterns.isEmpty() ? LayerPath.UNKNOWN : new LayerPath(patterns.get(0), null);
	}

	private @Nullable PropertyPlace place(String id) {
		String routes = globalPrefix().replace(GLOBAL, ".routes");
		for (int i = 0; PropertyPlace.ofFirst(this.environment, routes + "[" + i + "]") != null; i++) {
			String route = routes + "[" + i + "]";
			if (id.equals(this.environment.getProperty(route + ".id", "").strip())) {
				return PropertyPlace.ofFirst(this.environment, route + ".metadata." + METADATA);
			}
		}
		return null;
	}

}
