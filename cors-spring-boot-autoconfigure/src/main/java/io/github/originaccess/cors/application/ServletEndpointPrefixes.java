// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.github.originaccess.cors.layers.LayerPath;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Registration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.glassfish.jersey.servlet.ServletContainer;
import org.glassfish.jersey.servlet.ServletProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The paths of the servlets that serve the management endpoints. The servlet context has
 * all mappings of a servlet. A test with a mock of it has no mappings, so the beans are
 * read too. There is one subclass for each library that may be absent.
 */
public abstract class ServletEndpointPrefixes implements EndpointPrefixes {

	private ServletEndpointPrefixes() {
	}

	/** Return the prefixes of all servlets of a type. */
	private static Set<String> ofServlets(ObjectProvider<ServletContext> context, Class<?> type) {
		Set<String> prefixes = new LinkedHashSet<>();
		context.ifAvailable((available) -> {
			for (ServletRegistration registration : available.getServletRegistrations().values()) {
				if (isOf(registration, type)) {
					registration.getMappings().forEach((mapping) -> prefixes.add(LayerPath.prefixOf(mapping)));
				}
			}
		});
		return prefixes;
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

	/**
	 * The prefixes of all dispatcher servlets in the servlet context. Each of them serves
	 * the endpoints, since it finds handler mappings in parent contexts too.
	 */
	public static final class OfDispatcherServlets extends ServletEndpointPrefixes {

		private final ObjectProvider<ServletContext> context;

		/**
		 * Create the prefixes.
		 * @param context the servlet context, if the application has one
		 */
		public OfDispatcherServlets(ObjectProvider<ServletContext> context) {
			this.context = context;
		}

		@Override
		public Collection<String> find() {
			return ofServlets(this.context, DispatcherServlet.class);
		}

	}

	/**
	 * The prefixes of dispatcher servlets that are beans.
	 */
	public static final class OfDispatcherServletPaths extends ServletEndpointPrefixes {

		private final ObjectProvider<DispatcherServletPath> paths;

		/**
		 * Create the prefixes.
		 * @param paths the paths of the dispatcher servlets that Boot registers
		 */
		public OfDispatcherServletPaths(ObjectProvider<DispatcherServletPath> paths) {
			this.paths = paths;
		}

		@Override
		public Collection<String> find() {
			return this.paths.stream().map(DispatcherServletPath::getPrefix).toList();
		}

	}

	/**
	 * The prefixes of Jersey, which is a servlet or a filter.
	 */
	public static final class OfJersey extends ServletEndpointPrefixes {

		private final ObjectProvider<ServletContext> context;

		private final Supplier<Collection<String>> paths;

		/**
		 * Create the prefixes.
		 * @param context the servlet context, if the application has one
		 * @param paths the paths of Jersey in Boot, asked if the servlet context has no
		 * Jersey
		 */
		public OfJersey(ObjectProvider<ServletContext> context, Supplier<Collection<String>> paths) {
			this.context = context;
			this.paths = paths;
		}

		@Override
		public Collection<String> find() {
			Set<String> prefixes = ofServlets(this.context, ServletContainer.class);
			this.context.ifAvailable((available) -> prefixes.addAll(ofFilters(available)));
			return !prefixes.isEmpty() ? prefixes : this.paths.get();
		}

		private static Collection<String> ofFilters(ServletContext context) {
			return context.getFilterRegistrations()
				.values()
				.stream()
				.filter((registration) -> isOf(registration, ServletContainer.class))
				.map(OfJersey::path)
				.toList();
		}

		private static String path(FilterRegistration registration) {
			return Objects.requireNonNullElse(registration.getInitParameter(ServletProperties.FILTER_CONTEXT_PATH), "");
		}

	}

}
