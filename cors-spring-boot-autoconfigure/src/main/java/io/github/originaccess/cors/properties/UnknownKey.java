// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.docs.Documentation;
import org.jspecify.annotations.Nullable;

/**
 * The problem of an unknown key: a reason and a remedy. The remedy is the key that was
 * probably meant: the counterpart of another framework's name, the right place of a
 * misplaced key, or a near name. There is none if no name is near.
 *
 * @param reason why there is no such key
 * @param remedy the key to write, {@code null} if none is meant
 */
record UnknownKey(String reason, @Nullable String remedy) {

	/** Elements that begin the named policies of Micronaut and Spring Cloud Gateway. */
	private static final Set<String> POLICIES_OF_OTHERS = Set.of("configurations", "corsconfigurations");

	/** Names of parts of a program. A policy seldom has one of them. */
	private static final Set<String> PARTS = Set.of("config", "configs", "configuration", "configurations",
			"corsconfiguration", "corsconfigurations", "filter", "filters", "global", "globalcors", "mapping",
			"mappings", "options", "properties", "settings");

	/** Names of the default policy that are not its own. */
	private static final Set<String> DEFAULTS = Set.of("defaultpolicy", "defaults");

	private static final String OF_DEFAULT_POLICY = "the settings of the default policy belong directly under cors";

	private static final String NAMED = "named policies belong under cors.policies";

	static final String ONE_VALUE = "this property takes one value, not a list";

	private static final String PREFIX = "cors.";

	private static final String TWICE = "the key begins with cors twice";

	/** A key of a report is whole, and in YAML the keys above are a part of it. */
	private static final String TWICE_IN_YAML = TWICE + "; below other keys, write only the part that follows them";

	private static final String NOTHING_NEAR = OtherName.NO_SUCH_PROPERTY + "; " + Documentation.PROPERTIES.address()
			+ " lists all properties";

	/**
	 * Describe an unknown key.
	 * @param elements the elements of the key after {@code cors}, without indices
	 * @param yaml whether the key is in YAML, where a name in brackets is quoted
	 * @return the reason and the remedy
	 */
	static UnknownKey of(List<String> elements, boolean yaml) {
		String first = elements.get(0);
		boolean policies = CorsKey.uniform(first).equals(CorsKey.POLICIES_ELEMENT);
		if (policies && elements.size() > 1 && CorsKey.isDefault(elements.get(1))) {
			return ofDefaultPolicy(elements.subList(2, elements.size()), yaml);
		}
		if (elements.size() > 1 && first.equals(CorsKey.ROOT.toString())) {
			return twice(elements.subList(1, elements.size()), yaml);
		}
		if (!policies && NearbyName.isNearPolicies(first)) {
			return ofMisspeltPolicies(elements, yaml);
		}
		boolean elsewhere = elements.size() > 2 && POLICIES_OF_OTHERS.contains(CorsKey.uniform(first));
		if (elements.size() < 3 || !policies && !elsewhere) {
			return ofPart(elements, null, yaml);
		}
		UnknownKey key = ofPart(elements.subList(2, elements.size()), elements.get(1), yaml);
		return elsewhere ? key.because(NAMED) : key;
	}

	/** Describe a whole key that is written below another one. */
	private static UnknownKey twice(List<String> elements, boolean yaml) {
		return of(elements, yaml).because(yaml ? TWICE_IN_YAML : TWICE);
	}

