// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Takes down where each value comes from, and goes on where one cannot be converted, so
 * that all of them are found.
 */
final class RecordingBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName POLICIES = ConfigurationPropertyName.of("cors.policies");

	private final PropertyPlaces places;

	private final List<Finding> failures;

	/** Whether the first failure ends the binding, in Boot's own way. */
	private final boolean strict;

	RecordingBindHandler(PropertyPlaces places, List<Finding> failures, boolean strict) {
		this.places = places;
		this.failures = failures;
		this.strict = strict;
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		ConfigurationProperty property = context.getConfigurationProperty();
		// A list is bound by its elements, the last of which the context still has.
		if (property != null && property.getName().equals(name)) {
			this.places.add(property);
		}
		return result;
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property == null) {
			throw error;
		}
		if (name.equals(POLICIES) || name.getParent().equals(POLICIES)) {
			if (String.valueOf(property.getValue()).isBlank()) {
				this.places.add(property);
				return name.equals(POLICIES) ? null : new CorsPolicyProperties();
			}
			if (isNobodysKey(property)) {
				return null;
			}
		}
		if (this.strict) {
			throw error;
		}
		PropertyPlace place = PropertyPlace.of(property);
		this.failures.add(new Finding(place.name(), String.valueOf(property.getValue()), place,
				this.places.overriddenBy(property), reason(target, error), Finding.WRONG_TYPE, null));
		return null;
	}

	/**
	 * Whether the property is a variable or a system property that only happens to have a
	 * name like ours. {@code CORS_POLICIES=1} is no map of policies.
	 */
	static boolean isNobodysKey(ConfigurationProperty property) {
		Origin origin = property.getOrigin();
		return origin instanceof PropertySourceOrigin wrapper && isSystemSource(wrapper.getPropertySource());
	}

	static boolean isSystemSource(@Nullable Object source) {
		return source instanceof SystemEnvironmentPropertySource || source instanceof PropertySource<?> other
				&& other.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
	}

	private static String reason(Bindable<?> target, Exception error) {
		Class<?> type = target.getType().resolve(Object.class);
		if (!(error instanceof ConversionException)) {
			return Objects.requireNonNullElse(error.getMessage(), "it cannot be read");
		}
		if (type.isEnum()) {
			return "it is none of "
					+ Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
		}
		if (type == Duration.class) {
			return "it is no duration, such as 30m, 2h or, in seconds, 600";
		}
		if (type == Boolean.class || type == boolean.class) {
			return "it is neither true nor false";
		}
		return (type == int.class) ? "it is no whole number"
				: "settings stand below this key, each on a line of its own";
	}

}
