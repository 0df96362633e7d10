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

import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.server.WebFilter;

/**
 * The search for filters that run before the filter of the policies. It creates no bean:
 * the order of a bean that does not exist yet comes from its class and annotations. Each
 * stack has a subclass, since the library of the other stack may be absent.
 */
public abstract class EarlierFilters {

	private EarlierFilters() {
	}

	/**
	 * Find the filters that run before the filter of the policies.
	 * @param beans the beans of the application
	 * @return the filters in their order, with those of Spring; none if the policies have
	 * no filter
	 */
	abstract List<EarlierFilter> find(ConfigurableListableBeanFactory beans);

	/** A filter that may run before the filter of the policies. */
	private record Candidate(String bean, String name, Class<?> type, int order) {

	}

	/**
	 * Return the filters before the filter of the policies.
	 * @param policyFilter the class of that filter
	 * @param candidates all filters, in the sequence in which Spring collects them
	 */
	private static List<EarlierFilter> before(Class<?> policyFilter, List<Candidate> candidates) {
		List<Candidate> sorted = new ArrayList<>(candidates);
		// The sort is stable, like Spring's.
		sorted.sort(Comparator.comparingInt(Candidate::order));
		for (int i = 0; i < sorted.size(); i++) {
			if (policyFilter.isAssignableFrom(sorted.get(i).type())) {
				int policyOrder = sorted.get(i).order();
				return sorted.subList(0, i)
					.stream()
					.map((each) -> new EarlierFilter(each.bean(), each.name(), each.type(), each.order(), policyOrder))
					.toList();
			}
		}
		return List.of();
	}

	/**
	 * Return a bean that exists already, or else its class, or {@code null} if the class
	 * is unknown.
	 */
	private static @Nullable Object beanOrClass(ConfigurableListableBeanFactory beans, String name) {
		boolean exists = beans.containsSingleton(name) && !beans.isFactoryBean(name);
		return exists ? beans.getBean(name) : beans.getType(name, false);
	}

	private static Class<?> typeOf(Object beanOrClass) {
		return (beanOrClass instanceof Class<?> type) ? type : beanOrClass.getClass();
	}

	/**
	 * The order of a bean, class or method, read as Spring reads it.
	 */
	private static final class Orders extends AnnotationAwareOrderComparator {

		private static final Orders INSTANCE = new Orders();

		static @Nullable Integer find(Object beanClassOrMethod) {
			return INSTANCE.findOrder(beanClassOrMethod);
		}

	}

	/**
	 * The search among servlet filters.
	 */
	public static final class ServletFilters extends EarlierFilters {

		/** The bean to which a registration of Spring Security delegates. */
		private static final String SECURITY = "springSecurityFilterChain";

		/** Create a search. */
		public ServletFilters() {
		}

		@Override
		List<EarlierFilter> find(ConfigurableListableBeanFactory beans) {
			Set<Object> registered = Collections.newSetFromMap(new IdentityHashMap<>());
			List<Candidate> candidates = new ArrayList<>();
			addRegistrations(beans, candidates, registered);
			addFilters(beans, candidates, registered);
			return before(CorsPolicyFilter.class, candidates);
		}

