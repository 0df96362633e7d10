// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What the author of an unknown key may have meant: the names that other products give
 * their settings, the usual misplacements, and otherwise the nearest name.
 */
final class UnknownKey {

	/** Keys that stand directly under {@code cors.} and concern all policies. */
	static final List<String> TOP_LEVEL_ONLY = List.of("enabled", "explain-denials", "filter-order",
			"ignore-unknown-keys", "refresh-fail-fast", "refresh-interval", "refresh-timeout");

	private static final String POLICIES = "policies";

	/** Where Micronaut and Spring Cloud Gateway have what we call named policies. */
	private static final Set<String> FOREIGN_POLICIES = Set.of("configurations", "corsconfigurations");

	private static final String NAMED = "named policies stand under cors.policies";

	private static final String SIDE_BY_SIDE = "policies stand side by side under cors.policies";

	private static final String NOT_KNOWN = "there is no such property";

	private static final String DISCONTINUED = "browsers have given up Private Network Access, so there is nothing to"
			+ " allow; take it out";

	/** What others call a setting, spelt uniformly. */
	private static final Map<String, Hint> FOREIGN = foreign();

	private UnknownKey() {
	}

	/**
	 * Return a hint on a key.
	 * @param elements the parts of the key after {@code cors.}, without indices
	 * @param yaml whether it stands in YAML, where a name in brackets is quoted
	 */
	static Hint hint(List<String> elements, boolean yaml) {
		String first = PropertyPlaces.uniform(elements.get(0));
		if (first.equals(POLICIES) && elements.size() > 1 && isDefault(elements.get(1))) {
			return ofDefaultPolicy(elements.subList(2, elements.size()), yaml);
		}
		if (elements.size() > 1 && isMisspeltPolicies(first) && (elements.size() > 2 || !isSetting(elements.get(1)))) {
			return ofNamedPolicy(elements.get(1), elements.subList(2, elements.size()), yaml);
		}
		boolean elsewhere = elements.size() > 2 && FOREIGN_POLICIES.contains(first);
		boolean named = elements.size() > 2 && first.equals(POLICIES) || elsewhere;
		String prefix = named ? policy(elements.get(1), yaml) : "cors.";
		List<String> rest = named ? elements.subList(2, elements.size()) : elements;
		String written = String.join(".", rest);
		if (rest.size() == 1
				&& (isSetting(written) || !named && contains(TOP_LEVEL_ONLY, PropertyPlaces.uniform(written)))) {
			return new Hint(elsewhere ? NAMED : "it has one value and is no list", prefix + canonical(written));
		}
		Hint foreign = FOREIGN.get(PropertyPlaces.uniform(written));
		if (foreign != null) {
			return foreign.under(prefix);
		}
		if (named && rest.size() > 2 && PropertyPlaces.uniform(rest.get(0)).equals(POLICIES)) {
			return new Hint(SIDE_BY_SIDE, policy(rest.get(1), yaml) + canonical(rest.get(2)));
		}
		String last = rest.get(rest.size() - 1);
		if (rest.size() > 1 && (isSetting(last) || !named && FOREIGN.containsKey(PropertyPlaces.uniform(last)))) {
			String name = String.join(".", rest.subList(0, rest.size() - 1));
			return named
					? new Hint("a dot ends the name of a policy; a name with dots stands in brackets",
							policy(elements.get(1) + "." + name, yaml) + canonical(last))
					: new Hint(NAMED, policy(name, yaml) + canonical(last));
		}
		if (isSetting(rest.get(0))) {
			return new Hint("nothing stands below this property", prefix + canonical(rest.get(0)));
		}
		if (named && contains(TOP_LEVEL_ONLY, PropertyPlaces.uniform(written))) {
			return new Hint("it concerns all policies and stands directly under cors", "cors." + last);
		}
		return nearest(prefix, rest, named);
	}

	static boolean isDefault(String policy) {
		return PropertyPlaces.uniform(policy).equals(CorsPolicyBuilder.DEFAULT_NAME);
	}

	private static Hint ofDefaultPolicy(List<String> rest, boolean yaml) {
		String reason = "the default policy stands directly under cors";
		if (rest.isEmpty()) {
			return new Hint(reason, null);
		}
		return new Hint(reason, hint(rest, yaml).instead());
	}

	private static boolean isMisspeltPolicies(String first) {
		return !first.equals(POLICIES) && first.startsWith("pol") && distance(first, POLICIES) <= 3;
	}

	/** What comes after the name may be misspelt as well. */
	private static Hint ofNamedPolicy(String name, List<String> rest, boolean yaml) {
		String setting = String.join(".", rest);
		if (isDefault(name) || !rest.isEmpty() && !isSetting(setting)) {
			return hint(Stream.concat(Stream.of(POLICIES, name), rest.stream()).toList(), yaml);
		}
		String policy = policy(name, yaml);
		return new Hint(NAMED, rest.isEmpty() ? policy.substring(0, policy.length() - 1) : policy + canonical(setting));
	}

	private static String policy(String name, boolean yaml) {
		String key = PropertyPlaces.policy(name);
		return (yaml ? key.replace("[", ".\"[").replace("]", "]\"") : key) + ".";
	}

