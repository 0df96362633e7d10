// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * A filter that runs before that of the policies.
 *
 * @param bean name of the bean that is the filter, or registers it
 * @param name name of the filter, which may be another
 * @param type class of the filter
 * @param order its order
 * @param policyOrder the order of the policies' filter
 */
record EarlierFilter(String bean, String name, Class<?> type, int order, int policyOrder) {

	private static final String SPRING = "org.springframework.";

	/** Jetty's has another name than all others. */
	private static final String[] CORS = { "cors", "crossorigin" };

	EarlierFilter {
		type = ClassUtils.getUserClass(type);
	}

	/**
	 * Return whether it is a filter of Spring or of Spring Boot. Of a filter that does
	 * not exist yet, the interface may be all that is known.
	 */
	boolean isSprings() {
		return !this.type.isInterface() && this.type.getName().startsWith(SPRING);
	}

	/** Return whether it is a CORS filter, as far as names tell. */
	boolean isCors() {
		return saysCors(this.bean) || saysCors(this.name) || corsType() != null;
	}

	/** Return the class, or that of its superclasses, whose name says so. */
	private @Nullable Class<?> corsType() {
		for (Class<?> each = this.type; each != null; each = each.getSuperclass()) {
			// The name of a lambda is that of the class around it.
			if (!each.isHidden() && saysCors(each.getSimpleName())) {
				return each;
			}
		}
		return null;
	}

	private static boolean saysCors(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return Stream.of(CORS).anyMatch(lowerCase::contains);
	}

	/** Return the warning that a CORS filter is worth. */
	String warning() {
		Class<?> superclass = corsType();
		String type = (superclass != null && superclass.getName().startsWith(SPRING))
				? "Spring's " + superclass.getSimpleName() : typeName();
		return "Bean '%s' (%s) is a second CORS layer. Its order %d is %s that of the CORS policies, %d: what it answers itself, such as preflights, they never see. Remove it."
			.formatted(this.bean, type, this.order, (this.order == this.policyOrder) ? "not after" : "before",
					this.policyOrder);
	}

	@Override
	public String toString() {
		return "'" + this.bean + "' (" + typeName() + ", order " + this.order + ")";
	}

	private String typeName() {
		return this.type.isHidden() ? "a lambda" : this.type.getName();
	}

}
