// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.lang.reflect.InaccessibleObjectException;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;

/**
 * The configuration source of Spring's CORS filters, {@code CorsFilter} and
 * {@code CorsWebFilter}. They have no getter for it. Without it, {@code http.cors()} that
 * only reads the handler mappings cannot be told from {@code http.cors()} with a source
 * of its own: Spring Security adds the same filter. Asking the filter with a made-up
 * request would run code of the application.
 */
final class FilterSource {

	private static final String FIELD = "configSource";

	private FilterSource() {
	}

	/**
	 * Return the source of a filter.
	 * @param filter a CORS filter of Spring's
	 * @return the source; {@code null} if it cannot be read
	 */
	static @Nullable Object of(Object filter) {
		try {
			return new DirectFieldAccessor(filter).getPropertyValue(FIELD);
		}
		catch (BeansException | InaccessibleObjectException ex) {
			return null;
		}
	}

}
