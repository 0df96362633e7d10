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
import io.github.originaccess.cors.layers.CorsLayer.MappingsFilterLayer;
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
final class ServletFilterLayers extends LayerSearch {

	private static final String BELOW = "/*";

	private final ApplicationContext context;

	ServletFilterLayers(ApplicationContext context) {
		this.context = context;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());
		Map<String, ?> registrations = beans.existing(FilterRegistrationBean.class);
		for (Map.Entry<String, ?> bean : registrations.entrySet()) {
			if (bean.getValue() instanceof FilterRegistrationBean<?> registration
					&& registration.getFilter() instanceof CorsFilter filter) {
				registered.add(filter);
				if (registration.isEnabled()) {
					add(layers, bean.getKey(), filter, beans,
							new FilterReach(registration.getOrder(), patterns(registration), List.of()));
				}
			}
		}
		for (Map.Entry<String, CorsFilter> bean : beans.existing(CorsFilter.class).entrySet()) {
			if (!registered.contains(bean.getValue())) {
				addFilter(beans, bean.getKey(), bean.getValue(), layers);
			}
		}
		addSources(beans, layers);
		return layers;
	}

	private void addFilter(ApplicationBeans beans, String bean, CorsFilter filter, List<CorsLayer> layers) {
		FilterRegistration annotation = beans.factory().findAnnotationOnBean(bean, FilterRegistration.class, false);
		if (annotation == null) {
			add(layers, bean, filter, beans, FilterReach.all(order(filter)));
		}
		else if (annotation.enabled()) {
			add(layers, bean, filter, beans,
					new FilterReach(annotation.order(),
							patterns(List.of(annotation.urlPatterns()),
									annotation.servletNames().length + annotation.servletClasses().length > 0),
							List.of()));
		}
	}

	/** Return the order of a filter. Boot does not ask the method of the bean. */
	private static int order(CorsFilter filter) {
		return (filter instanceof Ordered ordered) ? ordered.getOrder()
				: OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE);
	}

	private void add(List<CorsLayer> layers, String bean, CorsFilter filter, ApplicationBeans beans,
			FilterReach reach) {
		List<LayerPath> paths = DispatcherPlace.ofMain(this.context, beans).within(ServletPaths.ofFilter(filter));
		if (!paths.isEmpty()) {
			layers.add(new BeanLayer(BeanKind.FILTER, bean, reach, paths));
		}
		else if (ServletPaths.areThoseOfMappings(SpringField.SOURCE_OF_FILTER.of(filter))) {
			layers.add(new MappingsFilterLayer(bean, false, reach, false));
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
		for (Map.Entry<String, Class<?>> bean : beans.types(CorsConfigurationSource.class).entrySet()) {
			if (!isHandler(bean.getValue())) {
				CorsConfigurationSource source = beans.existing(CorsConfigurationSource.class).get(bean.getKey());
				if (source == null || !isHandler(source.getClass())) {
					addSource(bean.getKey(), source, layers);
				}
			}
		}
	}

	/**
	 * Whether a source is a handler. It may be a source for the requests that it handles.
	 * Spring MVC's own source, which handles preflights too, reads the handler mappings.
	 */
	private static boolean isHandler(Class<?> type) {
		return HttpRequestHandler.class.isAssignableFrom(type) || PreFlightRequestHandler.class.isAssignableFrom(type);
	}

	private static void addSource(String bean, @Nullable CorsConfigurationSource source, List<CorsLayer> layers) {
		List<LayerPath> paths = (source != null) ? ServletPaths.ofSource(source) : List.of(LayerPath.UNKNOWN);
		if (!paths.isEmpty()) {
			layers.add(new BeanLayer(BeanKind.SOURCE, bean, paths));
		}
	}

}
