// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The beans of an application that exist already. None is created, so that a lazy bean
 * stays lazy.
 *
 * @param factory the beans of the application
 * @param children the child contexts of the application, such as those of further
 * dispatcher servlets
 */
record ApplicationBeans(ConfigurableListableBeanFactory factory, Collection<ApplicationContext> children) {

	ApplicationBeans {
		children = List.copyOf(children);
	}

	/**
	 * Return the beans of a type that exist already.
	 * @param type the type
	 * @return the beans by name
	 */
	<T> Map<String, T> existing(Class<T> type) {
		Map<String, T> existing = new LinkedHashMap<>();
		for (String name : this.factory.getBeanNamesForType(type, false, false)) {
			// Boot has beans of such a type that are null.
			if (this.factory.containsSingleton(name) && type.isInstance(this.factory.getBean(name))) {
				existing.put(name, type.cast(this.factory.getBean(name)));
			}
		}
		return existing;
	}

	/** Return the order of a bean among others of its kind, as Spring sorts them. */
	int order(String name, Object bean) {
		if (bean instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		Order order = this.factory.findAnnotationOnBean(name, Order.class, false);
		return (order != null) ? order.value() : Ordered.LOWEST_PRECEDENCE;
	}

	/** Return the names and types of all beans of a type, whether they exist or not. */
	Map<String, Class<?>> types(Class<?> type) {
		Map<String, Class<?>> types = new LinkedHashMap<>();
		for (String name : this.factory.getBeanNamesForType(type, false, false)) {
			Class<?> actual = this.factory.getType(name, false);
			types.put(name, (actual != null) ? actual : type);
		}
		return types;
	}

}
