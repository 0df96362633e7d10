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

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The problem of an unknown key: a reason and a remedy. The remedy is the key that was
 * probably meant: the counterpart of another product's name, the right place of a
 * misplaced key, or the nearest name.
 *
 * @param reason why there is no such key
 * @param remedy the key to write, {@code null} if none is meant
 */
record UnknownKey(String reason, @Nullable String remedy) {

	/** Elements that begin the named policies of Micronaut and Spring Cloud Gateway. */
	private static final Set<String> POLICIES_OF_OTHERS = Set.of("configurations", "corsconfigurations");

	private static final String NAMED = "named policies belong under cors.policies";

	private static final String NO_SUCH_PROPERTY = "there is no such property";

	/** Settings of other products by their names, spelt uniformly. */
	private static final Map<String, UnknownKey> OTHER_PRODUCTS = otherProducts();

	/**
	 * Describe an unknown key.
	 * @param elements the elements of the key after {@code cors}, without indices
	 * @param yaml whether the key is in YAML, where a name in brackets is quoted
	 * @return the reason and the remedy
	 */
	static UnknownKey of(List<String> elements, boolean yaml) {
		String first = CorsKey.uniform(elements.get(0));
		boolean policies = first.equals(CorsKey.POLICIES_ELEMENT);
		if (policies && elements.size() > 1 && CorsKey.isDefault(elements.get(1))) {
			return ofDefaultPolicy(elements.subList(2, elements.size()), yaml);
		}
		if (elements.size() > 1 && isMisspeltPolicies(first)
				&& (elements.size() > 2 || !CorsKey.isSetting(elements.get(1)))) {
			return ofNamedPolicy(elements.get(1), elements.subList(2, elements.size()), yaml);
		}
		boolean elsewhere = elements.size() > 2 && POLICIES_OF_OTHERS.contains(first);
		boolean named = elements.size() > 2 && policies || elsewhere;
		String prefix = named ? policy(elements.get(1), yaml) : "cors.";
		List<String> rest = named ? elements.subList(2, elements.size()) : elements;
		String written = String.join(".", rest);
		if (rest.size() == 1 && (CorsKey.isSetting(written) || !named && CorsKey.isTopLevelOnly(written))) {
			return new UnknownKey(elsewhere ? NAMED : "this property takes one value, not a list",
					prefix + canonical(written));
		}
		UnknownKey other = OTHER_PRODUCTS.get(CorsKey.uniform(written));
		if (other != null) {
			return other.under(prefix);
		}
		if (named && rest.size() > 2 && CorsKey.uniform(rest.get(0)).equals(CorsKey.POLICIES_ELEMENT)) {
			return new UnknownKey("each policy belongs directly under cors.policies",
					policy(rest.get(1), yaml) + canonical(rest.get(2)));
		}
		String last = rest.get(rest.size() - 1);
		if (rest.size() > 1
				&& (CorsKey.isSetting(last) || !named && OTHER_PRODUCTS.containsKey(CorsKey.uniform(last)))) {
			String name = String.join(".", rest.subList(0, rest.size() - 1));
			return named
					? new UnknownKey("a dot ends the name of a policy; put a name with dots in brackets",
							policy(elements.get(1) + "." + name, yaml) + canonical(last))
					: new UnknownKey(NAMED, policy(name, yaml) + canonical(last));
		}
		if (CorsKey.isSetting(rest.get(0))) {
			return new UnknownKey("this property has no keys below it", prefix + canonical(rest.get(0)));
		}
		if (named && CorsKey.isTopLevelOnly(written)) {
			return new UnknownKey("this property applies to all policies and belongs directly under cors",
					"cors." + last);
		}
		return nearest(prefix, rest, named);
	}

	private static UnknownKey ofDefaultPolicy(List<String> rest, boolean yaml) {
		return new UnknownKey("the settings of the default policy belong directly under cors",
				rest.isEmpty() ? null : of(rest, yaml).remedy());
	}

	private static boolean isMisspeltPolicies(String first) {
		return !first.equals(CorsKey.POLICIES_ELEMENT) && first.startsWith("pol")
				&& distance(first, CorsKey.POLICIES_ELEMENT) <= 3;
	}

	/** The setting below a policy's name may be misspelt as well. */
	private static UnknownKey ofNamedPolicy(String name, List<String> rest, boolean yaml) {
		String setting = String.join(".", rest);
		if (CorsKey.isDefault(name) || !rest.isEmpty() && !CorsKey.isSetting(setting)) {
			return of(Stream.concat(Stream.of(CorsKey.POLICIES_ELEMENT, name), rest.stream()).toList(), yaml);
		}
		String policy = policy(name, yaml);
		return new UnknownKey(NAMED,
				rest.isEmpty() ? policy.substring(0, policy.length() - 1) : policy + canonical(setting));
	}

