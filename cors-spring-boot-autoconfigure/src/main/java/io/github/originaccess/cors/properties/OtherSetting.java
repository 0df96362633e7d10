// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A setting of another policy that makes a value a problem. Of credentials and origins,
 * for example, a named policy inherits the one and has the other itself.
 *
 * @param owner the name of the policy that has the setting itself
 * @param setting the setting
 * @param heir the name of the policy that inherits the setting
 */
record OtherSetting(String owner, Setting setting, String heir) {

	/** Return the other setting of a problem, or null if one policy has both. */
	static @Nullable OtherSetting of(Problem problem, List<CorsPolicyBuilder> builders) {
		Setting other = other(problem);
		if (other == null) {
			return null;
		}
		for (CorsPolicyBuilder builder : builders) {
			CorsPolicyBuilder owner = builder.owner(other);
			if (builder.name().equals(problem.policy()) && owner != null && owner != builder) {
				return new OtherSetting(owner.name(), other, builder.name());
			}
		}
		return null;
	}

	private static @Nullable Setting other(Problem problem) {
		boolean about = problem.setting() == Setting.ALLOW_CREDENTIALS || problem.setting() == Setting.ENFORCEMENT;
		return switch (problem.code()) {
			case ANY_ORIGIN_WITH_CREDENTIALS, INSECURE_ORIGIN_WITH_CREDENTIALS, PUBLIC_SUFFIX_WITH_CREDENTIALS ->
				about ? Setting.ALLOWED_ORIGINS : Setting.ALLOW_CREDENTIALS;
			case ANY_EXPOSED_HEADER_WITH_CREDENTIALS -> about ? Setting.EXPOSED_HEADERS : Setting.ALLOW_CREDENTIALS;
			case ANY_ORIGIN_ENFORCED, INSECURE_ORIGIN_ENFORCED, PUBLIC_SUFFIX_ENFORCED ->
				about ? Setting.ALLOWED_ORIGINS : Setting.ENFORCEMENT;
			default -> null;
		};
	}

	/**
	 * Return the property that turns the setting off in the policy that inherits it; null
	 * if it is a list, and the remedy of the problem itself turns something off.
	 */
	@Nullable String remedy(PropertyPlace place) {
		String off = switch (this.setting) {
			case ALLOW_CREDENTIALS -> "false";
			case ENFORCEMENT -> "browser";
			default -> null;
		};
		return (off != null) ? CorsKey.of(this.heir, this.setting) + (place.isYaml() ? ": " : "=") + off : null;
	}

}