	/** Return where a whole key begins below another one, or -1. */
	private static int beginOfWholeKey(List<String> rest) {
		for (int i = rest.size() - 2; i >= 0; i--) {
			if (rest.get(i).equals(CorsKey.ROOT.toString())
					&& (i == 0 || CorsKey.uniform(rest.get(i + 1)).equals(CorsKey.POLICIES_ELEMENT))) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Describe the part of a key below its policy, or below {@code cors} if the policy is
	 * null.
	 */
	private static UnknownKey ofPart(List<String> rest, @Nullable String policy, boolean yaml) {
		String written = String.join(".", rest);
		String prefix = (policy != null) ? prefix(policy, yaml) : PREFIX;
		List<String> known = (policy != null) ? CorsKey.SETTING_NAMES : CorsKey.TOP_LEVEL_NAMES;
		String same = CorsKey.sameAs(written, known);
		if (same != null) {
			return new UnknownKey((rest.size() == 1) ? ONE_VALUE : "a dot starts another level of keys", prefix + same);
		}
		int whole = beginOfWholeKey(rest);
		if (whole >= 0) {
			return twice(rest.subList(whole + 1, rest.size()), yaml);
		}
		OtherName other = OtherName.find(written);
		if (other != null) {
			String property = other.property();
			return new UnknownKey(other.reason(), (property != null)
					? (CorsKey.SETTING_NAMES.contains(property) ? prefix : PREFIX) + property : null);
		}
		UnknownKey misplaced = misplaced(rest, policy, yaml);
		if (misplaced != null) {
			return misplaced;
		}
		String near = NearbyName.find(written, known);
		return (near != null) ? new UnknownKey(OtherName.NO_SUCH_PROPERTY, prefix + near)
				: new UnknownKey(NOTHING_NEAR, null);
	}

	/** Describe a key with a property's own name on the wrong level, or return null. */
	private static @Nullable UnknownKey misplaced(List<String> rest, @Nullable String policy, boolean yaml) {
		String first = rest.get(0);
		String last = rest.get(rest.size() - 1);
		if (rest.size() == 1) {
			String ofAll = (policy != null) ? CorsKey.sameAs(last, CorsKey.TOP_LEVEL_ONLY) : null;
			if ("enabled".equals(ofAll)) {
				// What is meant for one policy would turn off all of them.
				return new UnknownKey("no policy is turned off alone; cors.enabled applies to all policies", null);
			}
			return (ofAll != null) ? new UnknownKey(
					"this property applies to all policies and belongs directly under cors", PREFIX + ofAll) : null;
		}
		if (policy != null && rest.size() > 2 && CorsKey.uniform(first).equals(CorsKey.POLICIES_ELEMENT)) {
			return ofPart(rest.subList(2, rest.size()), rest.get(1), yaml)
				.because("each policy belongs directly under cors.policies");
		}
		String setting = setting(last);
		if (setting != null) {
			String name = String.join(".", rest.subList(0, rest.size() - 1));
			if (policy == null && DEFAULTS.contains(CorsKey.uniform(name))) {
				return new UnknownKey(OF_DEFAULT_POLICY, PREFIX + setting);
			}
			if (policy == null && PARTS.contains(CorsKey.uniform(first))) {
				return new UnknownKey(NAMED + ", and settings for all paths directly under cors", null);
			}
			return (policy == null) ? new UnknownKey(NAMED, prefix(name, yaml) + setting)
					: new UnknownKey("a dot ends the name of a policy; put a name with dots in brackets",
							prefix(policy + "." + name, yaml) + setting);
		}
		String whole = CorsKey.sameAs(first, (policy != null) ? CorsKey.SETTING_NAMES : CorsKey.TOP_LEVEL_NAMES);
		return (whole != null) ? new UnknownKey("this property has no keys below it",
				((policy != null) ? prefix(policy, yaml) : PREFIX) + whole) : null;
	}

	private static UnknownKey ofDefaultPolicy(List<String> rest, boolean yaml) {
		return new UnknownKey(OF_DEFAULT_POLICY, rest.isEmpty() ? null : of(rest, yaml).remedy());
	}

	/** The setting below the name of the policy may be misspelt as well. */
	private static UnknownKey ofMisspeltPolicies(List<String> elements, boolean yaml) {
		List<String> corrected = new ArrayList<>(elements);
		corrected.set(0, CorsKey.POLICIES_ELEMENT);
		if (elements.size() < 3) {
			return (elements.size() == 2 && CorsKey.isDefault(elements.get(1))) ? of(corrected, yaml)
					: new UnknownKey(NAMED + ", and each setting below the name of its policy", null);
		}
		String setting = CorsKey.sameAs(String.join(".", elements.subList(2, elements.size())), CorsKey.SETTING_NAMES);
		return (setting != null && !CorsKey.isDefault(elements.get(1)))
				? new UnknownKey(NAMED, prefix(elements.get(1), yaml) + setting) : of(corrected, yaml);
	}

	/** Return what the keys of a policy begin with. The default policy has no name. */
	private static String prefix(String name, boolean yaml) {
		if (CorsKey.isDefault(name)) {
			return PREFIX;
		}
		String key = CorsKey.ofNamedPolicy(name).toString();
		return (yaml ? key.replace("[", ".\"[").replace("]", "]\"") : key) + ".";
	}

	/**
	 * Return the setting that a name stands for: its own name in any spelling, or a name
	 * of another framework that means nothing else.
	 */
	private static @Nullable String setting(String name) {
		OtherName other = OtherName.find(name);
		return (other != null && other.isTerm() && other.property() != null
				&& CorsKey.SETTING_NAMES.contains(other.property())) ? other.property()
						: CorsKey.sameAs(name, CorsKey.SETTING_NAMES);
	}

	/** Return the same remedy with another reason, if the name itself is right. */
	private UnknownKey because(String wrongPlace) {
		return this.reason.equals(ONE_VALUE) ? new UnknownKey(wrongPlace, this.remedy) : this;
	}

}