	private static String policy(String name, boolean yaml) {
		String key = CorsKey.ofNamedPolicy(name).toString();
		return (yaml ? key.replace("[", ".\"[").replace("]", "]\"") : key) + ".";
	}

	/**
	 * Return the setting's own name for a name of another product, or any other name as
	 * it is.
	 */
	private static String canonical(String name) {
		UnknownKey other = OTHER_PRODUCTS.get(CorsKey.uniform(name));
		return (other != null && other.remedy() != null) ? other.remedy() : name;
	}

	private static UnknownKey nearest(String prefix, List<String> rest, boolean named) {
		String written = CorsKey.uniform(String.join("", rest));
		List<String> known = new ArrayList<>(Arrays.stream(Setting.values()).map(Setting::propertyName).toList());
		if (!named) {
			known.addAll(CorsKey.TOP_LEVEL_ONLY);
			known.add(CorsKey.POLICIES_ELEMENT);
		}
		String nearest = known.stream()
			.min(Comparator.comparingInt((name) -> distance(written, CorsKey.uniform(name))))
			.orElseThrow();
		return new UnknownKey(NO_SUCH_PROPERTY, prefix + nearest);
	}

	/**
	 * Count the characters to insert, delete or replace: the Levenshtein distance.
	 */
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

	private static Map<String, UnknownKey> otherProducts() {
		Map<String, UnknownKey> keys = new HashMap<>();
		for (Setting setting : Setting.values()) {
			// Tomcat's names have dots where these have dashes.
			keys.put(CorsKey.uniform(setting.propertyName()),
					new UnknownKey("a dot starts another level of keys", setting.propertyName()));
		}
		put(keys, Setting.ALLOWED_ORIGINS, "origins", "origin", "alloworigins", "alloworigin",
				"accesscontrolalloworigin", "trustedorigins");
		put(keys, Setting.ALLOWED_METHODS, "methods", "method", "allowmethods", "allowmethod",
				"accesscontrolallowmethods");
		put(keys, Setting.ALLOWED_HEADERS, "headers", "header", "allowheaders", "allowheader",
				"accesscontrolallowheaders");
		put(keys, Setting.EXPOSED_HEADERS, "exposeheaders", "exposeheader", "accesscontrolexposeheaders");
		put(keys, Setting.ALLOW_CREDENTIALS, "allowedcredentials", "allowedcredential", "allowscredentials",
				"credentials", "supportcredentials", "supportscredentials", "withcredentials", "credentialsallowed",
				"credentialssupported", "accesscontrolallowcredentials");
		put(keys, Setting.MAX_AGE, "preflightmaxage", "accesscontrolmaxage", "maxageseconds", "maxageinseconds");
		put(keys, Setting.PATHS, "mapping", "mappings", "path", "pathpattern", "pathpatterns", "urlpattern",
				"urlpatterns");
		put(keys, new UnknownKey(NO_SUCH_PROPERTY, "filter-order"), "order");
		put(keys, new UnknownKey("patterns belong in the list of origins", Setting.ALLOWED_ORIGINS.propertyName()),
				"allowedoriginpatterns", "allowedoriginspatterns", "allowedoriginpattern", "originpatterns");
		put(keys,
				new UnknownKey("regular expressions are not supported; patterns such as https://*.example.com"
						+ " belong in the list of origins", Setting.ALLOWED_ORIGINS.propertyName()),
				"allowedoriginsregex", "allowedoriginregex", "originsregex", "originregex");
		put(keys,
				new UnknownKey("browsers have given up Private Network Access, so there is nothing to allow; remove"
						+ " this property", null),
				"allowprivatenetwork", "allowprivatenetworkaccess", "privatenetworkaccess", "allowlocalnetwork");
		put(keys, new UnknownKey("the name of a policy is the key above its settings", null), "name", "id");
		put(keys, new UnknownKey("there is no such setting here; remove this property", null), "requestdecorate",
				"chainpreflight", "preflightcontinue", "optionssuccessstatus", "localhostpassthrough", "singleheader");
		return Map.copyOf(keys);
	}

	private static void put(Map<String, UnknownKey> keys, Setting setting, String... names) {
		put(keys, new UnknownKey(NO_SUCH_PROPERTY, setting.propertyName()), names);
	}

	private static void put(Map<String, UnknownKey> keys, UnknownKey key, String... names) {
		Stream.of(names).forEach((name) -> keys.put(name, key));
	}

	private UnknownKey under(String prefix) {
		return (this.remedy != null) ? new UnknownKey(this.reason, prefix + this.remedy) : this;
	}

}
