// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

import org.springframework.security.web.server.SecurityWebFilterChain;
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

	@Override
	public List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(SecurityWebFilterChain.class).forEach((bean, chain) -> {
			// The filters are in a list already. A chain that is asked later is not
			// waited
			// for.
			List<WebFilter> filters = chain.getWebFilters().collectList().toFuture().getNow(List.of());
			if (filters.stream().anyMatch(ReactiveSecurityLayers::isLayer)) {
				layers.add(new BeanLayer(BeanKind.SECURITY_CHAIN, bean, List.of(LayerPath.UNKNOWN)));
			}
		});
		return layers;
	}

	/**
	 * Whether a filter has a configuration. Spring Security takes the only source of an
	 * application, which may be the handler of GraphQL over WebSocket.
	 */
	private static boolean isLayer(WebFilter filter) {
		return filter instanceof CorsWebFilter && FilterSource.of(filter) instanceof CorsConfigurationSource source
				&& !(source instanceof WebSocketHandler) && !(source instanceof PreFlightRequestHandler);
	}

}
