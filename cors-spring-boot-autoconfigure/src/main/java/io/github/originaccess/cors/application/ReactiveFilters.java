// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.web.server.WebFilter;

/**
 * The search for the filters of a WebFlux application. It creates no bean.
 */
final class ReactiveFilters {

	private ReactiveFilters() {
	}

	/** Return all filters, in the sequence in which Spring collects them. */
	static List<EarlierFilter> find(ConfigurableListableBeanFactory beans) {
		List<EarlierFilter> found = new ArrayList<>();
		for (String bean : beans.getBeanNamesForType(WebFilter.class, true, false)) {
			Object filter = EarlierFilter.beanOrClass(beans, bean);
			if (filter != null && !ScopedProxyUtils.isScopedTarget(bean)) {
				found.add(new EarlierFilter(bean, bean, EarlierFilter.typeOf(filter), order(beans, bean, filter)));
			}
		}
		return found;
	}

	/** Return the order in the definition of a bean, or else that of its class. */
	private static int order(ConfigurableListableBeanFactory beans, String bean, Object filter) {
		Integer order = beans.containsBeanDefinition(bean) ? order(beans.getMergedBeanDefinition(bean)) : null;
		order = (order != null) ? order : EarlierFilter.orderOf(filter);
		return (order != null) ? order : Ordered.LOWEST_PRECEDENCE;
	}

	private static @Nullable Integer order(BeanDefinition definition) {
		if (definition.getAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE) instanceof Integer order) {
			return order;
		}
		if (definition instanceof RootBeanDefinition root && root.getResolvedFactoryMethod() != null) {
			return EarlierFilter.orderOf(root.getResolvedFactoryMethod());
		}
		return null;
	}

}
