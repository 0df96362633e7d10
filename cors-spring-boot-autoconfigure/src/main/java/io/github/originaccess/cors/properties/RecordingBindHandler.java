// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Takes down where each value comes from, and goes on where one cannot be converted, so
 * that all of them are found.
 */
final class RecordingBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cors");

	private static final ConfigurationPropertyName POLICIES = PREFIX.append("policies");

	private final PropertyPlaces places;

	private final List<PropertyProblem> failures;

	/** Whether the first failure ends the binding, in Boot's own way. */
	private final boolean strict;

	RecordingBindHandler(PropertyPlaces places, List<PropertyProblem> failures, boolean strict) {
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

	/**
	 * Whether something stands below the name only. A value in its place is for
	 * {@link UnknownCorsProperties} to report.
	 */
	private static boolean hasNoValue(ConfigurationPropertyName name) {
		return name.equals(PREFIX) || name.equals(POLICIES) || name.getParent().equals(POLICIES);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (error instanceof ConverterNotFoundException && hasNoValue(name)) {
			return null;
		}
		if (error instanceof UnboundConfigurationPropertiesException unbound) {
			recordElements(unbound.getUnboundProperties());
			return null;
		}
		ConfigurationProperty property = context.getConfigurationProperty();
		if (property != null && String.valueOf(property.getValue()).isEmpty()) {
			return null;
		}
		if (this.strict || property == null) {
			throw error;
		}
		this.failures.add(isUnresolved(error)
				? this.places.describe(property, PropertyProblem.NOTHING_DEFINES_IT,
						PropertyProblem.UNRESOLVED_PLACEHOLDER, null)
				: this.places.describe(property, reason(target, error), PropertyProblem.WRONG_TYPE, null));
		return null;
	}

	/**
	 * A list is left unset as a whole if its elements have gaps, or more below them; the
	 * latter is for {@link UnknownCorsProperties} to report.
	 */
	private void recordElements(Set<ConfigurationProperty> elements) {
		if (elements.stream().noneMatch(RecordingBindHandler::isBelowElement)) {
			elements.forEach((element) -> this.failures.add(this.places.describe(element,
					"the elements of a list are numbered from 0 on without gaps", PropertyProblem.WRONG_TYPE, null)));
		}
	}

	private static boolean isBelowElement(ConfigurationProperty property) {
		ConfigurationPropertyName name = property.getName();
		return !name.isNumericIndex(name.getNumberOfElements() - 1) || name.getParent().isLastElementIndexed();
	}

	/** Whether Boot found nothing for a placeholder, and left it as it is. */
	private static boolean isUnresolved(Exception error) {
		return error instanceof ConversionFailedException failed
				&& String.valueOf(failed.getValue()).contains(PropertyProblem.PLACEHOLDER);
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
		return "it is no whole number";
	}

}
