// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The filters that run before the filter of the policies. No bean is created for them:
 * the order of a bean that does not exist yet comes from its class and annotations.
 *
 * @param all the filters in their order, with those of Spring; none if the policies have
 * no filter
 * @param policyOrder the order of the policies' filter
 */
record EarlierFilters(List<EarlierFilter> all, int policyOrder) {

	static final EarlierFilters NONE = new EarlierFilters(List.of(), 0);

	/** The most filters that a line names. */
	private static final int MOST_FILTERS = 20;

	EarlierFilters {
		all = List.copyOf(all);
	}

	/**
	 * Find the filters of an application. Each stack has a search, since the library of
	 * the other stack may be absent.
	 */
	static EarlierFilters of(ConfigurableApplicationContext context) {
		return (context instanceof WebApplicationContext)
				? before(CorsPolicyFilter.class, ServletFilters.find(context.getBeanFactory()))
				: before(CorsPolicyWebFilter.class, ReactiveFilters.find(context.getBeanFactory()));
	}

	/**
	 * Return the filters before the filter of the policies.
	 * @param policyFilter the class of that filter
	 * @param filters all filters, in the sequence in which Spring collects them
	 */
	private static EarlierFilters before(Class<?> policyFilter, List<EarlierFilter> filters) {
		List<EarlierFilter> sorted = new ArrayList<>(filters);
		// The sort is stable, like Spring's.
		sorted.sort(Comparator.comparingInt(EarlierFilter::order));
		for (int i = 0; i < sorted.size(); i++) {
			if (policyFilter.isAssignableFrom(sorted.get(i).type())) {
				return new EarlierFilters(sorted.subList(0, i), sorted.get(i).order());
			}
		}
		return NONE;
	}

	/**
	 * Return a bean that exists already, or else its class, or {@code null} if the class
	 * is unknown.
	 */
	static @Nullable Object beanOrClass(ConfigurableListableBeanFactory beans, String name) {
		boolean exists = beans.containsSingleton(name) && !beans.isFactoryBean(name);
		return exists ? beans.getBean(name) : beans.getType(name, false);
	}

	static Class<?> typeOf(Object beanOrClass) {
		return (beanOrClass instanceof Class<?> type) ? type : beanOrClass.getClass();
	}

	/** Return the order of a bean, class or method, as Spring's comparator reads it. */
	static @Nullable Integer orderOf(Object beanClassOrMethod) {
		if (beanClassOrMethod instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		Integer order = OrderUtils
			.getOrder((beanClassOrMethod instanceof AnnotatedElement element) ? element : beanClassOrMethod.getClass());
		return (order == null && beanClassOrMethod instanceof DecoratingProxy proxy)
				? OrderUtils.getOrder(proxy.getDecoratedClass()) : order;
	}

	/** Whether a bean is one of the filters. */
	boolean contains(String bean) {
		return this.all.stream().anyMatch((filter) -> filter.bean().equals(bean));
	}

	/** Whether the chains of Spring Security run before the policies. */
	boolean haveSecurity() {
		return this.all.stream().anyMatch(EarlierFilter::isSecurity);
	}

	/** Return a warning about each CORS filter. */
	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		for (EarlierFilter filter : this.all) {
			if (filter.isCors()) {
				warnings.add(filter.warning(this.policyOrder));
			}
		}
		return warnings;
	}

	/**
	 * Return the line about filters that are neither CORS filters nor Spring's; empty if
	 * there are none.
	 */
	String others() {
		int number = 0;
		StringJoiner names = new StringJoiner(", ");
		for (EarlierFilter filter : this.all) {
			if (!filter.isCors() && !filter.isSprings() && ++number <= MOST_FILTERS) {
				names.add(filter.toString());
			}
		}
		return (number == 0) ? ""
				: "Filters that run before the CORS policies: " + names
						+ ((number > MOST_FILTERS) ? " and " + (number - MOST_FILTERS) + " more" : "")
						+ ". Their own responses, also to preflights, have no CORS headers. Give them an order after "
						+ this.policyOrder + ", the order of the policies, unless they must come first. "
						+ Documentation.EARLIER_FILTERS;
	}

}
