// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * shows no value, because the value may be a secret of another program.
 */
final class UnboundNames {

	private static final String VARIABLE = "no property under cors reads this variable";

	private static final String SYSTEM_PROPERTY = "no property under cors reads this system property";

	/**
	 * Boot takes underscores for dots in variables only. A file that is imported as
	 * properties, such as {@code .env}, has names as they are.
	 */
	private static final String NO_VARIABLE = "no property under cors reads this name, because Spring Boot reads names of"
			+ " this form from environment variables only";

	private static final String PREFIX = "CORS_";

	/** Characters that people write between the words of a variable. */
	private static final String SEPARATORS = "[_.-]";

	/** The names of the policies by their letters and digits. */
	private final Map<String, String> policies = new HashMap<>();

	/** The names that set a property, as written. */
	private final Set<String> bound;

	/** The names of variables. A file that repeats one of them is no problem. */
	private final Set<String> variables = new HashSet<>();

	private final List<PropertyProblem> problems = new ArrayList<>();

	private UnboundNames(Collection<String> policies, Set<String> bound) {
		policies.forEach((policy) -> this.policies.putIfAbsent(CorsKey.uniform(policy), policy));
		this.bound = bound;
	}

	/**
	 * Find the names.
	 * @param policies the names of the policies
	 * @return the problems, without values
	 */
	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, Collection<String> policies,
			PropertyPlaces places) {
		UnboundNames unbound = new UnboundNames(policies, places.namesAsWritten());
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					if (CorsKey.isOurs(name)) {
						unbound.check(name, enumerable);
					}
				}
			}
		}
		if (!unbound.problems.isEmpty()) {
			// A placeholder reads the name, so it need not be a property itself.
			Set<String> used = new HashSet<>();
			places.namesOfPlaceholders().forEach((name) -> used.add(CorsKey.uniform(name)));
			sources.forEach((source) -> PlaceholderTexts.namesIn(source.getUnderlyingSource())
				.forEach((name) -> used.add(CorsKey.uniform(name))));
			unbound.problems.removeIf((problem) -> used.contains(CorsKey.uniform(problem.property())));
		}
		return unbound.problems;
	}

	private void check(String name, EnumerablePropertySource<?> source) {
		boolean variable = source instanceof SystemEnvironmentPropertySource;
		if (variable) {
			this.variables.add(name);
		}
		if (this.bound.contains(name)) {
			return;
		}
		if (WrittenNames.isVariable(name)) {
			Meant meant = meant(name);
			if (meant != null && variable && (meant.isOfDefaultPolicy() || !binds(name, meant.policy()))) {
				add(name, source, VARIABLE, asVariable(meant));
			}
			else if (meant != null && !variable && !this.variables.contains(name)) {
				add(name, source, NO_VARIABLE, meant.asKey());
			}
		}
		else if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
			Meant meant = meantBySystemProperty(ConfigurationPropertyName.adapt(name, '.'));
			if (meant != null) {
				add(name, source, SYSTEM_PROPERTY, meant.asKey());
			}
		}
	}

	private boolean binds(String variable, @Nullable String policy) {
		return VariableTrial.binds(variable, isDeclared(policy) ? policy : null);
	}

	private boolean isDeclared(@Nullable String policy) {
		return policy != null && policy.equals(this.policies.get(CorsKey.uniform(policy)));
	}

	/** Return the variable. Not every name of a policy has a form with underscores. */
	private String asVariable(Meant meant) {
		String written = meant.asVariable();
		return (meant.policy() == null || meant.isOfDefaultPolicy() || binds(written, meant.policy())) ? written
				: meant.asVariableWithoutWords(meant.policy());
	}

	private void add(String name, EnumerablePropertySource<?> source, String reason, @Nullable String remedy) {
		ConfigurationProperty property = new ConfigurationProperty(ConfigurationPropertyName.adapt(name, '_'), "",
				PropertySourceOrigin.get(source, name));
		this.problems.add(new PropertyProblem(name, null, PropertyPlace.of(property), List.of(), reason,
				PropertyProblem.UNKNOWN_KEY, remedy, RelatedPlaces.NONE));
	}

	/** Return what a name with underscores means, or null if it is nothing of ours. */
	private @Nullable Meant meant(String name) {
		String rest = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
		List<String> words = new ArrayList<>();
		for (String word : rest.split(SEPARATORS)) {
			if (!word.isEmpty()) {
				words.add(word);
			}
		}
		String index = "";
		if (!words.isEmpty() && CorsKey.isNumber(words.get(words.size() - 1))) {
			index = words.remove(words.size() - 1);
		}
		if (words.isEmpty()) {
			return null;
		}
		if (words.size() > 2 && NearbyName.isNearPolicies(words.get(0))) {
			return meantInPolicy(words.subList(1, words.size()), index, false);
		}
		Meant meant = meant(null, List.of(), words, index);
		return (meant != null) ? meant : meantInPolicy(words, index, true);
	}

	/**
	 * Return what the name of a policy and a property mean.
	 * @param words the words of both
	 * @param index the index of an element, empty if there is none
	 * @param declared whether only a policy that a file declares is meant
	 */
	private @Nullable Meant meantInPolicy(List<String> words, String index, boolean declared) {
		Meant best = null;
		for (int i = 1; i < words.size(); i++) {
			String policy = policy(words.subList(0, i));
			boolean exists = isDeclared(policy);
			Meant meant = (exists || !declared)
					? meant(policy, words.subList(0, i), words.subList(i, words.size()), index) : null;
			if (meant != null && exists) {
				return meant;
			}
			if (meant != null && (best == null || meant.exact() && !best.exact())) {
				best = meant;
			}
		}
		return best;
	}

	/** Return the name of the policy that the words of a variable spell. */
	private String policy(List<String> words) {
		String declared = this.policies.get(String.join("", words));
		return (declared != null) ? declared : String.join("-", words);
	}

	/**
	 * Return what the words of a variable mean.
	 * @param policy the name of the policy, {@code null} at the top level
	 * @param above the words of the policy, none at the top level
	 * @param words the words of the property
	 * @param index the index of an element, empty if there is none
	 */
	private @Nullable Meant meant(@Nullable String policy, List<String> above, List<String> words, String index) {
		String property = property(words, policy != null, isDeclared(policy));
		if (property == null) {
			return null;
		}
		boolean split = String.join("-", words).equals(property);
		boolean same = split || String.join("", words).equals(CorsKey.uniform(property));
		// The words may be those of another program's name.
		boolean vague = !same && above.size() > 1 && !isDeclared(policy) && property.indexOf('-') < 0;
		if (vague) {
			return null;
		}
		String name = (words.size() == 1) ? property.replace("-", "") : property.replace('-', '_');
		String prefix = above.isEmpty() ? "" : "policies_" + String.join("_", above) + "_";
		return new Meant(policy, property, index, prefix + name, split || same && words.size() == 1);
	}

	/** Return the property that some words mean, or null if it is none of ours. */
	private static @Nullable String property(List<String> words, boolean named, boolean declared) {
		List<String> known = named ? CorsKey.SETTING_NAMES : CorsKey.TOP_LEVEL_NAMES;
		String name = String.join("-", words);
		String same = CorsKey.sameAs(name, known);
		if (same != null) {
			return same;
		}
		OtherName other = OtherName.find(name);
		if (other != null && other.property() != null && (declared || other.isTerm())
				&& known.contains(other.property())) {
			return other.property();
		}
		String near = NearbyName.find(name, known);
		// A word more belongs to the name of another program.
		return (near != null && NearbyName.countWords(name) <= NearbyName.countWords(near)) ? near : null;
	}

	private @Nullable Meant meantBySystemProperty(ConfigurationPropertyName name) {
		CorsKey key = CorsKey.isOurs(name) ? CorsKey.of(name) : null;
		if (key == null || key.isKnown() || key.isGroup()) {
			return null;
		}
		List<String> elements = new ArrayList<>(key.withoutIndices());
		if (elements.size() > 1 && CorsKey.sameAs(elements.get(0), List.copyOf(this.policies.values())) != null) {
			elements.add(0, CorsKey.POLICIES_ELEMENT);
		}
		boolean named = elements.size() > 2 && NearbyName.isNearPolicies(elements.get(0));
		List<String> rest = named ? elements.subList(2, elements.size()) : elements;
		String index = (key.size() > 1 && key.isIndex(key.size() - 1)) ? key.element(key.size() - 1) : "";
		String property = rest.isEmpty() ? null : property(rest, named, named);
		return (property != null) ? new Meant(named ? elements.get(1) : null, property, index, "", false) : null;
	}

	/**
	 * The property that a name probably means.
	 *
	 * @param policy the name of the policy, {@code null} at the top level
	 * @param property the property
	 * @param index the index of an element, empty if there is none
	 * @param variable the name with the same words, without its prefix and index
	 * @param exact whether the property is written as it is
	 */
	private record Meant(@Nullable String policy, String property, String index, String variable, boolean exact) {

		boolean isOfDefaultPolicy() {
			return this.policy != null && CorsKey.isDefault(this.policy);
		}

		/** Return the key, or null if the name of the policy has to be in brackets. */
		@Nullable String asKey() {
			if (this.policy != null && !CorsKey.isPlain(this.policy)) {
				return null;
			}
			CorsKey above = CorsKey
				.ofPolicy((this.policy == null || isOfDefaultPolicy()) ? CorsPolicyBuilder.DEFAULT_NAME : this.policy);
			return above + "." + this.property + (isElement() ? "[" + this.index + "]" : "");
		}

		/** Return the variable with the same words. */
		String asVariable() {
			return asVariable(isOfDefaultPolicy() ? this.property.replace('-', '_') : this.variable);
		}

		/** Return the variable with the words of each name in one. */
		String asVariableWithoutWords(String policy) {
			return asVariable("policies_" + CorsKey.uniform(policy) + "_" + CorsKey.uniform(this.property));
		}

		private String asVariable(String name) {
			return (PREFIX + name + (isElement() ? "_" + this.index : "")).toUpperCase(Locale.ROOT);
		}

		private boolean isElement() {
			return !this.index.isEmpty() && CorsKey.isList(this.property);
		}

	}

}
