// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.actuate.CorsEndpoint;
import io.github.originaccess.cors.actuate.UnknownParameters;
import io.github.originaccess.cors.application.ApplicationWarnings;
import io.github.originaccess.cors.application.ContextPath;
import io.github.originaccess.cors.application.SecondLayerWarnings;
import io.github.originaccess.cors.properties.PropertyPlace;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.SettingPlaces;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the actuator endpoint of CORS policies.
 */
@AutoConfiguration(after = CorsAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(CorsEndpoint.class)
@ConditionalOnBean(CorsPolicyRegistry.class)
public final class CorsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CorsEndpoint originAccessCorsEndpoint(CorsPolicyRegistry registry, ObjectProvider<SettingPlaces> places,
			ObjectProvider<ApplicationWarnings> warnings, ObjectProvider<SecondLayerWarnings> layers,
			ObjectProvider<CorsPolicyResolver> resolver, Environment environment, ApplicationContext context) {
		return new CorsEndpoint(registry, new PlacesAndWarnings(places, warnings, layers),
				CorsAutoConfiguration.explainsDenials(environment), resolver.getIfAvailable(), ContextPath.of(context));
	}

	@Bean
	@ConditionalOnMissingBean
	UnknownParameters originAccessCorsUnknownParameters() {
		return new UnknownParameters();
	}

	/**
	 * The places of settings, with the warnings about the configuration and those about
	 * the rest of the application.
	 */
	private record PlacesAndWarnings(ObjectProvider<SettingPlaces> places,
			ObjectProvider<ApplicationWarnings> applicationWarnings,
			ObjectProvider<SecondLayerWarnings> layers) implements SettingPlaces {

		@Override
		public @Nullable String find(String policy, Setting setting) {
			SettingPlaces available = this.places.getIfAvailable();
			return (available != null) ? available.find(policy, setting) : PropertyPlace.IN_CODE.text();
		}

		@Override
		public List<String> warnings() {
			List<String> all = new ArrayList<>();
			this.places.ifAvailable((available) -> all.addAll(available.warnings()));
			this.layers.ifAvailable((available) -> all.addAll(available.lines()));
			this.applicationWarnings.ifAvailable((available) -> all.addAll(available.lines()));
			return all;
		}

	}

}
