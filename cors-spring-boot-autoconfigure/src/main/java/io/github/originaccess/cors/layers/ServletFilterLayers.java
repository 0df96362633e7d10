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
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.filter.CorsFilter;

/**
 * The search for Spring's servlet filters and their configuration sources.
 */
public final class ServletFilterLayers extends LayerSearch {

	private static final String BELOW = "/*";

	private final ApplicationContext context;

	/**
	 * Create a search.
	 * @param context the context of the application
	 */
	public ServletFilterLayers(ApplicationContext context) {
		this.context = context;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		DispatcherPlace place = DispatcherPlace.ofMain(this.context, beans);
		Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());
		beans.existing(FilterRegistrationBean.class).forEach((bean, registration) -> {
			if (registration.getFilter() instanceof CorsFilter filter) {
				registered.add(filter);
				if (registration.isEnabled()) {
					add(layers, bean, place.within(ServletPaths.ofFilter(filter)),
							new FilterReach(registration.getOrder(), patterns(registration), List.of()));
				}
			}
		});
		beans.existing(CorsFilter.class).forEach((bean, filter) -> {
			if (!registered.contains(filter)) {
				FilterRegistration annotation = beans.factory()
					.findAnnotationOnBean(bean, FilterRegistration.class, false);
				if (annotation == null) {
					add(layers, bean, place.within(ServletPaths.ofFilter(filter)), FilterReach.all(order(filter)));
				}
				else if (annotation.enabled()) {
					add(layers, bean, place.within(ServletPaths.ofFilter(filter)),
							new FilterReach(annotation.order(),
									patterns(List.of(annotation.urlPatterns()),
											annotation.servletNames().length + annotation.servletClasses().length > 0),
									List.of()));
				}
			}
		});
		addSources(beans, layers);
		return layers;
	}

	/** Return the order of a filter. Boot does not ask the method of the bean. */
	private static int order(CorsFilter filter) {
		return (filter instanceof Ordered ordered) ? ordered.getOrder()
				: OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE);
	}

	private static void add(List<CorsLayer> layers, String bean, List<LayerPath> paths, FilterReach reach) {
		if (!paths.isEmpty()) {
			layers.add(new BeanLayer(BeanKind.FILTER, bean, reach, paths));
		}
	}

	private static @Nullable List<String> patterns(FilterRegistrationBean<?> registration) {
		return patterns(registration.getUrlPatterns(),
				!registration.getServletNames().isEmpty() || !registration.getServletRegistrationBeans().isEmpty());
	}

	/** Return URL patterns of the container as path patterns; null if there are none. */
	private static @Nullable List<String> patterns(Collection<String> urls, boolean servlets) {
		if (servlets || !urls.stream().allMatch((url) -> url.startsWith("/") && url.length() > 1)) {
			return null;
		}
		return urls.isEmpty() ? List.of("/**")
				: urls.stream().map((url) -> url.endsWith(BELOW) ? url + "*" : url).distinct().toList();
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
				List<LayerPath> paths = (source != null) ? ServletPaths.ofSource(source) : List.of(LayerPath.UNKNOWN);
				if (!paths.isEmpty()) {
					layers.add(new BeanLayer(BeanKind.SOURCE, bean, paths));
				}
			}
		});
	}

}
