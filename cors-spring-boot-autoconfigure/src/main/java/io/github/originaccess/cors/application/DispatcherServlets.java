// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The dispatcher servlets of an application.
 */
public final class DispatcherServlets {

	private final ListableBeanFactory beans;

	private final ObjectProvider<ServletRegistrationBean<?>> registrations;

	/**
	 * Create a search.
	 * @param beans the beans of the application
	 * @param registrations the registrations of its servlets
	 */
	public DispatcherServlets(ListableBeanFactory beans, ObjectProvider<ServletRegistrationBean<?>> registrations) {
		this.beans = beans;
		this.registrations = registrations;
	}

	/**
	 * Return the names that the servlets have in the container.
	 * @return the names: that of the registration, or the bean's name of a servlet
	 * without one
	 */
	public Set<String> names() {
		Set<String> names = new LinkedHashSet<>(Set.of(this.beans.getBeanNamesForType(DispatcherServlet.class)));
		for (ServletRegistrationBean<?> registration : this.registrations) {
			if (registration.getServlet() instanceof DispatcherServlet) {
				names.add(registration.getServletName());
			}
		}
		return names;
	}

}
