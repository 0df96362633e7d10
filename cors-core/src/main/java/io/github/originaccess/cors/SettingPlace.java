// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

/**
 * The place where a setting of a policy is set. A remedy names it, so that people change
 * what has an effect.
 *
 * @param setter what sets it
 * @param location where a property is set, such as {@code application.yml:3:22}; empty if
 * it is not known, or if no property sets the setting
 * @param beans names of the beans that set it in code, or that add elements to it; empty
 * if there are none, or they are not known
 * @param text the place for a reader, such as
 * {@code cors.allowed-origins in application.yml:3:22}
 */
public record SettingPlace(Setter setter, String location, List<String> beans, String text) {

	/** The place of a setting that its own property sets, where nothing else is known. */
	static final SettingPlace IN_PROPERTIES = new SettingPlace(Setter.PROPERTY, "", List.of(), "properties");

	/** Create a place with a copy of the list. */
	public SettingPlace {
		beans = List.copyOf(beans);
	}

	/**
	 * Return the place of a setting that code sets.
	 * @param beans names of the beans that do so; empty if they are not known
	 * @return a place without a location, whose setter is {@link Setter#CODE}
	 */
	public static SettingPlace inCode(List<String> beans) {
		return new SettingPlace(Setter.CODE, "", beans, beans.isEmpty() ? "code" : quoted(beans));
	}

	/** Return the beans in words: {@code bean 'one'}, {@code beans 'one' and 'two'}. */
	private static String quoted(List<String> beans) {
		return ((beans.size() == 1) ? "bean '" : "beans '") + String.join("' and '", beans) + "'";
	}

	/** Return the beans in words, safe in a log, a header and JSON. */
	String printableBeans() {
		return quoted(this.beans.stream().map(PrintableText::ofName).toList());
	}

	/** Return the location in brackets after a blank, safe as above; may be empty. */
	String printableLocation() {
		return this.location.isEmpty() ? "" : " (" + PrintableText.ofName(this.location.replace("'", "")) + ")";
	}

	/**
	 * What sets a setting.
	 */
	public enum Setter {

		/** The policy's own property. */
		PROPERTY,

		/** The property of the default policy, which the policy inherits. */
		INHERITED_PROPERTY,

		/** Nothing: it is the built-in default. */
		NOTHING,

		/** Code: a change of the policy's property would have no effect. */
		CODE

	}

}
