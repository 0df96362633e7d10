// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.application.EarlierFilters;
import io.github.originaccess.cors.application.ExposedEndpoints;
import io.github.originaccess.cors.application.SecondLayerWarnings;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.layers.LayerSearch;
import io.github.originaccess.cors.migrate.ExistingCors;
import io.github.originaccess.cors.migrate.ExistingCorsLog;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wiring of the warnings about the rest of the application.
 */
@Configuration(proxyBeanMethods = false)
final class ApplicationWarningsConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyLayerFinder")
	LayerFinder originAccessCorsPolicyLayerFinder(ConfigurableApplicationContext context,
			ObjectProvider<LayerSearch> searches) {
		return new LayerFinder(context, searches);
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondLayerWarnings")
	SecondLayerWarnings originAccessCorsPolicySecondLayerWarnings(ConfigurableApplicationContext context,
			CorsPolicyRegistry registry, LayerFinder finder, ObjectProvider<EarlierFilters> earlierFilters,
			ObjectProvider<CorsPolicyResolver> resolver, ObjectProvider<ExposedEndpoints> endpoints) {
		SecondLayerWarnings warnings = new SecondLayerWarnings(context, registry, finder, earlierFilters, resolver,
				endpoints);
		registry.addListener(warnings);
		return warnings;
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsExistingCors")
	ExistingCors originAccessCorsExistingCors(LayerFinder finder, ObjectProvider<ExposedEndpoints> endpoints) {
		return new ExistingCors(finder, () -> endpoints.stream().flatMap((each) -> each.reserved().stream()).toList());
	}

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsExistingCorsLog")
	ExistingCorsLog originAccessCorsExistingCorsLog(ApplicationContext context, CorsPolicyRegistry registry,
			ExistingCors existing) {
		return new ExistingCorsLog(context, registry, existing);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static final class ServletConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyEarlierServletFilters")
		EarlierFilters.ServletFilters originAccessCorsPolicyEarlierServletFilters() {
			return new EarlierFilters.ServletFilters();
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

	}

}
