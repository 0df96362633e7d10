// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicyBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A search for names that set nothing and are nearly names of ours: environment
 * variables, system properties, and names spelt like variables in imported files. It
 * reads no value, because the value may be a secret of another program.
 */
final class UnboundNames {

	private static final String VARIABLE = "this variable sets nothing";

	private static final String SYSTEM_PROPERTY = "this system property sets nothing";

	/**
	 * Boot takes underscores for dots in variables only. A file that is imported as
	 * properties, such as {@code .env}, has names as they are.
	 */
	private static final String NO_VARIABLE = "this name sets nothing, because Spring Boot reads names of this form from"
			+ " environment variables only";

	private static final String PREFIX = "CORS_";

	private final Collection<String> policies;

	/** The names of variables. A file that repeats one of them is no problem. */
	private final Set<String> variables = new HashSet<>();

	private final List<PropertyProblem> problems = new ArrayList<>();

	private UnboundNames(Collection<String> policies) {
		this.policies = policies;
	}

	/**
	 * Find the names.
	 * @param policies the names of the policies
	 * @return the problems, without values
	 */
	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, Collection<String> policies,
			PropertyPlaces places) {
		UnboundNames unbound = new UnboundNames(policies);
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					if (CorsKey.isOurs(name)) {
						unbound.check(name, enumerable);
					}
				}
			}
		}
		// A placeholder reads the name, so it need not be a property itself.
		Set<String> used = unbound.problems.isEmpty() ? Set.of() : places.namesOfPlaceholders();
		unbound.problems.removeIf((problem) -> used.contains(problem.property()));
		return unbound.problems;
	}

	private void check(String name, EnumerablePropertySource<?> source) {
		if (name.indexOf('_') == PREFIX.length() - 1 && name.indexOf('.') < 0) {
			boolean variable = source instanceof SystemEnvironmentPropertySource;
			Meant meant = meant(name);
			boolean bound = variable && meant != null && meant.exact() && !meant.isOfDefaultPolicy();
			if (variable) {
				this.variables.add(name);
			}
			if (meant != null && !bound && (variable || !this.variables.contains(name))) {
				add(name, source, variable ? VARIABLE : NO_VARIABLE, variable ? meant.asVariable() : meant.asKey());
			}
		}
		else if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
			Meant meant = meantBySystemProperty(ConfigurationPropertyName.adapt(name, '.'));
			if (meant != null) {
				add(name, source, SYSTEM_PROPERTY, meant.asKey());
			}
		}
	}

	private void add(String name, EnumerablePropertySource<?> source, String reason, String remedy) {
		ConfigurationProperty property = new ConfigurationProperty(ConfigurationPropertyName.adapt(name, '_'), "",
				PropertySourceOrigin.get(source, name));
		this.problems.add(new PropertyProblem(name, null, PropertyPlace.of(property), List.of(), reason,
				PropertyProblem.UNKNOWN_KEY, remedy, RelatedPlaces.NONE));
	}

	/** Return what a name with underscores means, or null if it is nothing of ours. */
	private @Nullable Meant meant(String name) {
		List<String> words = new ArrayList<>();
		for (String word : name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("_")) {
			if (!word.isEmpty()) {
				words.add(word);
			}
		}
		String index = "";
		if (!words.isEmpty() && words.get(words.size() - 1).chars().allMatch(Character::isDigit)) {
			index = words.remove(words.size() - 1);
		}
		if (words.size() < 3 || !NearbyName.isNear(words.get(0), CorsKey.POLICIES_ELEMENT)) {
			return words.isEmpty() ? null : meant(words, CorsKey.TOP_LEVEL_NAMES, false, null, index);
		}
		boolean exact = words.get(0).equals(CorsKey.POLICIES_ELEMENT);
		Meant best = null;
		for (int i = 2; i < words.size(); i++) {
			String policy = policy(words.subList(1, i));
			boolean declared = this.policies.contains(policy);
			Meant meant = meant(words.subList(i, words.size()), CorsKey.SETTING_NAMES, declared, policy, index);
			if (meant != null && !exact) {
				meant = meant.inexact();
			}
			if (meant != null && (best == null || declared || meant.exact() && !best.exact())) {
				best = meant;
			}
			if (meant != null && declared) {
				break;
			}
		}
		return best;
	}

	/** Return the name of the policy that the words of a variable spell. */
	private String policy(List<String> words) {
		String uniform = String.join("", words);
		return this.policies.stream()
			.filter((policy) -> CorsKey.uniform(policy).equals(uniform))
			.findFirst()
			.orElseGet(() -> String.join("-", words));
	}

	private static @Nullable Meant meant(List<String> words, List<String> known, boolean declared,
			@Nullable String policy, String index) {
		String name = String.join("-", words);
		String same = CorsKey.sameAs(name, known);
		if (same != null) {
			return new Meant(policy, same, index, words.size() == 1, true);
		}
		OtherName other = OtherName.find(name);
		String property = (other != null && (declared || other.isTerm())) ? other.property() : null;
		String near = (property != null && known.contains(property)) ? property : NearbyName.find(name, known);
		// A word more belongs to the name of another program.
		boolean further = near != null && property == null && dashes(name) > dashes(near);
		return (near != null && !further) ? new Meant(policy, near, index, words.size() == 1, false) : null;
	}

	private static long dashes(String name) {
		return name.chars().filter((c) -> c == '-').count();
	}

	private static @Nullable Meant meantBySystemProperty(ConfigurationPropertyName name) {
		CorsKey key = CorsKey.isOurs(name) ? CorsKey.of(name) : null;
		if (key == null || key.isKnown() || key.isGroup()) {
			return null;
		}
		List<String> elements = key.withoutIndices();
		boolean named = elements.size() > 2 && NearbyName.isNear(elements.get(0), CorsKey.POLICIES_ELEMENT);
		List<String> rest = named ? elements.subList(2, elements.size()) : elements;
		String index = (key.size() > 1 && key.isIndex(key.size() - 1)) ? key.element(key.size() - 1) : "";
		return rest.isEmpty() ? null : meant(rest, named ? CorsKey.SETTING_NAMES : CorsKey.TOP_LEVEL_NAMES, false,
				named ? elements.get(1) : null, index);
	}

	/**
	 * The property that a name probably means.
	 *
	 * @param policy the name of the policy, {@code null} at the top level
	 * @param property the property
	 * @param index the index of an element, empty if there is none
	 * @param oneWord whether the property is written as one word
	 * @param exact whether the name is right for a variable
	 */
	private record Meant(@Nullable String policy, String property, String index, boolean oneWord, boolean exact) {

		Meant inexact() {
			return new Meant(this.policy, this.property, this.index, this.oneWord, false);
		}

		boolean isOfDefaultPolicy() {
			return this.policy != null && CorsKey.isDefault(this.policy);
		}

		String asKey() {
			CorsKey above = CorsKey
				.ofPolicy((this.policy == null || isOfDefaultPolicy()) ? CorsPolicyBuilder.DEFAULT_NAME : this.policy);
			return above + "." + this.property + (this.index.isEmpty() ? "" : "[" + this.index + "]");
		}

		String asVariable() {
			String words = this.property.replace("-", this.oneWord ? "" : "_");
			String above = (this.policy == null || isOfDefaultPolicy()) ? ""
					: "policies_" + this.policy.replace("-", "_") + "_";
			return (PREFIX + above + words + (this.index.isEmpty() ? "" : "_" + this.index)).toUpperCase(Locale.ROOT);
		}

	}

}
