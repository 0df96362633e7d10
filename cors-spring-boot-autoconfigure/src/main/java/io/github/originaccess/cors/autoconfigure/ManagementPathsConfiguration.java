// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Set;

import io.github.originaccess.cors.application.EndpointPrefixes;
import io.github.originaccess.cors.application.ManagementPaths;
import io.github.originaccess.cors.application.ServletEndpointPrefixes;
import io.github.originaccess.cors.layers.ManagementLayers;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.ServletContext;
import org.glassfish.jersey.servlet.ServletContainer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jersey.autoconfigure.JerseyApplicationPath;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Wiring of the search for the paths of management endpoints. There is one nested
 * configuration for each library that may be absent.
 */
@Configuration(proxyBeanMethods = false)
final class ManagementPathsConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ManagementPaths originAccessCorsPolicyManagementPaths(CorsPolicyRegistry registry,
			ObjectProvider<PathMappedEndpoints> endpoints, Environment environment,
			ObjectProvider<EndpointPrefixes> prefixes) {
		return new ManagementPaths(registry, endpoints, environment, prefixes);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(CorsEndpointProperties.class)
	static final class EndpointLayers {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicySecondManagementLayers")
		ManagementLayers originAccessCorsPolicySecondManagementLayers(Environment environment, ManagementPaths paths) {
			return new ManagementLayers(environment, paths::ofEndpoints);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class MvcEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyMvcEndpointPrefixes")
		ServletEndpointPrefixes originAccessCorsPolicyMvcEndpointPrefixes(ObjectProvider<ServletContext> context) {
			return new ServletEndpointPrefixes.OfDispatcherServlets(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, DispatcherServletPath.class })
	static final class DispatcherServletEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyDispatcherServletEndpointPrefixes")
		ServletEndpointPrefixes originAccessCorsPolicyDispatcherServletEndpointPrefixes(
				ObjectProvider<DispatcherServletPath> paths) {
			return new ServletEndpointPrefixes.OfDispatcherServletPaths(paths);
		}

	}

	/**
	 * Jersey serves the endpoints only if Spring MVC is absent, by Boot's configuration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ ServletContainer.class, JerseyApplicationPath.class })
	@ConditionalOnMissingClass("org.springframework.web.servlet.DispatcherServlet")
	static final class JerseyEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyJerseyEndpointPrefixes")
		ServletEndpointPrefixes originAccessCorsPolicyJerseyEndpointPrefixes(ObjectProvider<ServletContext> context,
				ObjectProvider<JerseyApplicationPath> paths) {
			return new ServletEndpointPrefixes.OfJersey(context,
					() -> paths.stream().map(JerseyApplicationPath::getPrefix).toList());
		}

	}

	/**
	 * The same on Boot 3.5, where the type of Jersey's path has another package.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(ServletContainer.class)
	@ConditionalOnMissingClass({ "org.springframework.web.servlet.DispatcherServlet",
			"org.springframework.boot.jersey.autoconfigure.JerseyApplicationPath" })
	static final class JerseyServlets {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyJerseyEndpointPrefixes")
		ServletEndpointPrefixes originAccessCorsPolicyJerseyEndpointPrefixes(ObjectProvider<ServletContext> context) {
			return new ServletEndpointPrefixes.OfJersey(context, Set::of);
		}

	}

}