	/** The name of the setting that is written or meant. */
	private static String canonical(String name) {
		String uniform = PropertyPlaces.uniform(name);
		Hint foreign = FOREIGN.get(uniform);
		return (foreign != null && foreign.instead() != null) ? foreign.instead() : name;
	}

	private static Hint nearest(String prefix, List<String> rest, boolean named) {
		String written = PropertyPlaces.uniform(String.join("", rest));
		List<String> known = new ArrayList<>(Arrays.stream(Setting.values()).map(Setting::propertyName).toList());
		if (!named) {
			known.addAll(TOP_LEVEL_ONLY);
			known.add(POLICIES);
		}
		String nearest = known.stream()
			.min(Comparator.comparingInt((name) -> distance(written, PropertyPlaces.uniform(name))))
			.orElseThrow();
		return new Hint(NOT_KNOWN, prefix + nearest);
	}

	static boolean isSetting(String name) {
		return Arrays.stream(Setting.values())
			.anyMatch((setting) -> PropertyPlaces.uniform(setting.propertyName()).equals(PropertyPlaces.uniform(name)));
	}

	private static boolean contains(List<String> names, String uniform) {
		return names.stream().anyMatch((name) -> PropertyPlaces.uniform(name).equals(uniform));
	}

	/** How many characters to insert, delete or replace (Levenshtein). */
	private static int distance(String one, String other) {
		int[] distances = new int[other.length() + 1];
		Arrays.setAll(distances, (i) -> i);
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = distances[0];
			distances[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int replaced = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = distances[j];
				distances[j] = Math.min(replaced, Math.min(distances[j - 1], diagonal) + 1);
			}
		}
		return distances[other.length()];
	}

	private static Map<String, Hint> foreign() {
		Map<String, Hint> foreign = new HashMap<>();
		for (Setting setting : Setting.values()) {
			// Tomcat's, which have dots where others have dashes.
			foreign.put(PropertyPlaces.uniform(setting.propertyName()),
					new Hint("a dot begins another level", setting.propertyName()));
		}
		Hint patterns = new Hint("patterns stand among the origins", Setting.ALLOWED_ORIGINS.propertyName());
		Hint noPatterns = new Hint(
				"there are no regular expressions; patterns such as https://*.example.com stand" + " among the origins",
				Setting.ALLOWED_ORIGINS.propertyName());
		put(foreign, patterns, "allowedoriginpatterns", "allowedoriginspatterns", "allowedoriginpattern",
				"originpatterns");
		put(foreign, noPatterns, "allowedoriginsregex", "allowedoriginregex", "originsregex", "originregex");
		put(foreign, new Hint(DISCONTINUED, null), "allowprivatenetwork", "allowprivatenetworkaccess",
				"privatenetworkaccess", "allowlocalnetwork");
		put(foreign, Setting.ALLOWED_ORIGINS, "origins", "origin", "alloworigins", "alloworigin",
				"accesscontrolalloworigin", "trustedorigins");
		put(foreign, Setting.ALLOWED_METHODS, "methods", "method", "allowmethods", "allowmethod",
				"accesscontrolallowmethods");
		put(foreign, Setting.ALLOWED_HEADERS, "headers", "header", "allowheaders", "allowheader",
				"accesscontrolallowheaders");
		put(foreign, Setting.EXPOSED_HEADERS, "exposeheaders", "exposeheader", "accesscontrolexposeheaders");
		put(foreign, Setting.ALLOW_CREDENTIALS, "allowedcredentials", "allowedcredential", "allowscredentials",
				"credentials", "supportcredentials", "supportscredentials", "withcredentials", "credentialsallowed",
				"credentialssupported", "accesscontrolallowcredentials");
		put(foreign, Setting.MAX_AGE, "preflightmaxage", "accesscontrolmaxage", "maxageseconds", "maxageinseconds");
		put(foreign, Setting.PATHS, "mapping", "mappings", "path", "pathpattern", "pathpatterns", "urlpattern",
				"urlpatterns");
		put(foreign, new Hint(NOT_KNOWN, "filter-order"), "order");
		put(foreign, new Hint("the name of a policy is the key that its settings stand under", null), "name", "id");
		put(foreign, new Hint("there is nothing like it here; take it out", null), "requestdecorate", "chainpreflight",
				"preflightcontinue", "optionssuccessstatus", "localhostpassthrough", "singleheader");
		return Map.copyOf(foreign);
	}

	private static void put(Map<String, Hint> foreign, Setting setting, String... names) {
		put(foreign, new Hint(NOT_KNOWN, setting.propertyName()), names);
	}

	private static void put(Map<String, Hint> foreign, Hint hint, String... names) {
		Stream.of(names).forEach((name) -> foreign.put(name, hint));
	}

	/**
	 * What to say of a key.
	 *
	 * @param reason why it is refused
	 * @param instead the key to write instead, if there is one
	 */
	record Hint(String reason, @Nullable String instead) {

		private Hint under(String prefix) {
			return (this.instead != null) ? new Hint(this.reason, prefix + this.instead) : this;
		}

	}

}
