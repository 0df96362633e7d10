// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.application.SecondLayerWarnings;
import io.github.originaccess.cors.layers.DataRestLayers;
import io.github.originaccess.cors.layers.GatewayLayers;
import io.github.originaccess.cors.layers.GraphQlLayers;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.layers.LayerSearch;
import io.github.originaccess.cors.layers.MvcLayers;
import io.github.originaccess.cors.layers.ReactiveSecurityLayers;
import io.github.originaccess.cors.layers.SecurityLayers;
import io.github.originaccess.cors.layers.WebFluxLayers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.graphql.autoconfigure.GraphQlCorsProperties;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wiring of the searches for second CORS layers. There is one nested configuration for
 * each library that may be absent.
 */
@Configuration(proxyBeanMethods = false)
final class LayerSearchConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyLayerFinder")
	LayerFinder originAccessCorsPolicyLayerFinder(ConfigurableApplicationContext context,
			ObjectProvider<LayerSearch> searches) {
		return new LayerFinder(context, searches);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static final class MvcConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondMvcLayers")
		MvcLayers originAccessCorsPolicySecondMvcLayers(ApplicationContext context) {
			return new MvcLayers(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(WebFluxConfigurer.class)
	static final class WebFluxConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondWebFluxLayers")
		WebFluxLayers originAccessCorsPolicySecondWebFluxLayers() {
			return new WebFluxLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(SecurityFilterChain.class)
	static final class SecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondSecurityLayers")
		SecurityLayers originAccessCorsPolicySecondSecurityLayers(ApplicationContext context) {
			return new SecurityLayers(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass({ SecurityWebFilterChain.class, WebSocketHandler.class })
	static final class ReactiveSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondReactiveSecurityLayers")
		ReactiveSecurityLayers originAccessCorsPolicySecondReactiveSecurityLayers() {
			return new ReactiveSecurityLayers();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(RepositoryRestConfigurer.class)
	static final class DataRestConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondDataRestLayers")
		DataRestLayers originAccessCorsPolicySecondDataRestLayers(ApplicationContext context) {
			return new DataRestLayers(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GraphQlCorsProperties.class)
	static final class GraphQlConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondGraphQlLayers")
		GraphQlLayers originAccessCorsPolicySecondGraphQlLayers(ApplicationContext context, Environment environment) {
			String servlet = (context instanceof WebApplicationContext)
					? environment.getProperty("spring.mvc.servlet.path", "") : "";
			return new GraphQlLayers(environment, StringUtils.trimTrailingCharacter(servlet, '/'));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(GlobalCorsProperties.class)
	static final class GatewayConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondGatewayLayers")
		GatewayLayers originAccessCorsPolicySecondGatewayLayers(Environment environment,
				ObjectProvider<SecondLayerWarnings> warnings) {
			return new GatewayLayers(environment, () -> warnings.ifAvailable(SecondLayerWarnings::searchAgain));
		}

	}

}
