// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * A key under {@code cors.}: it names a setting of the default policy, a setting of a
 * named policy, a property for all policies, or nothing that is known. Two keys are equal
 * if they are spellings of the same property, such as {@code cors.max-age} and
 * {@code CORS.MAXAGE}.
 */
public final class CorsKey {

	/** The name above all keys. */
	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("cors");

	/** The name above all named policies. */
	static final ConfigurationPropertyName POLICIES = ROOT.append("policies");

	/** The element that begins the keys of named policies. */
	static final String POLICIES_ELEMENT = "policies";

	/** The property that decides whether unknown keys are ignored. */
	static final ConfigurationPropertyName IGNORE_UNKNOWN_KEYS = ROOT.append("ignore-unknown-keys");

	/** Properties for all policies, which exist directly under {@code cors.} only. */
	static final List<String> TOP_LEVEL_ONLY = List.of("enabled", "explain-denials", "filter-order",
			"ignore-unknown-keys", "refresh-fail-fast", "refresh-interval", "refresh-timeout");

	/** The names of the properties that every policy has. */
	static final List<String> SETTING_NAMES;

	/** The names of all properties directly under {@code cors.}, without the policies. */
	static final List<String> TOP_LEVEL_NAMES;

	private static final Set<String> UNIFORM_TOP_LEVEL_ONLY = new HashSet<>();

	private static final Map<String, Setting> SETTINGS = new HashMap<>();

	static {
		List<String> names = new ArrayList<>();
		for (Setting setting : Setting.values()) {
			names.add(setting.propertyName());
			SETTINGS.put(uniform(setting.propertyName()), setting);
		}
		SETTING_NAMES = List.copyOf(names);
		for (String name : TOP_LEVEL_ONLY) {
			names.add(name);
			UNIFORM_TOP_LEVEL_ONLY.add(uniform(name));
		}
		TOP_LEVEL_NAMES = List.copyOf(names);
	}

	private static final Set<Setting> LISTS = EnumSet.of(Setting.ALLOWED_ORIGINS, Setting.ALLOWED_METHODS,
			Setting.ALLOWED_HEADERS, Setting.EXPOSED_HEADERS, Setting.PATHS, Setting.OWN_ORIGINS);

	/** The elements after {@code cors}. */
	private final List<String> elements;

	/** Which of the elements are indices of lists. */
	private final BitSet indices;

	/** The same elements in the spelling that all spellings have in common. */
	private final List<String> uniform;

	private CorsKey(List<String> elements, BitSet indices) {
		this.elements = elements;
		this.indices = indices;
		this.uniform = new ArrayList<>(elements.size());
		for (String element : elements) {
			boolean policy = this.uniform.size() == 1 && isUnderPolicies();
			this.uniform.add(policy ? uniformPolicy(element) : uniform(element));
		}
	}

	/** Return the key of a name for which {@link #isOurs} holds. */
	static CorsKey of(ConfigurationPropertyName name) {
		List<String> elements = new ArrayList<>();
		BitSet indices = new BitSet();
		for (int i = ROOT.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			indices.set(elements.size(), name.isNumericIndex(i));
			elements.add(name.getElement(i, Form.ORIGINAL));
		}
		return new CorsKey(elements, indices);
	}

	/**
	 * Return the key of a setting.
	 * @param policy the name of the policy
	 * @param setting the setting
	 * @return the key of the policy's own property
	 */
	public static CorsKey of(String policy, Setting setting) {
		return of(policy, setting, -1);
	}

	/** Return the key of a list's element, or of the whole setting if the index is -1. */
	static CorsKey of(String policy, Setting setting, int index) {
		List<String> elements = new ArrayList<>(ofPolicy(policy).elements);
		elements.add(setting.propertyName());
		BitSet indices = new BitSet();
		if (index >= 0) {
			indices.set(elements.size());
			elements.add(String.valueOf(index));
		}
		return new CorsKey(elements, indices);
	}

	/** Return the key above the settings of a policy. */
	static CorsKey ofPolicy(String policy) {
		return policy.equals(CorsPolicyBuilder.DEFAULT_NAME) ? new CorsKey(List.of(), new BitSet())
				: ofNamedPolicy(policy);
	}

	/** Return the key above the settings of a named policy. */
	static CorsKey ofNamedPolicy(String policy) {
		return new CorsKey(List.of(POLICIES_ELEMENT, policy), new BitSet());
	}

	/** Whether a name is {@code cors} or a name below it. */
	static boolean isOurs(ConfigurationPropertyName name) {
		return ROOT.equals(name) || ROOT.isAncestorOf(name);
	}

	/**
	 * Tell whether a key is {@code cors} or a key below it.
	 * @param written the key in any spelling, that of an environment variable included
	 * @return whether it is such a key
	 */
	public static boolean isOurs(String written) {
		String root = ROOT.toString();
		String name = written.toLowerCase(Locale.ROOT);
		return name.startsWith(root)
				&& (name.length() == root.length() || ".[_".indexOf(name.charAt(root.length())) >= 0);
	}

	/** Whether the name of a policy is a spelling of {@code default}. */
	static boolean isDefault(String policy) {
		return uniform(policy).equals(CorsPolicyBuilder.DEFAULT_NAME);
	}

	/** Whether an element is a spelling of a setting's name. */
	static boolean isSetting(String element) {
		return SETTINGS.containsKey(uniform(element));
	}

	/** Whether an element is a spelling of a setting that is a list. */
	static boolean isList(String element) {
		Setting setting = SETTINGS.get(uniform(element));
		return setting != null && LISTS.contains(setting);
	}

	/** Return the name that a text spells, or null if it spells none of the names. */
	static @Nullable String sameAs(String written, List<String> names) {
		String uniform = uniform(written);
		return names.stream().filter((name) -> uniform(name).equals(uniform)).findFirst().orElse(null);
	}

