// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.DecoratingProxy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * A filter that may run before the filter of the policies. No bean is created for it: the
 * order of a bean that does not exist yet comes from its class and annotations.
 *
 * @param bean the name of the bean that is the filter, or registers it
 * @param name the name of the filter, which may differ from that of the bean
 * @param type the class of the filter
 * @param order the order of the filter
 */
record EarlierFilter(String bean, String name, Class<?> type, int order) implements Ordered {

	private static final String SPRING = "org.springframework.";

	/** Parts of the names of CORS filters. Jetty's is the {@code CrossOriginFilter}. */
	private static final String[] CORS = { "cors", "crossorigin" };

	EarlierFilter {
		type = ClassUtils.getUserClass(type);
	}

	/**
	 * Find all filters of an application, in the sequence in which Spring collects them.
	 * Each stack has a search, since the library of the other stack may be absent.
	 */
	static List<EarlierFilter> findAll(ConfigurableApplicationContext context) {
		return (context instanceof WebApplicationContext) ? ServletFilters.find(context.getBeanFactory())
				: ReactiveFilters.find(context.getBeanFactory());
	}

	/** Return the class of the filter of the policies. */
	static Class<?> ofPolicies(ConfigurableApplicationContext context) {
		return (context instanceof WebApplicationContext) ? CorsPolicyFilter.class : CorsPolicyWebFilter.class;
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

	/** Whether a line is about this filter if it runs before the policies. */
	boolean mayNeedLine() {
		return isCors() || !isSprings();
	}

	/**
	 * Whether this is a filter of Spring or Spring Boot. The type of a bean that does not
	 * exist yet may be Spring's interface, which is the type of every filter.
	 */
	boolean isSprings() {
		return !this.type.isInterface() && this.type.getName().startsWith(SPRING);
	}

	/** Whether this is a filter of Spring Security, which runs its chains. */
	boolean isSecurity() {
		return this.type.getName().startsWith(SPRING + "security.");
	}

	/** Whether the name of the bean, filter or class says that this is a CORS filter. */
	boolean isCors() {
		return saysCors(this.bean) || saysCors(this.name) || corsType() != null;
	}

	/**
	 * Return the class or superclass with the name of a CORS filter, or {@code null} if
	 * there is none.
	 */
	private @Nullable Class<?> corsType() {
		for (Class<?> each = this.type; each != null; each = each.getSuperclass()) {
			// A lambda has the name of the class around it.
			if (!each.isHidden() && saysCors(each.getSimpleName())) {
				return each;
			}
		}
		return null;
	}

	private static boolean saysCors(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		for (String part : CORS) {
			if (lowerCase.contains(part)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the warning about a CORS filter.
	 * @param policyOrder the order of the policies' filter
	 */
	String warning(int policyOrder) {
		Class<?> superclass = corsType();
		String type = (superclass != null && superclass.getName().startsWith(SPRING))
				? "Spring's " + superclass.getSimpleName() : typeName();
		return "Bean '" + this.bean + "' (" + type + ") is a second CORS layer. Its order " + this.order + " is "
				+ ((this.order == policyOrder) ? "not after" : "before") + " that of the CORS policies, " + policyOrder
				+ ". The policies never see the requests that it answers, such as preflights. Remove it. "
				+ Documentation.EARLIER_FILTERS;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public String toString() {
		return "'" + this.bean + "' (" + typeName() + ", order " + this.order + ")";
	}

	private String typeName() {
		return this.type.isHidden() ? "a lambda" : this.type.getName();
	}

}
