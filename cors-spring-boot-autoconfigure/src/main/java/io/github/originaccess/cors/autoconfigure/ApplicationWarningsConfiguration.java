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
	@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondLayerWarnings")
	SecondLayerWarnings originAccessCorsPolicySecondLayerWarnings(CorsPolicyRegistry registry,
			ConfigurableListableBeanFactory beans, ObjectProvider<SecondCorsLayers> layers,
			ObjectProvider<EarlierFilters> earlierFilters) {
		return new SecondLayerWarnings(registry, beans, layers, earlierFilters);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static final class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyEarlierServletFilters")
		EarlierFilters.ServletFilters originAccessCorsPolicyEarlierServletFilters() {
			return new EarlierFilters.ServletFilters();
		}

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondServletLayers")
		SecondCorsLayers.ServletLayers originAccessCorsPolicySecondServletLayers() {
			return new SecondCorsLayers.ServletLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static final class MvcConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondMvcLayers")
		SecondCorsLayers.MvcLayers originAccessCorsPolicySecondMvcLayers() {
			return new SecondCorsLayers.MvcLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static final class ReactiveConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyEarlierReactiveFilters")
		EarlierFilters.ReactiveFilters originAccessCorsPolicyEarlierReactiveFilters() {
			return new EarlierFilters.ReactiveFilters();
		}

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondReactiveLayers")
		SecondCorsLayers.ReactiveLayers originAccessCorsPolicySecondReactiveLayers() {
			return new SecondCorsLayers.ReactiveLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(WebFluxConfigurer.class)
	static final class WebFluxConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondWebFluxLayers")
		SecondCorsLayers.WebFluxLayers originAccessCorsPolicySecondWebFluxLayers() {
			return new SecondCorsLayers.WebFluxLayers();
		}

	}

}
