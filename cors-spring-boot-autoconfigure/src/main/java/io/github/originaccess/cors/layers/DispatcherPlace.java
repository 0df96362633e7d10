// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRegistration;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.web.context.ConfigurableWebApplicationContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The dispatcher servlet of a context. Patterns of handlers are relative to its path.
 *
 * @param name the name of the servlet
 * @param prefixes the paths that the servlet takes for its own, without a slash at the
 * end; empty at the root
 */
record DispatcherPlace(String name, List<String> prefixes) {

	/** The place of handlers whose servlet is not known. */
	static final DispatcherPlace AT_ROOT = new DispatcherPlace("dispatcherServlet", List.of(""));

	/**
	 * Find the dispatcher servlet of the application. Spring's filters compare paths
	 * below its path, too.
	 * @param context the context of the application
	 * @param beans the beans of the application
	 * @return the place, at the root if there is no such servlet
	 */
	static DispatcherPlace ofMain(ApplicationContext context, ApplicationBeans beans) {
		DispatcherPlace place = of(context, beans);
		return (place != null) ? place : AT_ROOT;
	}

	/**
	 * Find the dispatcher servlet of a context.
	 * @param context the context
	 * @param beans the beans of the application
	 * @return the place; {@code null} if no dispatcher servlet has this context
	 */
	static @Nullable DispatcherPlace of(ApplicationContext context, ApplicationBeans beans) {
		List<String> prefixes = new ArrayList<>();
		String name = null;
		for (ServletRegistrationBean<?> registration : beans.existing(ServletRegistrationBean.class).values()) {
			if (registration.getServlet() instanceof DispatcherServlet servlet
					&& servlet.getWebApplicationContext() == context) {
				name = (name != null) ? name : registration.getServletName();
				prefixes.addAll(prefixes(registration.getUrlMappings()));
			}
		}
		return (name != null) ? new DispatcherPlace(name, List.copyOf(prefixes)) : inContainer(context);
	}

	/** Find a servlet that the container knows, but no bean. */
	private static @Nullable DispatcherPlace inContainer(ApplicationContext context) {
		// The generic context refuses to tell.
		if (!(context instanceof ConfigurableWebApplicationContext web)
				|| context instanceof GenericWebApplicationContext) {
			return null;
		}
		ServletConfig config = web.getServletConfig();
		ServletRegistration registration = (config != null)
				? config.getServletContext().getServletRegistration(config.getServletName()) : null;
		return (registration != null) ? new DispatcherPlace(Objects.requireNonNull(registration.getName()),
				prefixes(registration.getMappings())) : null;
	}

	private static List<String> prefixes(Collection<String> mappings) {
		return mappings.isEmpty() ? List.of("") : mappings.stream().map(LayerPath::prefixOf).distinct().toList();
	}

	/** Return paths of handlers as paths within the application. */
	List<LayerPath> within(List<LayerPath> paths) {
		return this.prefixes.stream().flatMap((prefix) -> paths.stream().map((path) -> path.below(prefix))).toList();
	}

}
