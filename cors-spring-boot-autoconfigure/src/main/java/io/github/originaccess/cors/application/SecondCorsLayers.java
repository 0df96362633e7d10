// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.Filter;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * The search for second CORS layers: other CORS configuration in the application. There
 * is one subclass for each library that may be absent.
 */
public abstract class SecondCorsLayers {

	/**
	 * The bean that reads the CORS configuration of Spring MVC's handler mappings. It
	 * decides nothing itself.
	 */
	private static final String INTROSPECTOR = "mvcHandlerMappingIntrospector";

	private SecondCorsLayers() {
	}

	/**
	 * Find the layers.
	 * @param beans the beans of the application
	 * @param layers the layers that were found before, to which this search adds its own
	 */
	abstract void find(ConfigurableListableBeanFactory beans, List<Layer> layers);

	/**
	 * A second CORS layer.
	 *
	 * @param bean the name of its bean
	 * @param kind the kind of layer
	 */
	record Layer(String bean, String kind) {

		String warning() {
			return "Bean '%s' (%s) is a second CORS layer. On the paths of the CORS policies it only checks WebSocket handshakes. Remove it, unless handshakes or other paths need it."
				.formatted(this.bean, this.kind);
		}

	}

	/** Return the beans that exist already. A lazy bean is not created for a warning. */
	private static <T> Map<String, T> existing(ConfigurableListableBeanFactory beans, Class<T> type) {
		Map<String, T> existing = new LinkedHashMap<>();
		for (String name : beans.getBeanNamesForType(type, false, false)) {
			if (beans.containsSingleton(name)) {
				existing.put(name, beans.getBean(name, type));
			}
		}
		return existing;
	}

	private static void addSources(ConfigurableListableBeanFactory beans, Class<?> sourceType, List<Layer> layers) {
		for (String name : beans.getBeanNamesForType(sourceType, false, false)) {
			Class<?> type = beans.getType(name);
			// A handler may be a source for the requests that it handles.
			if (!INTROSPECTOR.equals(name) && type != null && !HttpRequestHandler.class.isAssignableFrom(type)) {
				layers.add(new Layer(name, "a CorsConfigurationSource"));
			}
		}
	}

	private static void addMappings(String configurer, Collection<String> paths, List<Layer> layers) {
		if (!paths.isEmpty()) {
			layers.add(new Layer(configurer, "addCorsMappings for " + String.join(", ", paths)));
		}
	}

	/**
	 * The search for Spring's servlet filters and configuration sources.
	 */
	public static final class ServletLayers extends SecondCorsLayers {

		private static final String FILTER = "Spring's CorsFilter";

		@Override
		void find(ConfigurableListableBeanFactory beans, List<Layer> layers) {
			Set<Filter> registered = Collections.newSetFromMap(new IdentityHashMap<>());
			for (Map.Entry<String, FilterRegistrationBean<?>> registration : registrations(beans).entrySet()) {
				if (registration.getValue().getFilter() instanceof CorsFilter filter) {
					registered.add(filter);
					layers.add(new Layer(registration.getKey(), FILTER));
				}
			}
			for (Map.Entry<String, CorsFilter> filter : existing(beans, CorsFilter.class).entrySet()) {
				if (!registered.contains(filter.getValue())) {
					layers.add(new Layer(filter.getKey(), FILTER));
				}
			}
			addSources(beans, CorsConfigurationSource.class, layers);
		}

		private static Map<String, FilterRegistrationBean<?>> registrations(ConfigurableListableBeanFactory beans) {
			Map<String, FilterRegistrationBean<?>> registrations = new LinkedHashMap<>();
			for (Map.Entry<String, ?> each : existing(beans, FilterRegistrationBean.class).entrySet()) {
				if (each.getValue() instanceof FilterRegistrationBean<?> registration && registration.isEnabled()) {
					registrations.put(each.getKey(), registration);
				}
			}
			return registrations;
		}

	}

	/**
	 * The search for CORS mappings of Spring MVC.
	 */
	public static final class MvcLayers extends SecondCorsLayers {

		/** The name of the bean that has the CORS mappings of all configurers. */
		private static final String HANDLER_MAPPING = "requestMappingHandlerMapping";

		@Override
		void find(ConfigurableListableBeanFactory beans, List<Layer> layers) {
			int found = layers.size();
			for (Map.Entry<String, WebMvcConfigurer> configurer : existing(beans, WebMvcConfigurer.class).entrySet()) {
				Mappings mappings = new Mappings();
				configurer.getValue().addCorsMappings(mappings);
				addMappings(configurer.getKey(), mappings.getCorsConfigurations().keySet(), layers);
			}
			// A subclass of WebMvcConfigurationSupport adds mappings without a
			// configurer.
			AbstractHandlerMapping mapping = existing(beans, AbstractHandlerMapping.class).get(HANDLER_MAPPING);
			if (layers.size() == found && mapping != null
					&& mapping.getCorsConfigurationSource() instanceof UrlBasedCorsConfigurationSource source) {
				addMappings(HANDLER_MAPPING, source.getCorsConfigurations().keySet(), layers);
			}
		}

		/**
		 * CORS mappings that can be read, unlike those of Spring MVC's own class.
		 */
		private static final class Mappings extends CorsRegistry {

			@Override
			protected Map<String, CorsConfiguration> getCorsConfigurations() {
				return super.getCorsConfigurations();
			}

		}

	}

	/**
	 * The search for Spring's WebFlux filters and configuration sources.
	 */
	public static final class ReactiveLayers extends SecondCorsLayers {

		@Override
		void find(ConfigurableListableBeanFactory beans, List<Layer> layers) {
			for (String name : beans.getBeanNamesForType(CorsWebFilter.class, false, false)) {
				layers.add(new Layer(name, "Spring's CorsWebFilter"));
			}
			addSources(beans, org.springframework.web.cors.reactive.CorsConfigurationSource.class, layers);
		}

	}

	/**
	 * The search for CORS mappings of WebFlux.
	 */
	public static final class WebFluxLayers extends SecondCorsLayers {

		@Override
		void find(ConfigurableListableBeanFactory beans, List<Layer> layers) {
			existing(beans, WebFluxConfigurer.class).forEach((name, configurer) -> {
				Mappings mappings = new Mappings();
				configurer.addCorsMappings(mappings);
				addMappings(name, mappings.getCorsConfigurations().keySet(), layers);
			});
		}

		/**
		 * CORS mappings that can be read, unlike those of WebFlux's own class.
		 */
		private static final class Mappings extends org.springframework.web.reactive.config.CorsRegistry {

			@Override
			protected Map<String, CorsConfiguration> getCorsConfigurations() {
				return super.getCorsConfigurations();
			}

		}

	}

}
