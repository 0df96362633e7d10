// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.PlaceholderResolutionException;

/**
 * The binding of {@code cors.*}: it finds all values that cannot be bound in one pass,
 * where Boot's own binding stops at the first one.
 */
final class CorsPropertiesBinder {

	/** All properties are beans, so Boot need not look for a constructor. */
	private static final Bindable<CorsProperties> PROPERTIES = Bindable.of(CorsProperties.class)
		.withBindMethod(BindMethod.JAVA_BEAN);

	private static final Bindable<CorsPolicyProperties> POLICY = Bindable.of(CorsPolicyProperties.class)
		.withBindMethod(BindMethod.JAVA_BEAN);

	private final List<ConfigurationPropertySource> sources;

	/** Those of the sources that other programs set, too, if they have names of ours. */
	private final List<SharedPropertySource> shared = new ArrayList<>();

	private final Binder binder;

	private final PropertySourcesPlaceholdersResolver placeholders;

	private final PropertyPlaces places;

	private final List<PropertyProblem> failures = new ArrayList<>();

	CorsPropertiesBinder(Environment environment) {
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.places = new PropertyPlaces(environment);
		List<ConfigurationPropertySource> sources = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (isShared(source) && hasOurs(source) && source instanceof IterableConfigurationPropertySource iterable) {
				SharedPropertySource view = new SharedPropertySource(iterable);
				this.shared.add(view);
				sources.add(view);
			}
			else {
				sources.add(source);
			}
		}
		this.sources = ignoresUnknownKeys(sources) ? KnownKeys.within(sources) : sources;
		this.binder = new Binder(this.sources, this.placeholders);
	}

	/** Whether a source holds the environment variables or the system properties. */
	static boolean isShared(ConfigurationPropertySource source) {
		Object underlying = source.getUnderlyingSource();
		return underlying instanceof SystemEnvironmentPropertySource || underlying instanceof PropertySource<?> other
				&& other.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
	}

	private static boolean hasOurs(ConfigurationPropertySource source) {
		return source.containsDescendantOf(CorsKey.ROOT) != ConfigurationPropertyState.ABSENT
				|| source.getConfigurationProperty(CorsKey.ROOT) != null;
	}

	/** A value that cannot be converted is reported when all properties are bound. */
	private boolean ignoresUnknownKeys(List<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(CorsKey.IGNORE_UNKNOWN_KEYS) != null) {
				Recorder quiet = new Recorder(this.places, new ArrayList<>(), false);
				return new Binder(sources, this.placeholders)
					.bind(CorsKey.IGNORE_UNKNOWN_KEYS, Bindable.of(Boolean.class), quiet)
					.orElse(false);
			}
		}
		return false;
	}

	/**
	 * Bind the properties.
	 * @return the values; a value that cannot be converted is unset
	 */
	CorsProperties bind() {
		BindHandler handler = new Recorder(this.places, this.failures, false);
		BindResult<CorsProperties> bound = this.binder.bind(CorsKey.ROOT, PROPERTIES, handler);
		CorsProperties properties = bound.isBound() ? bound.get() : new CorsProperties();
		Map<String, ConfigurationPropertyName> declared = policyNames(this.sources, false);
		if (!declared.isEmpty() || !properties.getPolicies().isEmpty()) {
			arrange(properties.getPolicies(), declared, handler);
		}
		return properties;
	}

	/** Return the place of each bound value. */
	PropertyPlaces places() {
		return this.places;
	}

	/** Return the list elements in variables and system properties that are not read. */
	List<PropertyProblem> unread() {
		List<PropertyProblem> unread = new ArrayList<>();
		for (SharedPropertySource source : this.shared) {
			unread.addAll(source.unread(this.places));
		}
		return unread;
	}

	/** Return the values that could not be converted. */
	List<PropertyProblem> failures() {
		return this.failures;
	}

	/**
	 * Bind as Boot does, which stops at the first value that cannot be converted.
	 * @throws org.springframework.boot.context.properties.bind.BindException if there is
	 * such a value; Boot has a report of its own for it
	 */
	void bindStrictly() {
		this.binder.bind(CorsKey.ROOT, PROPERTIES, new Recorder(this.places, new ArrayList<>(), true));
	}

	/**
	 * Put the policies into the order of their declarations, the weakest source first, so
	 * that an override does not move a policy. Names that are equal to Boot are one
	 * policy. A variable cannot spell {@code some-page}: {@code SOMEPAGE} becomes a map
	 * key of its own, and its settings are bound to the policy that a file declares.
	 */
	private void arrange(Map<String, CorsPolicyProperties> policies, Map<String, ConfigurationPropertyName> declared,
			BindHandler handler) {
		Map<String, CorsPolicyProperties> bound = new LinkedHashMap<>(policies);
		Set<ConfigurationPropertyName> names = new HashSet<>();
		Map<String, String> spellings = new HashMap<>();
		policies.clear();
		for (Map.Entry<String, ConfigurationPropertyName> each : declared.entrySet()) {
			String spelling = each.getKey();
			CorsPolicyProperties policy = names.add(each.getValue())
					? boundOrEmpty(bound.get(spelling), each.getValue(), handler) : null;
			if (policy != null) {
				policies.put(spelling, policy);
				spellings.putIfAbsent(CorsKey.uniform(spelling), spelling);
			}
		}
		bound.keySet().removeAll(declared.keySet());
		if (!bound.isEmpty()) {
			arrangeVariables(bound, policies, spellings, handler);
		}
	}

	private void arrangeVariables(Map<String, CorsPolicyProperties> bound, Map<String, CorsPolicyProperties> policies,
			Map<String, String> spellings, BindHandler handler) {
		List<ConfigurationPropertySource> overriding = sourcesThatOverrideFiles();
		Map<String, ConfigurationPropertyName> overridden = policyNames(overriding, true);
		for (Map.Entry<String, CorsPolicyProperties> each : bound.entrySet()) {
			String variable = each.getKey();
			String name = spellings.putIfAbsent(CorsKey.uniform(variable), variable);
			CorsPolicyProperties policy = policies.putIfAbsent((name != null) ? name : variable, each.getValue());
			// The spelling itself may be no valid name: CORS.POLICIES.SHOP.PATHS.
			ConfigurationPropertyName override = overridden.get(variable);
			if (policy != null && override != null) {
				new Binder(overriding, this.placeholders).bind(override, Bindable.ofInstance(policy), handler);
			}
		}
	}

	/**
	 * Return the policy, also one without settings ({@code admin:} in YAML). Boot takes
	 * such a key for the whole policy. It leaves the policy out, or hides the settings
	 * that other sources have for it.
	 */
	private @Nullable CorsPolicyProperties boundOrEmpty(@Nullable CorsPolicyProperties bound,
			ConfigurationPropertyName name, BindHandler handler) {
		ConfigurationProperty declared = find(name);
		if (declared == null || !String.valueOf(declared.getValue()).isEmpty()) {
			return bound;
		}
		List<ConfigurationPropertySource> settings = new ArrayList<>();
		for (ConfigurationPropertySource source : this.sources) {
			// A filtered source does not find ALLOWED_ORIGINS_0, with an underscore for a
			// dash, below allowed-origins. Variables never have the key.
			settings.add((source.getConfigurationProperty(name) != null) ? source.filter((other) -> !other.equals(name))
					: source);
		}
		BindResult<CorsPolicyProperties> policy = new Binder(settings, this.placeholders).bind(name, POLICY, handler);
		if (!policy.isBound()) {
			this.places.add(declared);
		}
		return policy.orElseGet(CorsPolicyProperties::new);
	}

	private @Nullable ConfigurationProperty find(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	/** Return the names of policies in some sources by their spellings. */
	private static Map<String, ConfigurationPropertyName> policyNames(List<ConfigurationPropertySource> sources,
			boolean withVariables) {
		List<ConfigurationPropertySource> weakestFirst = new ArrayList<>(sources);
		Collections.reverse(weakestFirst);
		int end = CorsKey.POLICIES.getNumberOfElements();
		Map<String, ConfigurationPropertyName> names = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : weakestFirst) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& (withVariables || !isOfVariables(source))) {
				for (ConfigurationPropertyName name : iterable) {
					if (CorsKey.POLICIES.isAncestorOf(name)) {
						names.putIfAbsent(name.getElement(end, Form.ORIGINAL), name.chop(end + 1));
					}
				}
			}
		}
		return names;
	}

	/** The environment variables, and all sources that override them. */
	private List<ConfigurationPropertySource> sourcesThatOverrideFiles() {
		int end = this.sources.size();
		while (end > 0 && !isOfVariables(this.sources.get(end - 1))) {
			end--;
		}
		return this.sources.subList(0, end);
	}

	private static boolean isOfVariables(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	/**
	 * Records the place of each value, and goes on after a value that cannot be
	 * converted.
	 */
	private static final class Recorder extends AbstractBindHandler {

		private final PropertyPlaces places;

		private final List<PropertyProblem> failures;

		/** Whether the first failure ends the binding, as in Boot's own. */
		private final boolean strict;

		private Recorder(PropertyPlaces places, List<PropertyProblem> failures, boolean strict) {
			this.places = places;
			this.failures = failures;
			this.strict = strict;
		}

		@Override
		public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			ConfigurationProperty property = context.getConfigurationProperty();
			// A list is bound by its elements, and the context still has the last of
			// them.
			if (property != null && property.getName().equals(name)) {
				this.places.add(property);
			}
			return result;
		}

		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) throws Exception {
			// UnknownCorsProperties reports a value in the place of a group.
			if (error instanceof ConverterNotFoundException && CorsKey.of(name).isGroup()) {
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
			PropertyProblem failure = describe(property, target, error);
			// The binder tries an element of a list again as part of the whole list.
			if (!this.failures.contains(failure)) {
				this.failures.add(failure);
			}
			return null;
		}

		private PropertyProblem describe(ConfigurationProperty property, Bindable<?> target, Exception error) {
			if (error instanceof PlaceholderResolutionException) {
				return this.places.describeCircle(property);
			}
			if (isUnresolved(error)) {
				return this.places.describe(property, PropertyProblem.NOTHING_DEFINES_IT,
						PropertyProblem.UNRESOLVED_PLACEHOLDER, null);
			}
			Object value = (error instanceof ConversionFailedException failed) ? failed.getValue() : null;
			return this.places.describeWrongType(property,
					String.valueOf((value != null) ? value : property.getValue()), reason(target, error));
		}

		/**
		 * Record a list that Boot leaves unset. Either its indices have gaps, or there
		 * are keys below its elements, which {@link UnknownCorsProperties} reports.
		 */
		private void recordElements(Set<ConfigurationProperty> elements) {
			if (elements.stream().noneMatch((element) -> CorsKey.of(element.getName()).unsetsList())) {
				elements.stream()
					.filter((element) -> !hasFailed(element))
					.forEach((element) -> this.failures
						.add(this.places.describe(element, "the elements of a list are numbered from 0 without gaps",
								PropertyProblem.WRONG_TYPE, null)));
			}
		}

		private boolean hasFailed(ConfigurationProperty element) {
			String place = PropertyPlace.of(element).text();
			return this.failures.stream().anyMatch((failure) -> failure.place().text().equals(place));
		}

		/** Boot leaves a placeholder in the value if nothing defines it. */
		private static boolean isUnresolved(Exception error) {
			return error instanceof ConversionFailedException failed
					&& String.valueOf(failed.getValue()).contains(PropertyProblem.PLACEHOLDER);
		}

		private static String reason(Bindable<?> target, Exception error) {
			Class<?> type = target.getType().resolve(Object.class);
			if (!(error instanceof ConversionException)) {
				return Objects.requireNonNullElse(error.getMessage(), "the value cannot be read");
			}
			if (type.isEnum()) {
				return "the value is none of " + Arrays.stream(type.getEnumConstants())
					.map(Object::toString)
					.collect(Collectors.joining(", "));
			}
			if (type == Duration.class) {
				return "the value is not a duration, such as 30m, 2h or, in seconds, 600";
			}
			if (type == Boolean.class || type == boolean.class) {
				return "the value is neither true nor false";
			}
			return "the value is not a whole number";
		}

	}

}
