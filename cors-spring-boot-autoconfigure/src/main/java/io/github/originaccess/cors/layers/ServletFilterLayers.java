// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import jakarta.servlet.Filter;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.filter.CorsFilter;

/**
 * The search for Spring's servlet filters and their configuration sources.
 */
public final class ServletFilterLayers extends LayerSearch {

	private static final String BELOW = "/*";

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());
		beans.existing(FilterRegistrationBean.class).forEach((bean, registration) -> {
			if (registration.getFilter() instanceof CorsFilter filter) {
				registered.add(filter);
				if (registration.isEnabled()) {
					addRegistered(layers, bean, registration, ServletPaths.ofFilter(filter));
				}
			}
		});
		beans.existing(CorsFilter.class).forEach((bean, filter) -> {
			if (!registered.contains(filter)) {
				add(layers, BeanKind.FILTER, bean, ServletPaths.ofFilter(filter));
			}
		});
		addSources(beans, layers);
		return layers;
	}

	/** Add a filter that a registration lets see some URLs. */
	private static void addRegistered(List<CorsLayer> layers, String bean, FilterRegistrationBean<?> registration,
			List<LayerPath> paths) {
		Collection<String> urls = registration.getUrlPatterns();
		if (!paths.isEmpty()) {
			boolean all = paths.stream().allMatch(LayerPath::isAll);
			layers.add(new BeanLayer(BeanKind.FILTER, bean, null,
					(all && !urls.isEmpty()) ? within(urls, paths.get(0)) : paths, !all && !urls.isEmpty()));
		}
	}

	private static List<LayerPath> within(Collection<String> urls, LayerPath all) {
		return urls.stream()
			.map((pattern) -> pattern.endsWith(BELOW) ? pattern + "*" : pattern.startsWith("/") ? pattern : "/**")
			.distinct()
			.map(all::with)
			.toList();
	}

	private static void addSources(ApplicationBeans beans, List<CorsLayer> layers) {
		Map<String, CorsConfigurationSource> existing = beans.existing(CorsConfigurationSource.class);
		beans.types(CorsConfigurationSource.class).forEach((bean, type) -> {
			CorsConfigurationSource source = existing.get(bean);
			Class<?> actual = (source != null) ? source.getClass() : type;
			// A handler may be a source for the requests that it handles. Spring MVC's
			// own source, which handles preflights too, reads the handler mappings.
			if (!HttpRequestHandler.class.isAssignableFrom(actual)
					&& !PreFlightRequestHandler.class.isAssignableFrom(actual)) {
				add(layers, BeanKind.SOURCE, bean,
						(source != null) ? ServletPaths.ofSource(source) : List.of(LayerPath.UNKNOWN));
			}
		});
	}

	private static void add(List<CorsLayer> layers, BeanKind kind, String bean, List<LayerPath> paths) {
		if (!paths.isEmpty()) {
			layers.add(new BeanLayer(kind, bean, paths));
		}
	}

}
