// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.MappingsFilterLayer;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The search for Spring's CORS filter in the chains of Spring Security, which
 * {@code http.cors()} or the application has added.
 */
final class SecurityLayers extends LayerSearch {

	/** The order of Spring Security's filter that Boot registers. */
	private static final int DEFAULT_ORDER = -100;

	private final ApplicationContext context;

	SecurityLayers(ApplicationContext context) {
		this.context = context;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		DispatcherPlace place = DispatcherPlace.ofMain(this.context, beans);
		Map<SecurityFilterChain, String> names = new IdentityHashMap<>();
		beans.existing(SecurityFilterChain.class).forEach((bean, chain) -> names.put(chain, bean));
		int order = beans.existing(DelegatingFilterProxyRegistrationBean.class)
			.values()
			.stream()
			.mapToInt(DelegatingFilterProxyRegistrationBean::getOrder)
			.findFirst()
			.orElse(DEFAULT_ORDER);
		List<CorsLayer> layers = new ArrayList<>();
		List<@Nullable List<String>> earlier = new ArrayList<>();
		for (SecurityFilterChain chain : chains(beans, names.keySet())) {
			List<String> patterns = (chain instanceof DefaultSecurityFilterChain known)
					? patterns(known.getRequestMatcher()) : null;
			String bean = names.get(chain);
			if (bean != null) {
				FilterReach reach = FilterReach.ofChain(order, patterns, earlier);
				effective(chain, beans).forEach((filter) -> add(layers, bean, reach, filter, place));
			}
			earlier.add(patterns);
		}
		return layers;
	}

	/**
	 * Return the filters of a chain, without those that are never called. Spring's filter
	 * ignores a request that a filter of the same name has seen. A filter that is no bean
	 * has the name of its class.
	 */
	private static List<Filter> effective(SecurityFilterChain chain, ApplicationBeans beans) {
		Collection<CorsFilter> named = beans.existing(CorsFilter.class).values();
		Set<Class<?>> classes = new HashSet<>();
		return chain.getFilters()
			.stream()
			.filter((filter) -> !(filter instanceof CorsFilter cors) || named.contains(cors)
					|| classes.add(filter.getClass()))
			.toList();
	}

	private static void add(List<CorsLayer> layers, String chain, FilterReach reach, Filter filter,
			DispatcherPlace place) {
		if (filter instanceof CorsFilter cors) {
			Object source = SpringField.SOURCE_OF_FILTER.of(filter);
			// If the source cannot be read, it may be one without a configuration.
			List<LayerPath> paths = (source instanceof CorsConfigurationSource)
					? place.within(ServletPaths.ofFilter(cors)) : List.of();
			if (!paths.isEmpty()) {
				layers.add(new BeanLayer(BeanKind.SECURITY_CHAIN, chain, reach, paths));
			}
			else if (ServletPaths.areThoseOfMappings(source)) {
				layers.add(new MappingsFilterLayer(chain, true, reach, false));
			}
		}
		// Old versions of Spring have no PreFlightRequestFilter.
		else if (SpringField.HANDLER_OF_FILTER.types().contains(filter.getClass().getName())) {
			layers.add(ServletPaths.areThoseOfMappings(SpringField.HANDLER_OF_FILTER.of(filter))
					? new MappingsFilterLayer(chain, true, reach, true)
					: new BeanLayer(BeanKind.SECURITY_CHAIN, chain, reach, List.of(LayerPath.UNKNOWN)));
		}
	}

	/** Return the chains in the order in which they are asked. */
	private static Collection<SecurityFilterChain> chains(ApplicationBeans beans, Set<SecurityFilterChain> chains) {
		Collection<SecurityFilterChain> sorted = new LinkedHashSet<>();
		beans.existing(FilterChainProxy.class).values().forEach((proxy) -> sorted.addAll(proxy.getFilterChains()));
		sorted.addAll(chains);
		return sorted;
	}

	/** Return the path patterns of a matcher; {@code null} if they cannot be read. */
	private static @Nullable List<String> patterns(@Nullable Object matcher) {
		if (matcher instanceof AnyRequestMatcher) {
			return List.of("/**");
		}
		if (matcher instanceof PathPatternRequestMatcher
				&& SpringField.METHOD_OF_MATCHER.of(matcher) instanceof AnyRequestMatcher
				&& SpringField.PATTERN_OF_MATCHER.of(matcher) instanceof PathPattern pattern) {
			return List.of(pattern.getPatternString());
		}
		if (matcher instanceof OrRequestMatcher
				&& SpringField.MATCHERS_OF_ANY.of(matcher) instanceof Collection<?> matchers) {
			return FilterReach.ofAny(matchers, SecurityLayers::patterns);
		}
		return null;
	}

}
