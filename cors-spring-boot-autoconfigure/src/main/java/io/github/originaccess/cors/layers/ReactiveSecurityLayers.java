// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.PreFlightRequestHandler;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The search for Spring's CORS filter in the WebFlux chains of Spring Security, which
 * {@code http.cors()} or the application has added.
 */
final class ReactiveSecurityLayers extends LayerSearch {

	/** The order of Spring Security's filter. */
	private static final int ORDER = -100;

	private static final Class<?> ANY = ServerWebExchangeMatchers.anyExchange().getClass();

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		Map<SecurityWebFilterChain, String> names = new IdentityHashMap<>();
		beans.existing(SecurityWebFilterChain.class).forEach((bean, chain) -> names.put(chain, bean));
		Collection<SecurityWebFilterChain> chains = new LinkedHashSet<>();
		int order = ORDER;
		for (Map.Entry<String, WebFilterChainProxy> proxy : beans.existing(WebFilterChainProxy.class).entrySet()) {
			order = beans.order(proxy.getKey(), proxy.getValue());
			if (SpringField.CHAINS_OF_PROXY.of(proxy.getValue()) instanceof Collection<?> sorted) {
				sorted.stream()
					.filter(SecurityWebFilterChain.class::isInstance)
					.forEach((chain) -> chains.add((SecurityWebFilterChain) chain));
			}
		}
		chains.addAll(names.keySet());
		List<CorsLayer> layers = new ArrayList<>();
		List<@Nullable List<String>> earlier = new ArrayList<>();
		for (SecurityWebFilterChain chain : chains) {
			// Spring's own chain has them in a list. Another chain may answer later.
			List<WebFilter> filters = chain.getWebFilters().collectList().toFuture().getNow(List.of());
			List<LayerPath> paths = filters.stream().flatMap((filter) -> paths(filter).stream()).toList();
			List<String> patterns = patterns(SpringField.MATCHER_OF_CHAIN.of(chain));
			String bean = names.get(chain);
			if (!paths.isEmpty() && bean != null) {
				layers.add(new BeanLayer(BeanKind.SECURITY_CHAIN, bean, FilterReach.ofChain(order, patterns, earlier),
						paths));
			}
			earlier.add(patterns);
		}
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
	 * Return the path patterns of a matcher; {@code null} if they cannot be read. No
	 * chain but Spring Security's own tells its matcher.
	 */
	private static @Nullable List<String> patterns(@Nullable Object matcher) {
		if (matcher != null && matcher.getClass() == ANY) {
			return List.of("/**");
		}
		if (matcher instanceof PathPatternParserServerWebExchangeMatcher
				&& SpringField.PATTERN_OF_MATCHER.of(matcher) instanceof PathPattern pattern) {
			return (SpringField.METHOD_OF_MATCHER.of(matcher) == null) ? List.of(pattern.getPatternString()) : null;
		}
		if (matcher instanceof OrServerWebExchangeMatcher
				&& SpringField.REACTIVE_MATCHERS_OF_ANY.of(matcher) instanceof Collection<?> matchers) {
			return FilterReach.ofAny(matchers, ReactiveSecurityLayers::patterns);
		}
		return null;
	}

}
