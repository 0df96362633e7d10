// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a builder was given: lists, booleans, durations, an enforcement. What it was not
 * given is unset.
 */
final class GivenSettings {

	private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

	/** Origins that are left out, rather than stop everything, if they are refused. */
	private @Nullable List<String> furtherOrigins;

	void set(Setting setting, @Nullable Object value) {
		Object copy = (value instanceof Collection<?> elements) ? List.copyOf(elements) : value;
		this.values.compute(setting, (key, previous) -> copy);
	}

	boolean contains(Setting setting) {
		return this.values.containsKey(setting);
	}

	<T> @Nullable T get(Setting setting, Class<T> type) {
		return type.cast(this.values.get(setting));
	}

	@SuppressWarnings("unchecked") // the builder's methods give lists of texts only
	@Nullable List<String> list(Setting setting) {
		return (this.values.get(setting) instanceof List<?> list) ? (List<String>) list : null;
	}

	/** Return the elements of a list, or the only value, of a setting that is set. */
	List<String> texts(Setting setting) {
		List<String> elements = list(setting);
		return (elements != null) ? elements : List.of(String.valueOf(this.values.get(setting)));
	}

	void setFurtherOrigins(@Nullable Collection<String> origins) {
		this.furtherOrigins = (origins != null) ? List.copyOf(origins) : null;
	}

	@Nullable List<String> furtherOrigins() {
		return this.furtherOrigins;
	}

	/** Take over what a compiled policy tells of itself. */
	void setAll(CorsPolicy policy) {
		for (Setting setting : Setting.values()) {
			List<String> values = policy.values(setting);
			switch (setting) {
				case ALLOW_CREDENTIALS, DANGEROUSLY_ALLOW_INSECURE_ORIGINS, DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES ->
					set(setting, Boolean.valueOf(values.get(0)));
				case MAX_AGE -> set(setting, Duration.parse("PT" + values.get(0)));
				case ENFORCEMENT -> set(setting, Enforcement.valueOf(values.get(0).toUpperCase(Locale.ROOT)));
				// To name none is to trust the browser; an empty list is refused.
				case OWN_ORIGINS -> set(setting, values.isEmpty() ? null : values);
				default -> set(setting, values);
			}
		}
	}

}
