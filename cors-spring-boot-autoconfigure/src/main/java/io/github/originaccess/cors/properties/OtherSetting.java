// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A setting of another policy that makes a value a problem. For example, a named policy
 * has the origins itself and inherits the credentials.
 *
 * @param owner the name of the policy that has the setting itself
 * @param setting the setting
 * @param heir the name of the policy that inherits the setting
 * @param alone whether there is no problem once the setting is turned off; credentials
 * and enforcement both trust the origins
 */
record OtherSetting(String owner, Setting setting, String heir, boolean alone) {

	/** Return the other setting of a problem, or null if one policy has both. */
	static @Nullable OtherSetting of(Problem problem, List<CorsPolicyBuilder> builders) {
		Setting other = other(problem);
		if (other == null) {
			return null;
		}
		for (CorsPolicyBuilder builder : builders) {
			CorsPolicyBuilder owner = builder.owner(other);
			if (builder.name().equals(problem.policy()) && owner != null && owner != builder) {
				return new OtherSetting(owner.name(), other, builder.name(), isAlone(problem, other, builder));
			}
		}
		return null;
	}

	private static boolean isAlone(Problem problem, Setting other, CorsPolicyBuilder builder) {
		boolean origins = problem.code() != Problem.Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS;
		return switch (other) {
			case ALLOW_CREDENTIALS -> !origins || isOff(builder.values(Setting.ENFORCEMENT), "browser");
			case ENFORCEMENT -> isOff(builder.values(Setting.ALLOW_CREDENTIALS), "false");
			default -> true;
		};
	}

	private static boolean isOff(@Nullable List<String> values, String off) {
		return values == null || values.equals(List.of(off));
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
	 * Return the property that turns the setting off in the policy that inherits it, as
	 * it is written in a place; null if that does not help, or if the setting is a list.
	 */
	@Nullable String remedy(PropertyPlace place) {
		String off = switch (this.setting) {
			case ALLOW_CREDENTIALS -> "false";
			case ENFORCEMENT -> "browser";
			default -> null;
		};
		if (off == null || !this.alone) {
			return null;
		}
		if (place.isVariable()) {
			// Spring Boot reads this form for every policy whose name needs no brackets.
			return CorsKey.isPlain(this.heir) ? ("CORS_POLICIES_" + CorsKey.uniform(this.heir) + "_"
					+ CorsKey.uniform(this.setting.propertyName()))
				.toUpperCase(Locale.ROOT) + "=" + off : null;
		}
		return CorsKey.of(this.heir, this.setting) + (place.isYaml() ? ": " : "=") + off;
	}

}
