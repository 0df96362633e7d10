// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.application.EndpointPrefixes;
import io.github.originaccess.cors.application.ManagementPaths;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.ServletProperties;

import org.springframework.beans.factory.ObjectProvider;
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
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Finds out where the management endpoints are. One nested configuration per library that
 * may be absent. The servlet context knows best where a servlet is mapped; a test with a
 * mock of it has the beans only.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(PathMappedEndpoints.class)
final class ManagementPathsConfiguration {

	private static final String BELOW = "/*";

	@Bean
	@ConditionalOnMissingBean
	ManagementPaths corsPolicyManagementPaths(CorsPolicyRegistry registry,
			ObjectProvider<PathMappedEndpoints> endpoints, Environment environment,
			ObjectProvider<EndpointPrefixes> prefixes) {
		return new ManagementPaths(registry, endpoints, environment, prefixes);
	}

	/**
	 * Return the path that a servlet with a mapping sees as its own: none unless the
	 * mapping is that path and all below it.
	 */
	private static String prefix(String mapping) {
		return mapping.endsWith(BELOW) ? mapping.substring(0, mapping.length() - BELOW.length()) : "";
	}

	private static boolean isOf(Registration registration, Class<?> type) {
		try {
			return registration.getClassName() != null
					&& type.isAssignableFrom(ClassUtils.forName(registration.getClassName(), null));
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static Set<String> ofServlets(ObjectProvider<ServletContext> context, Class<?> type) {
		Set<String> prefixes = new LinkedHashSet<>();
		context.ifAvailable((available) -> {
			for (ServletRegistration registration : available.getServletRegistrations().values()) {
				if (isOf(registration, type)) {
					registration.getMappings().forEach((mapping) -> prefixes.add(prefix(mapping)));
				}
			}
		});
		return prefixes;
	}

	/**
	 * Every dispatcher servlet has the mapping of the endpoints: it looks for mappings in
	 * parent contexts too.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class MvcEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyMvcEndpointPrefixes")
		EndpointPrefixes corsPolicyMvcEndpointPrefixes(ObjectProvider<ServletContext> context) {
			return () -> ofServlets(context, DispatcherServlet.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, DispatcherServletPath.class })
	static final class DispatcherServletEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyDispatcherServletEndpointPrefixes")
		EndpointPrefixes corsPolicyDispatcherServletEndpointPrefixes(ObjectProvider<DispatcherServletPath> paths) {
			return () -> paths.stream().map(DispatcherServletPath::getPrefix).toList();
		}

	}

	/**
	 * Boot has Jersey serve the endpoints only where Spring MVC is not there.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass({ ServletContainer.class, JerseyApplicationPath.class })
	@ConditionalOnMissingClass("org.springframework.web.servlet.DispatcherServlet")
	static final class JerseyEndpoints {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyJerseyEndpointPrefixes")
		EndpointPrefixes corsPolicyJerseyEndpointPrefixes(ObjectProvider<ServletContext> context,
				ObjectProvider<JerseyApplicationPath> paths) {
			return () -> {
				Set<String> prefixes = ofServlets(context, ServletContainer.class);
				context.ifAvailable((available) -> prefixes.addAll(ofFilters(available)));
				return !prefixes.isEmpty() ? prefixes : paths.stream().map(JerseyApplicationPath::getPrefix).toList();
			};
		}

		private static Collection<String> ofFilters(ServletContext context) {
			return context.getFilterRegistrations()
				.values()
				.stream()
				.filter((registration) -> isOf(registration, ServletContainer.class))
				.map(JerseyEndpoints::path)
				.toList();
		}

		private static String path(FilterRegistration registration) {
			return Objects.requireNonNullElse(registration.getInitParameter(ServletProperties.FILTER_CONTEXT_PATH), "");
		}

	}

}
