// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.application.EarlierFilters;
import io.github.originaccess.cors.application.SecondCorsLayers;
import io.github.originaccess.cors.application.SecondLayerWarnings;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wiring of the warnings about the rest of the application. There is one nested
 * configuration for each library that may be absent.
 */
@Configuration(proxyBeanMethods = false)
final class ApplicationWarningsConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "corsPolicySecondLayerWarnings")
	SecondLayerWarnings corsPolicySecondLayerWarnings(CorsPolicyRegistry registry,
			ConfigurableListableBeanFactory beans, ObjectProvider<SecondCorsLayers> layers,
			ObjectProvider<EarlierFilters> earlierFilters) {
		return new SecondLayerWarnings(registry, beans, layers, earlierFilters);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static final class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyEarlierServletFilters")
		EarlierFilters.ServletFilters corsPolicyEarlierServletFilters() {
			return new EarlierFilters.ServletFilters();
		}

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicySecondServletLayers")
		SecondCorsLayers.ServletLayers corsPolicySecondServletLayers() {
			return new SecondCorsLayers.ServletLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static final class MvcConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicySecondMvcLayers")
		SecondCorsLayers.MvcLayers corsPolicySecondMvcLayers() {
			return new SecondCorsLayers.MvcLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static final class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyEarlierReactiveFilters")
		EarlierFilters.ReactiveFilters corsPolicyEarlierReactiveFilters() {
			return new EarlierFilters.ReactiveFilters();
		}

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicySecondReactiveLayers")
		SecondCorsLayers.ReactiveLayers corsPolicySecondReactiveLayers() {
			return new SecondCorsLayers.ReactiveLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(WebFluxConfigurer.class)
	static final class WebFluxConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicySecondWebFluxLayers")
		SecondCorsLayers.WebFluxLayers corsPolicySecondWebFluxLayers() {
			return new SecondCorsLayers.WebFluxLayers();
		}

	}

}