		private static void addRegistrations(ConfigurableListableBeanFactory beans, List<Candidate> candidates,
				Set<Object> registered) {
			for (String bean : beans.getBeanNamesForType(AbstractFilterRegistrationBean.class, true, false)) {
				if (!beans.containsSingleton(bean)
						|| !(beans.getBean(bean) instanceof AbstractFilterRegistrationBean<?> registration)) {
					continue;
				}
				if (registration instanceof DelegatingFilterProxyRegistrationBean) {
					addDelegating(beans, bean, registration, candidates);
					continue;
				}
				Filter filter = registration.getFilter();
				if (filter == null) {
					continue;
				}
				registered.add(filter);
				if (registration.isEnabled() && isMappedToPaths(registration) && !registration.isMatchAfter()) {
					candidates.add(new Candidate(bean, nameOf(registration, bean), filter.getClass(),
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
				AbstractFilterRegistrationBean<?> registration, List<Candidate> candidates) {
			String target = nameOf(registration, bean);
			Object filter = beans.containsBean(target) ? beanOrClass(beans, target) : null;
			Class<?> type = (filter != null) ? typeOf(filter) : Filter.class;
			// Until the bean of Spring Security exists, nothing says that it is Spring's.
			boolean unknownSecurity = SECURITY.equals(target) && type.isInterface();
			if (registration.isEnabled() && !registration.isMatchAfter() && !unknownSecurity) {
				candidates.add(new Candidate(bean, target, type, registration.getOrder()));
			}
		}

		private static void addFilters(ConfigurableListableBeanFactory beans, List<Candidate> candidates,
				Set<Object> registered) {
			Map<String, Object> filters = new LinkedHashMap<>();
			for (String bean : beans.getBeanNamesForType(Filter.class, true, false)) {
				Object filter = beanOrClass(beans, bean);
				if (filter != null && !ScopedProxyUtils.isScopedTarget(bean) && !registered.contains(filter)) {
					filters.put(bean, filter);
				}
			}
			// Boot sorts filters by this order before it reads annotations of methods.
			filters.entrySet()
				.stream()
				.sorted(Map.Entry.comparingByValue(Comparator.comparingInt(ServletFilters::order)))
				.forEach((filter) -> addFilter(beans, filter.getKey(), filter.getValue(), candidates));
		}

		private static int order(Object filter) {
			return Objects.requireNonNullElse(Orders.find(filter), Ordered.LOWEST_PRECEDENCE);
		}

		private static void addFilter(ConfigurableListableBeanFactory beans, String bean, Object filter,
				List<Candidate> candidates) {
			FilterRegistration annotation = beans.findAnnotationOnBean(bean, FilterRegistration.class, false);
			if (annotation == null) {
				candidates.add(new Candidate(bean, bean, typeOf(filter), order(filter)));
			}
			else if (annotation.enabled() && !annotation.matchAfter()) {
				candidates.add(new Candidate(bean, annotation.name().isEmpty() ? bean : annotation.name(),
						typeOf(filter), Objects.requireNonNullElse(Orders.find(filter), annotation.order())));
			}
		}

	}

	/**
	 * The search among WebFlux filters.
	 */
	public static final class ReactiveFilters extends EarlierFilters {

		/** Create a search. */
		public ReactiveFilters() {
		}

		@Override
		List<EarlierFilter> find(ConfigurableListableBeanFactory beans) {
			List<Candidate> candidates = new ArrayList<>();
			for (String bean : beans.getBeanNamesForType(WebFilter.class, true, false)) {
				Object filter = beanOrClass(beans, bean);
				if (filter != null && !ScopedProxyUtils.isScopedTarget(bean)) {
					candidates.add(new Candidate(bean, bean, typeOf(filter), order(beans, bean, filter)));
				}
			}
			return before(CorsPolicyWebFilter.class, candidates);
		}

		/** Return the order in the definition of a bean, or else that of its class. */
		private static int order(ConfigurableListableBeanFactory beans, String bean, Object filter) {
			Integer order = beans.containsBeanDefinition(bean) ? order(beans.getMergedBeanDefinition(bean)) : null;
			order = (order != null) ? order : Orders.find(filter);
			return (order != null) ? order : Ordered.LOWEST_PRECEDENCE;
		}

		private static @Nullable Integer order(BeanDefinition definition) {
			if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE) instanceof Integer order) {
				return order;
			}
			if (definition instanceof RootBeanDefinition root && root.getResolvedFactoryMethod() != null) {
				return Orders.find(root.getResolvedFactoryMethod());
			}
			return null;
		}

	}

}
