// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a report on the configuration.
 *
 * @param property the property as its author wrote it
 * @param value its value, {@code null} if it is not set
 * @param place where it was set, or where the policy is declared that lacks it
 * @param overridden places whose value this one takes the place of
 * @param reason why it is refused, as one sentence without its full stop
 * @param code what is wrong: a heading of {@code docs/problems.md}
 * @param instead what to write instead, if there is something
 */
public record PropertyProblem(String property, @Nullable String value, PropertyPlace place,
		List<PropertyPlace> overridden, String reason, String code, @Nullable String instead) {

	public static final String UNKNOWN_KEY = "unknown-key";

	public static final String WRONG_TYPE = "wrong-type";

	public static final String UNRESOLVED_PLACEHOLDER = "unresolved-placeholder";

	public static final String NOT_POSITIVE = "refresh-time-not-positive";

	static final String NOTHING_DEFINES_IT = "nothing defines the placeholder";

	/** How a placeholder begins, which Boot leaves as it is if nothing defines it. */
	static final String PLACEHOLDER = "${";

	/** Return the same of a list as a whole, of which this is an element. */
	PropertyProblem ofWholeList() {
		return ofProperty(withoutIndices(this.property));
	}

	/** Return the same of a property that stands in the same place. */
	PropertyProblem ofProperty(String other) {
		return new PropertyProblem(other, this.value, this.place, this.overridden, this.reason, this.code,
				this.instead);
	}

	/**
	 * Whether a property is not set because of this: it was misspelt, or what it was set
	 * to cannot be bound, here or in the default policy.
	 */
	public boolean explains(PropertyProblem unset) {
		String name = unset.property.substring(unset.property.lastIndexOf('.') + 1);
		return isAbout(unset.property) || !name.equals(Setting.PATHS.propertyName()) && isAbout("cors." + name);
	}

	private boolean isAbout(String other) {
		String uniform = PropertyPlaces.uniform(other);
		return PropertyPlaces.uniform(this.property).startsWith(uniform)
				|| this.instead != null && PropertyPlaces.uniform(this.instead).equals(uniform);
	}

	private static String withoutIndices(String key) {
		int bracket = key.length();
		while (bracket > 0 && key.charAt(bracket - 1) == ']') {
			int open = key.lastIndexOf('[', bracket - 1);
			if (open < 0 || !key.substring(open + 1, bracket - 1).chars().allMatch(Character::isDigit)) {
				break;
			}
			bracket = open;
		}
		return key.substring(0, bracket);
	}

}
