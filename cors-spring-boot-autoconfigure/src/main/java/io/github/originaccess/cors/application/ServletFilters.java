// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.Filter;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistration;
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
		Object filter = beans.containsBean(target) ? EarlierFilters.beanOrClass(beans, target) : null;
		Class<?> type = (filter != null) ? EarlierFilters.typeOf(filter) : Filter.class;
		// Until the bean of Spring Security exists, nothing says that it is Spring's.
		boolean unknownSecurity = SECURITY.equals(target) && type.isInterface();
		if (registration.isEnabled() && !registration.isMatchAfter() && !unknownSecurity) {
			found.add(new EarlierFilter(bean, target, type, registration.getOrder()));
		}
	}

	private static void addFilters(ConfigurableListableBeanFactory beans, List<EarlierFilter> found,
			Set<Object> registered) {
		Map<String, Object> filters = new LinkedHashMap<>();
		for (String bean : beans.getBeanNamesForType(Filter.class, true, false)) {
			Object filter = EarlierFilters.beanOrClass(beans, bean);
			if (filter != null && !ScopedProxyUtils.isScopedTarget(bean) && !registered.contains(filter)) {
				filters.put(bean, filter);
			}
		}
		// Boot sorts filters by this order before it reads annotations of methods.
		List<Map.Entry<String, Object>> sorted = new ArrayList<>(filters.entrySet());
		sorted.sort(Comparator.comparingInt((filter) -> order(filter.getValue())));
		for (Map.Entry<String, Object> filter : sorted) {
			addFilter(beans, filter.getKey(), filter.getValue(), found);
		}
	}

	private static int order(Object filter) {
		return Objects.requireNonNullElse(EarlierFilters.orderOf(filter), Ordered.LOWEST_PRECEDENCE);
	}

	private static void addFilter(ConfigurableListableBeanFactory beans, String bean, Object filter,
			List<EarlierFilter> found) {
		FilterRegistration annotation = beans.findAnnotationOnBean(bean, FilterRegistration.class, false);
		if (annotation == null) {
			found.add(new EarlierFilter(bean, bean, EarlierFilters.typeOf(filter), order(filter)));
		}
		else if (annotation.enabled() && !annotation.matchAfter()) {
			found.add(new EarlierFilter(bean, annotation.name().isEmpty() ? bean : annotation.name(),
					EarlierFilters.typeOf(filter),
					Objects.requireNonNullElse(EarlierFilters.orderOf(filter), annotation.order())));
		}
	}

}
