// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Binds {@code cors.*}, and finds all that cannot be bound in one pass.
 */
final class CorsPropertiesBinder {

	private static final String PREFIX = "cors";

	private static final ConfigurationPropertyName POLICIES = ConfigurationPropertyName.of("cors.policies");

	private final List<ConfigurationPropertySource> sources;

	private final Binder binder;

	private final PropertySourcesPlaceholdersResolver placeholders;

	private final PropertyPlaces places;

	private final List<PropertyProblem> failures = new ArrayList<>();

	CorsPropertiesBinder(Environment environment) {
		Iterable<ConfigurationPropertySource> all = ConfigurationPropertySources.get(environment);
		this.sources = SharedPropertySource.within(all);
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.binder = new Binder(this.sources, this.placeholders);
		this.places = new PropertyPlaces(all);
	}

	/**
	 * Bind the properties. What cannot be converted is left unset.
	 */
	CorsProperties bind() {
		BindHandler handler = new RecordingBindHandler(this.places, this.failures, false);
		CorsProperties properties = this.binder.bind(PREFIX, Bindable.of(CorsProperties.class), handler)
			.orElseGet(CorsProperties::new);
		arrange(properties.getPolicies(), handler);
		return properties;
	}

	/** Where each bound value comes from. */
	PropertyPlaces places() {
		return this.places;
	}

	/** What variables and system properties say of our lists in vain. */
	List<PropertyProblem> unread() {
		return this.sources.stream()
			.filter(SharedPropertySource.class::isInstance)
			.flatMap((source) -> ((SharedPropertySource) source).unread(this.places).stream())
			.toList();
	}

	/** What could not be converted. */
	List<PropertyProblem> failures() {
		return this.failures;
	}

	/**
	 * Bind as Boot does, which stops at the first value that cannot be converted.
	 * @throws org.springframework.boot.context.properties.bind.BindException if there is
	 * one; Boot has a report for it
	 */
	void bindStrictly() {
		this.binder.bind(PREFIX, Bindable.of(CorsProperties.class),
				new RecordingBindHandler(this.places, new ArrayList<>(), true));
	}

	/**
	 * Put the policies into the order in which they are declared, the weakest source
	 * first: an override changes a policy, not its place. Names that are one and the same
	 * to Boot are one policy. A variable cannot say {@code some-page}: its
	 * {@code SOMEPAGE} makes a map key of its own, whose settings go to the policy meant.
	 */
	private void arrange(Map<String, CorsPolicyProperties> policies, BindHandler handler) {
		Map<String, ConfigurationPropertyName> declared = declaredNames();
		Map<String, CorsPolicyProperties> bound = new LinkedHashMap<>(policies);
		Set<ConfigurationPropertyName> names = new HashSet<>();
		Map<String, String> meant = new HashMap<>();
		policies.clear();
		declared.forEach((spelling, name) -> {
			if (names.add(name) && policies.computeIfAbsent(spelling, bound::get) != null) {
				meant.putIfAbsent(PropertyPlaces.uniform(spelling), spelling);
			}
		});
		Binder overriding = new Binder(sourcesThatOverrideFiles(), this.placeholders);
		bound.forEach((variable, properties) -> {
			if (!declared.containsKey(variable)) {
				String name = meant.putIfAbsent(PropertyPlaces.uniform(variable), variable);
				CorsPolicyProperties policy = policies.computeIfAbsent((name != null) ? name : variable,
						(added) -> properties);
				if (policy != properties) {
					overriding.bind("cors.policies." + variable, Bindable.ofInstance(policy), handler);
				}
			}
		});
	}

	/** The spellings of policies in sources that spell them as they are. */
	private Map<String, ConfigurationPropertyName> declaredNames() {
		List<ConfigurationPropertySource> weakestFirst = new ArrayList<>(this.sources);
		Collections.reverse(weakestFirst);
		int end = POLICIES.getNumberOfElements();
		Map<String, ConfigurationPropertyName> names = new LinkedHashMap<>();
		for (ConfigurationPropertySource source : weakestFirst) {
			if (source instanceof IterableConfigurationPropertySource iterable
					&& !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
				iterable.stream()
					.filter(POLICIES::isAncestorOf)
					.forEach((name) -> names.putIfAbsent(name.getElement(end, Form.ORIGINAL), name.chop(end + 1)));
			}
		}
		return names;
	}

	/** The environment variables, and what is stronger than they. */
	private List<ConfigurationPropertySource> sourcesThatOverrideFiles() {
		int end = this.sources.size();
		while (end > 0
				&& !(this.sources.get(end - 1).getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
			end--;
		}
		return this.sources.subList(0, end);
	}

}