	/**
	 * Return the letters and digits of a text in lower case. All spellings that relaxed
	 * binding accepts for a property have these in common.
	 */
	static String uniform(String text) {
		String lowerCase = text.toLowerCase(Locale.ROOT);
		StringBuilder uniform = new StringBuilder(lowerCase.length());
		for (int i = 0; i < lowerCase.length(); i++) {
			if (Character.isLetterOrDigit(lowerCase.charAt(i))) {
				uniform.append(lowerCase.charAt(i));
			}
		}
		return uniform.toString();
	}

	/** A name in brackets is taken literally: {@code [/a/*]} is not {@code [/a/**]}. */
	private static String uniformPolicy(String name) {
		return isPlain(name) ? uniform(name) : "[" + name + "]";
	}

	/** Whether the name of a policy needs no brackets. */
	static boolean isPlain(String policy) {
		for (int i = 0; i < policy.length(); i++) {
			char c = policy.charAt(i);
			if (c >= 0x80 || !Character.isLetterOrDigit(c) && c != '-' && c != '_') {
				return false;
			}
		}
		return true;
	}

	/** Whether an element has digits only, like the index of a list. */
	static boolean isNumber(String element) {
		for (int i = 0; i < element.length(); i++) {
			if (!Character.isDigit(element.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/** Return the number of elements after {@code cors}. */
	int size() {
		return this.elements.size();
	}

	/** Return an element after {@code cors}, as written. */
	String element(int position) {
		return this.elements.get(position);
	}

	/** Whether an element after {@code cors} is the index of a list. */
	boolean isIndex(int position) {
		return this.indices.get(position);
	}

	/** Whether the key is {@code cors.policies} or a key below it. */
	boolean isUnderPolicies() {
		return !this.uniform.isEmpty() && this.uniform.get(0).equals(POLICIES_ELEMENT);
	}

	/** Whether the key uses the name of the default policy as that of a named one. */
	boolean namesDefaultPolicy() {
		return isUnderPolicies() && size() > 1 && isDefault(element(1));
	}

	/**
	 * Whether only keys belong below the key: {@code cors}, the policies, or a policy.
	 */
	boolean isGroup() {
		return size() == 0 || isUnderPolicies() && size() <= 2;
	}

	/** Whether the key names an existing property or an element of one. */
	boolean isKnown() {
		if (namesDefaultPolicy()) {
			return false;
		}
		return isWholeSetting() || isElement() || size() == 1 && UNIFORM_TOP_LEVEL_ONLY.contains(this.uniform.get(0));
	}

	private boolean isWholeSetting() {
		return setting() != null && size() == settingPosition() + 1;
	}

	private boolean isElement() {
		return isInList() && size() == settingPosition() + 2;
	}

	/** Whether the key is below an element of a list, where no key is read. */
	boolean isBelowElement() {
		return isInList() && size() > settingPosition() + 2;
	}

	/**
	 * Whether the key stands below a list and is not an element of it. Boot leaves the
	 * whole list unset if there is such a key.
	 */
	boolean unsetsList() {
		Setting setting = setting();
		return setting != null && LISTS.contains(setting) && size() > settingPosition() + 1 && !isElement()
				&& !namesDefaultPolicy();
	}

	/** Whether the key may be ignored, because it neither sets nor unsets anything. */
	boolean isIgnorable() {
		return namesDefaultPolicy() || !isKnown() && !isGroup() && !unsetsList();
	}

	private boolean isInList() {
		Setting setting = setting();
		return setting != null && LISTS.contains(setting) && isIndex(settingPosition() + 1);
	}

	private @Nullable Setting setting() {
		return (settingPosition() < size()) ? SETTINGS.get(this.uniform.get(settingPosition())) : null;
	}

	private int settingPosition() {
		return isUnderPolicies() ? 2 : 0;
	}

	/** Whether the key, spelt as a variable, is a list of a policy. */
	boolean isListOfVariable() {
		String variable = asVariable();
		for (Setting setting : LISTS) {
			String list = uniform(setting.propertyName());
			if (variable.equals(list) || variable.startsWith(POLICIES_ELEMENT) && variable.endsWith(list)
					&& variable.length() > POLICIES_ELEMENT.length() + list.length()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the letters and digits of all elements. An environment variable has no
	 * dashes, and its words between underscores are elements of its name.
	 */
	String asVariable() {
		return uniform(String.join("", this.uniform));
	}

	/** Return the key without its last element. */
	CorsKey parent() {
		return new CorsKey(this.elements.subList(0, size() - 1), this.indices.get(0, size() - 1));
	}

	/** Whether the key is equal to another one or below it. */
	boolean startsWith(CorsKey other) {
		return size() >= other.size() && this.uniform.subList(0, other.size()).equals(other.uniform);
	}

	/**
	 * Return the elements as written, without the indices of lists. A policy whose name
	 * is a number keeps it.
	 */
	List<String> withoutIndices() {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < size(); i++) {
			if (!isIndex(i) || i == 1 && isUnderPolicies()) {
				names.add(element(i));
			}
		}
		return names;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CorsKey key && key.uniform.equals(this.uniform);
	}

	@Override
	public int hashCode() {
		return this.uniform.hashCode();
	}

	/** Return the key as a properties file has it. */
	@Override
	public String toString() {
		StringBuilder key = new StringBuilder(ROOT.toString());
		for (int i = 0; i < size(); i++) {
			boolean brackets = isIndex(i) || i == 1 && isUnderPolicies() && !isPlain(element(i));
			key.append(brackets ? "[" + element(i) + "]" : "." + element(i));
		}
		return key.toString();
	}

}
