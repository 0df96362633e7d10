// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.SettingPlace.Setter;
import org.jspecify.annotations.Nullable;

/**
 * The change of a setting, in words. It names what really sets the setting of a policy: a
 * property, the property that it inherits, or a bean.
 *
 * @param policy the policy
 * @param setting its setting
 * @param place where the setting is set
 */
record SettingRemedy(CorsPolicy policy, Setting setting, SettingPlace place) {

	private static final String PREFIX = "cors.";

	/**
	 * Return the policy's own property, which has an effect whether or not it is set yet.
	 * @return the full name, or {@code null} if code sets the setting
	 */
	@Nullable String property() {
		return (this.place.setter() == Setter.CODE) ? null : ownProperty();
	}

	private String ownProperty() {
		String name = PrintableText.ofName(this.policy.name());
		String policy = name.equals(CorsPolicy.DEFAULT_NAME) ? PREFIX
				: PREFIX + (isPlain(name) ? "policies." + name : "policies[" + name + "]") + ".";
		return policy + this.setting.propertyName();
	}

	/** Whether a name needs no brackets in a key. */
	private static boolean isPlain(String name) {
		return name.chars()
			.allMatch((c) -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-'
					|| c == '_');
	}

	/** Return what to change: a property, or the setting in code. */
	String name() {
		if (this.place.setter() != Setter.CODE) {
			return ownProperty();
		}
		return this.setting.propertyName() + (this.place.beans().isEmpty()
				? " of the policy '" + PrintableText.ofName(this.policy.name()) + "' in code"
				: " in the " + this.place.printableBeans());
	}

	/**
	 * Say how to add elements to a list.
	 * @param elements the elements
	 * @param them the elements in words, such as {@code it} after a sentence about one
	 * @return a clause without a full stop, such as
	 * {@code add it to cors.allowed-origins}
	 */
	String add(List<String> elements, String them) {
		boolean origins = this.setting == Setting.ALLOWED_ORIGINS;
		String supplied = (this.place.beans().isEmpty() || this.place.setter() == Setter.CODE) ? ""
				: "have the " + this.place.printableBeans() + " supply " + them + ", or ";
		return supplied + switch (this.place.setter()) {
			case PROPERTY, CODE -> "add " + them + " to " + name() + this.place.printableLocation();
			case INHERITED_PROPERTY ->
				"add " + them + " to " + PREFIX + this.setting.propertyName() + this.place.printableLocation()
						+ ", which the policy inherits, or set " + name() + " to a list with " + them;
			// Origins have no default. Once set, the list of a property replaces the
			// default.
			case NOTHING -> origins ? "add " + them + " to " + name()
					: "set " + name() + " to " + String.join(", ", withDefaults(elements));
		};
	}

	private Set<String> withDefaults(List<String> elements) {
		Set<String> all = new LinkedHashSet<>(this.policy.values(this.setting));
		all.addAll(elements);
		return all;
	}

}
