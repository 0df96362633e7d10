// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.application.PathMatching;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.servlet.RewrittenPathFilter;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Wiring between the policies and the dispatcher servlets of Spring MVC. The policies
 * match paths like the handler mappings. A filter in front of the servlets decides on
 * rewritten paths.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(DispatcherServlet.class)
final class ServletDispatcherConfiguration {

	/** The name of our filter, which is absent if the application has one. */
	private static final String FILTER = "originAccessCorsPolicyFilter";

	@Bean
	@ConditionalOnMissingBean(name = "originAccessCorsPolicyPathMatching")
	PathMatching originAccessCorsPolicyPathMatching(CorsPolicyRegistry registry,
			ConfigurableListableBeanFactory beans) {
		return new PathMatching.MvcMatching(registry, beans);
	}

	@Bean
	@ConditionalOnMissingBean(value = RewrittenPathFilter.class, parameterizedContainer = FilterRegistrationBean.class)
	FilterRegistrationBean<RewrittenPathFilter> originAccessCorsPolicyRewrittenPathFilter(
			ObjectProvider<FilterRegistrationBean<? extends CorsPolicyFilter>> registrations,
			ObjectProvider<CorsPolicyFilter> filters, ConfigurableListableBeanFactory beans) {
		FilterRegistrationBean<?> policies = policies(beans, registrations, filters);
		FilterRegistrationBean<RewrittenPathFilter> registration = new FilterRegistrationBean<>(
				new RewrittenPathFilter((CorsPolicyFilter) Objects.requireNonNull(policies.getFilter())));
		registration.setServletNames(dispatcherServlets(beans));
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
		registration.setEnabled(policies.isEnabled() && !registration.getServletNames().isEmpty());
		return registration;
	}

	/**
	 * Return the registration of the filter of the policies. Ours is found by its name,
	 * since a look-up by a type with parameters reads the types of all registrations.
	 */
	private static FilterRegistrationBean<?> policies(HierarchicalBeanFactory beans,
			ObjectProvider<FilterRegistrationBean<? extends CorsPolicyFilter>> registrations,
			ObjectProvider<CorsPolicyFilter> filters) {
		if (beans.containsLocalBean(FILTER) && beans.getBean(FILTER) instanceof FilterRegistrationBean<?> ours
				&& ours.getFilter() instanceof CorsPolicyFilter) {
			return ours;
		}
		Iterator<FilterRegistrationBean<? extends CorsPolicyFilter>> registered = registrations.iterator();
		return registered.hasNext() ? registered.next() : new FilterRegistrationBean<>(filters.iterator().next());
	}

	/**
	 * Return the names that the dispatcher servlets have in the container: that of the
	 * registration, or the bean's name of a servlet without one.
	 */
	private static Set<String> dispatcherServlets(ListableBeanFactory beans) {
		Set<String> names = new LinkedHashSet<>(Set.of(beans.getBeanNamesForType(DispatcherServlet.class)));
		for (ServletRegistrationBean<?> registration : BeanFactoryUtils
			.beansOfTypeIncludingAncestors(beans, ServletRegistrationBean.class)
			.values()) {
			if (registration.getServlet() instanceof DispatcherServlet) {
				names.add(registration.getServletName());
			}
		}
		return names;
	}

}
