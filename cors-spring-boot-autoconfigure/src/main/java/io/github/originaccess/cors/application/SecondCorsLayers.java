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
import org.springframework.context.annotation.Bean;
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
 * The search for second CORS layers: what else in the application is set up to decide on
 * CORS. Each kind of layer has a search of its own, since its library may be absent.
 */
public abstract class SecondCorsLayers {

	/**
	 * Spring MVC's bean that reads what its handler mappings say. It decides nothing
	 * itself.
	 */
	private static final String INTROSPECTOR = "mvcHandlerMappingIntrospector";

	private SecondCorsLayers() {
	}

	/**
	 * Find the layers.
	 * @param beans the beans of the application
	 * @param layers the layers found so far, to which further ones are added
	 */
	abstract void find(ConfigurableListableBeanFactory beans, List<Layer> layers);

	/**
	 * A second CORS layer.
	 *
	 * @param bean the bean that it is
	 * @param what what kind of layer it is
	 * @param consequence what becomes of it, and what to do
	 */
	record Layer(String bean, String what, String consequence) {

		private static final String HANDSHAKES_ONLY = "On the paths of the CORS policies it checks WebSocket handshakes "
				+ "and nothing else: remove it, unless it is meant for those or for other paths.";

		Layer(String bean, String what) {
			this(bean, what, HANDSHAKES_ONLY);
		}

		String warning() {
			return "Bean '%s' (%s) is a second CORS layer. %s".formatted(this.bean, this.what, this.consequence);
		}

	}

	/** Return the beans that exist already: a warning is no reason to make a lazy one. */
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
			// A handler is a source for the requests that it handles.
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
	 * The search for filters and sources of Spring Web on servlet.
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
	 * The search for mappings of Spring MVC.
	 */
	public static final class MvcLayers extends SecondCorsLayers {

		/** The name of Spring MVC's bean that has the mappings of all configurers. */
		private static final String HANDLER_MAPPING = "requestMappingHandlerMapping";

		@Override
		void find(ConfigurableListableBeanFactory beans, List<Layer> layers) {
			int found = layers.size();
			for (Map.Entry<String, WebMvcConfigurer> configurer : existing(beans, WebMvcConfigurer.class).entrySet()) {
				Mappings mappings = new Mappings();
				configurer.getValue().addCorsMappings(mappings);
				addMappings(configurer.getKey(), mappings.getCorsConfigurations().keySet(), layers);
			}
			// A subclass of WebMvcConfigurationSupport needs no configurer.
			AbstractHandlerMapping mapping = existing(beans, AbstractHandlerMapping.class).get(HANDLER_MAPPING);
			if (layers.size() == found && mapping != null
					&& mapping.getCorsConfigurationSource() instanceof UrlBasedCorsConfigurationSource source) {
				addMappings(HANDLER_MAPPING, source.getCorsConfigurations().keySet(), layers);
			}
		}

		/**
		 * Says what has been added to it, which Spring MVC's own keeps to itself.
		 */
		private static final class Mappings extends CorsRegistry {

			@Override
			protected Map<String, CorsConfiguration> getCorsConfigurations() {
				return super.getCorsConfigurations();
			}

		}

	}

	/**
	 * The search for filters and sources of Spring Web on WebFlux.
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
	 * The search for mappings of WebFlux.
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
		 * Says what has been added to it, which WebFlux's own keeps to itself.
		 */
		private static final class Mappings extends org.springframework.web.reactive.config.CorsRegistry {

			@Override
			protected Map<String, CorsConfiguration> getCorsConfigurations() {
				return super.getCorsConfigurations();
			}

		}

	}

}
