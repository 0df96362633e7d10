// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.Filter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
 * Names, when the application starts, whatever else in it believes to decide on CORS. One
 * nested configuration per library that may be absent.
 */
@Configuration(proxyBeanMethods = false)
final class SecondCorsLayers {

	private static final Log logger = LogFactory.getLog(SecondCorsLayers.class);

	/**
	 * Spring MVC's bean that finds out what its handler mappings say; it says nothing
	 * itself.
	 */
	private static final String INTROSPECTOR = "mvcHandlerMappingIntrospector";

	@Bean
	@ConditionalOnMissingBean(name = "corsPolicySecondLayerWarning")
	SmartInitializingSingleton corsPolicySecondLayerWarning(CorsPolicyRegistry registry,
			ConfigurableListableBeanFactory beans, ObjectProvider<Finder> finders,
			ObjectProvider<EarlierFilters.Finder> earlierFilters) {
		return () -> {
			if (!registry.policies().isEmpty()) {
				List<Layer> layers = new ArrayList<>();
				for (Finder finder : finders) {
					finder.find(beans, layers);
				}
				// A filter that runs before the policies does decide, and is warned of
				// there.
				Set<String> earlier = earlierFilters.stream()
					.flatMap((finder) -> finder.find(beans).stream())
					.map(EarlierFilter::bean)
					.collect(Collectors.toSet());
				for (Layer layer : layers) {
					if (!earlier.contains(layer.bean())) {
						logger.warn(layer.warning());
					}
				}
			}
		};
	}

	/**
	 * Looks for layers of some kind.
	 */
	@FunctionalInterface
	interface Finder {

		void find(ConfigurableListableBeanFactory beans, List<Layer> layers);

	}

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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static final class ServletLayers {

		private static final String FILTER = "Spring's CorsFilter";

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyServletLayerFinder")
		Finder corsPolicyServletLayerFinder() {
			return (beans, layers) -> {
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
			};
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static final class MvcLayers {

		/** The name of Spring MVC's bean that has the mappings of all configurers. */
		private static final String HANDLER_MAPPING = "requestMappingHandlerMapping";

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyMvcLayerFinder")
		Finder corsPolicyMvcLayerFinder() {
			return (beans, layers) -> {
				int found = layers.size();
				for (Map.Entry<String, WebMvcConfigurer> configurer : existing(beans, WebMvcConfigurer.class)
					.entrySet()) {
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
			};
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static final class ReactiveLayers {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyReactiveLayerFinder")
		Finder corsPolicyReactiveLayerFinder() {
			return (beans, layers) -> {
				for (String name : beans.getBeanNamesForType(CorsWebFilter.class, false, false)) {
					layers.add(new Layer(name, "Spring's CorsWebFilter"));
				}
				addSources(beans, org.springframework.web.cors.reactive.CorsConfigurationSource.class, layers);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(WebFluxConfigurer.class)
	static final class WebFluxLayers {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyWebFluxLayerFinder")
		Finder corsPolicyWebFluxLayerFinder() {
			return (beans, layers) -> existing(beans, WebFluxConfigurer.class).forEach((name, configurer) -> {
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
