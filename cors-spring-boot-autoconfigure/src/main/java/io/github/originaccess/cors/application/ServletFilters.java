// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.Filter;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.core.OrderComparator;
import org.springframework.core.Ordered;

/**
 * The search for the filters of a servlet application. It creates no bean.
 */
final class ServletFilters {

	/** The bean to which a registration of Spring Security delegates. */
	private static final String SECURITY = "springSecurityFilterChain";

	private ServletFilters() {
	}

	/** Return all filters, in the sequence in which Spring collects them. */
	static List<EarlierFilter> find(ConfigurableListableBeanFactory beans) {
		Set<Object> registered = Collections.newSetFromMap(new IdentityHashMap<>());
		List<EarlierFilter> found = new ArrayList<>();
		addRegistrations(beans, found, registered);
		addFilters(beans, found, registered);
		return found;
	}

	private static void addRegistrations(ConfigurableListableBeanFactory beans, List<EarlierFilter> found,
			Set<Object> registered) {
		for (String bean : beans.getBeanNamesForType(AbstractFilterRegistrationBean.class, true, false)) {
			if (!beans.containsSingleton(bean)
					|| !(beans.getBean(bean) instanceof AbstractFilterRegistrationBean<?> registration)) {
				continue;
			}
			if (registration instanceof DelegatingFilterProxyRegistrationBean) {
				addDelegating(beans, bean, registration, found);
				continue;
			}
			Filter filter = registration.getFilter();
			if (filter == null) {
				continue;
			}
			registered.add(filter);
			if (registration.isEnabled() && isMappedToPaths(registration) && !registration.isMatchAfter()) {
				found.add(new EarlierFilter(bean, nameOf(registration, bean), filter.getClass(),
						registration.getOrder()));
			}
		}
	}

	/**
	 * Whether a filter is mapped to URL patterns. A container runs filters that are
	 * mapped to servlet names after these.
	 */
	private static boolean isMappedToPaths(AbstractFilterRegistrationBean<?> registration) {
		return !registration.getUrlPatterns().isEmpty()
				|| registration.getServletNames().isEmpty() && registration.getServletRegistrationBeans().isEmpty();
	}

	private static String nameOf(AbstractFilterRegistrationBean<?> registration, String bean) {
		String name = registration.getFilterName();
		return (name != null) ? name : bean;
	}

	private static void addDelegating(ConfigurableListableBeanFactory beans, String bean,
			AbstractFilterRegistrationBean<?> registration, List<EarlierFilter> found) {
		String target = nameOf(registration, bean);
		Object filter = beans.containsBean(target) ? EarlierFilter.beanOrClass(beans, target) : null;
		Class<?> type = (filter != null) ? EarlierFilter.typeOf(filter) : Filter.class;
		// Until the bean of Spring Security exists, nothing says that it is Spring's.
		boolean unknownSecurity = SECURITY.equals(target) && type.isInterface();
		if (registration.isEnabled() && !registration.isMatchAfter() && !unknownSecurity) {
			found.add(new EarlierFilter(bean, target, type, registration.getOrder()));
		}
	}

	private static void addFilters(ConfigurableListableBeanFactory beans, List<EarlierFilter> found,
			Set<Object> registered) {
		List<EarlierFilter> filters = new ArrayList<>();
		for (String bean : beans.getBeanNamesForType(Filter.class, true, false)) {
			Object filter = EarlierFilter.beanOrClass(beans, bean);
			if (filter != null && !ScopedProxyUtils.isScopedTarget(bean) && !registered.contains(filter)) {
				filters.add(new EarlierFilter(bean, bean, EarlierFilter.typeOf(filter),
						Objects.requireNonNullElse(EarlierFilter.orderOf(filter), Ordered.LOWEST_PRECEDENCE)));
			}
		}
		// Boot sorts filters by this order before it reads annotations of methods.
		OrderComparator.sort(filters);
		for (EarlierFilter filter : filters) {
			FilterRegistration annotation = beans.findAnnotationOnBean(filter.bean(), FilterRegistration.class, false);
			if (annotation == null) {
				found.add(filter);
			}
			else if (annotation.enabled() && !annotation.matchAfter()) {
				found.add(annotated(beans, filter, annotation));
			}
		}
	}

	/** Return a filter as an annotation of its bean registers it. */
	private static EarlierFilter annotated(ConfigurableListableBeanFactory beans, EarlierFilter filter,
			FilterRegistration annotation) {
		Object beanOrClass = EarlierFilter.beanOrClass(beans, filter.bean());
		Integer order = (beanOrClass != null) ? EarlierFilter.orderOf(beanOrClass) : null;
		return new EarlierFilter(filter.bean(), annotation.name().isEmpty() ? filter.bean() : annotation.name(),
				filter.type(), (order != null) ? order : annotation.order());
	}

}
