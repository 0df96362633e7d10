// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Comparator;
import java.util.List;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the configuration, with the property and the place that it concerns.
 *
 * @param property the property as written
 * @param value the value, {@code null} if the property is not set; also {@code null} for
 * an unknown key, because its value may be a secret
 * @param place where the property is set; for a property that is not set, where its
 * policy is declared
 * @param overridden the places whose values this one overrides
 * @param reason why the value is a problem, as one sentence without its full stop
 * @param code the code of the problem, a heading of {@code docs/problems.md}
 * @param remedy what to write, {@code null} if there is none
 * @param related the further places that the problem depends on
 */
public record PropertyProblem(String property, @Nullable String value, PropertyPlace place,
		List<PropertyPlace> overridden, String reason, String code, @Nullable String remedy, RelatedPlaces related) {

	/** Order by file, line and column. Places that are not in a file come last. */
	public static final Comparator<PropertyProblem> IN_READING_ORDER = Comparator.comparing(PropertyProblem::place,
			PropertyPlace::compareInReadingOrder);

	/** The code of a key that sets nothing. */
	public static final String UNKNOWN_KEY = "unknown-key";

	/** The code of a value that cannot be converted, or is in the wrong place. */
	public static final String WRONG_TYPE = "wrong-type";

	/** The code of a placeholder that nothing defines. */
	public static final String UNRESOLVED_PLACEHOLDER = "unresolved-placeholder";

	/** The code of a time for refreshes that is zero or negative. */
	public static final String NOT_POSITIVE = "refresh-time-not-positive";

	static final String NOTHING_DEFINES_IT = "nothing defines the placeholder";

	static final String REFERS_TO_ITSELF = "the placeholder refers to its own property";

	static final String REFER_TO_EACH_OTHER = "the placeholders refer to each other";

	/** The end of a variable that is the first element of a list. */
	private static final String FIRST_IN_VARIABLE = "_0";

	/**
	 * The beginning of a placeholder. Boot leaves it in the value if nothing defines it.
	 */
	static final String PLACEHOLDER = "${";

	/** Return the same problem for the whole list that the property is an element of. */
	PropertyProblem ofWholeList() {
		return ofProperty(withoutIndices(this.property));
	}

	/**
	 * Return the same problem for the whole list that the property is the first element
	 * of. The list has a name of its own, and a value under that name replaces all
	 * elements.
	 * @param several whether the list has further elements
	 */
	PropertyProblem ofWholeList(boolean several) {
		String list = withoutIndices(this.property);
		if (this.place.isVariable() && list.endsWith(FIRST_IN_VARIABLE)) {
			list = list.substring(0, list.length() - FIRST_IN_VARIABLE.length());
		}
		return new PropertyProblem(list, this.value, several ? this.place.withFurtherElements() : this.place,
				this.overridden, this.reason, this.code, this.remedy, this.related);
	}

	/** Return the same problem for another property in the same place. */
	PropertyProblem ofProperty(String other) {
		return new PropertyProblem(other, this.value, this.place, this.overridden, this.reason, this.code, this.remedy,
				this.related);
	}

	/** Whether the property has no value, and the problem is that it needs one. */
	boolean isUnset() {
		return this.value == null && !this.code.equals(UNKNOWN_KEY);
	}

	/** Return the same problem without what to write. */
	PropertyProblem withoutRemedy() {
		return new PropertyProblem(this.property, this.value, this.place, this.overridden, this.reason, this.code, null,
				this.related);
	}

	/** Return the same problem with more to say, and without what to write. */
	PropertyProblem withoutRemedy(String more) {
		return new PropertyProblem(this.property, this.value, this.place, this.overridden, this.reason + more,
				this.code, null, this.related);
	}

	/** Return the same problem with further places. */
	PropertyProblem with(RelatedPlaces others) {
		return new PropertyProblem(this.property, this.value, this.place, this.overridden, this.reason, this.code,
				this.remedy, others);
	}

	/**
	 * Return whether this problem causes another. A misspelt key, for example, leaves a
	 * property unset. So does a value that cannot be bound. The key may be in the policy
	 * of the property or in the default policy.
	 * @param unset the problem of a property that is not set
	 * @return whether this problem is its cause
	 */
	public boolean explains(PropertyProblem unset) {
		String name = unset.property.substring(unset.property.lastIndexOf('.') + 1);
		return isAbout(unset.property) || !name.equals(Setting.PATHS.propertyName()) && isAbout("cors." + name);
	}

	private boolean isAbout(String other) {
		String uniform = CorsKey.uniform(other);
		return CorsKey.uniform(this.property).startsWith(uniform)
				|| this.remedy != null && CorsKey.uniform(this.remedy).equals(uniform);
	}

	private static String withoutIndices(String key) {
		int bracket = key.length();
		while (bracket > 0 && key.charAt(bracket - 1) == ']') {
			int open = key.lastIndexOf('[', bracket - 1);
			if (open < 0 || !CorsKey.isNumber(key.substring(open + 1, bracket - 1))) {
				break;
			}
			bracket = open;
		}
		return key.substring(0, bracket);
	}

}
