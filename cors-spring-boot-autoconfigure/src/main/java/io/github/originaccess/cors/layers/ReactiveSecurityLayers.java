// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.WebFilter;

/**
 * The search for Spring's CORS filter in the WebFlux chains of Spring Security, which
 * {@code http.cors()} or the application has added.
 */
public final class ReactiveSecurityLayers extends LayerSearch {

	private static final Class<?> ANY = ServerWebExchangeMatchers.anyExchange().getClass();

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(SecurityWebFilterChain.class).forEach((bean, chain) -> {
			// Spring's own chain has them in a list. Another chain may answer later.
			List<WebFilter> filters = chain.getWebFilters().collectList().toFuture().getNow(List.of());
			List<LayerPath> paths = filters.stream().flatMap((filter) -> paths(filter).stream()).toList();
			if (!paths.isEmpty()) {
				layers.add(new BeanLayer(BeanKind.SECURITY_CHAIN, bean, null, paths, isLimited(chain)));
			}
		});
		return layers;
	}

	/**
	 * Return the paths of a filter that has a configuration. Spring Security takes the
	 * only source of an application, which may be the handler of GraphQL over WebSocket.
	 */
	private static List<LayerPath> paths(WebFilter filter) {
		return (filter instanceof CorsWebFilter
				&& SpringField.SOURCE_OF_FILTER.of(filter) instanceof CorsConfigurationSource source
				&& !(source instanceof WebSocketHandler) && !(source instanceof PreFlightRequestHandler))
						? ReactivePaths.ofSource(source) : List.of();
	}

	/**
	 * Whether a chain may be for some requests only. No chain but Spring Security's own
	 * tells its matcher, and no matcher but that of all requests tells its paths.
	 */
	private static boolean isLimited(SecurityWebFilterChain chain) {
		Object matcher = SpringField.MATCHER_OF_CHAIN.of(chain);
		return matcher == null || matcher.getClass() != ANY;
	}

}
