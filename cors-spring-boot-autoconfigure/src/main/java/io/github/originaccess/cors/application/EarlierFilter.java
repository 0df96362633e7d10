// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Locale;

import io.github.originaccess.cors.docs.Documentation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A filter that may run before the filter of the policies.
 *
 * @param bean the name of the bean that is the filter, or registers it
 * @param name the name of the filter, which may differ from that of the bean
 * @param type the class of the filter
 * @param order the order of the filter
 */
record EarlierFilter(String bean, String name, Class<?> type, int order) {

	private static final String SPRING = "org.springframework.";

	/** Parts of the names of CORS filters. Jetty's is the {@code CrossOriginFilter}. */
	private static final String[] CORS = { "cors", "crossorigin" };

	EarlierFilter {
		type = ClassUtils.getUserClass(type);
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
		return "Bean '%s' (%s) is a second CORS layer. Its order %d is %s that of the CORS policies, %d. The policies never see the requests that it answers, such as preflights. Remove it. %s"
			.formatted(this.bean, type, this.order, (this.order == policyOrder) ? "not after" : "before", policyOrder,
					Documentation.EARLIER_FILTERS);
	}

	@Override
	public String toString() {
		return "'" + this.bean + "' (" + typeName() + ", order " + this.order + ")";
	}

	private String typeName() {
		return this.type.isHidden() ? "a lambda" : this.type.getName();
	}

}
