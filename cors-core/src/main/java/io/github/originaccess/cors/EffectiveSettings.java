// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The settings of one compiled policy: its own values, inherited values and built-in
 * defaults. The values are valid and do not contradict each other.
 *
 * @param policy the name of the policy
 * @param paths the path patterns as they were written; empty if only a program gives the
 * policy out
 * @param anyOrigin whether {@code *} is among the allowed origins
 * @param allowedOrigins the allowed origins in canonical form, each once
 * @param methods the allowed methods
 * @param headers the allowed request headers
 * @param exposedHeaders the exposed response headers
 * @param credentials whether pages may send credentials
 * @param maxAge the time for which browsers may cache a preflight, in whole seconds
 * @param enforcement the enforcement
 * @param ownOrigins the application's own origins in canonical form, each once; empty if
 * they are not configured
 * @param insecureOrigins whether unencrypted origins may be trusted
 * @param publicSuffixes whether wildcards at a public suffix may be trusted
 */
record EffectiveSettings(String policy, List<String> paths, boolean anyOrigin, List<String> allowedOrigins,
		NameList methods, NameList headers, NameList exposedHeaders, boolean credentials, Duration maxAge,
		Enforcement enforcement, List<String> ownOrigins, boolean insecureOrigins, boolean publicSuffixes) {

	/** Return the settings of a policy that does not exist, which allow nothing. */
	static EffectiveSettings ofMissing() {
		NameList none = NameList.of();
		return new EffectiveSettings(CorsPolicy.MISSING_NAME, List.of(), false, List.of(), none, none, none, false,
				Duration.ZERO, Enforcement.SERVER, List.of(), false, false);
	}

	/** Return a value as text, for display: the elements of a list, or one value. */
	List<String> texts(Setting setting) {
		List<String> list = list(setting);
		return (list != null) ? list : List.of(text(setting));
	}

	/**
	 * Return the elements of a list, or {@code null} if a setting is no list. Each start
	 * logs lists, and a switch over an enum would load a class of its own.
	 */
	private @Nullable List<String> list(Setting setting) {
		if (setting == Setting.ALLOWED_ORIGINS) {
			return this.allowedOrigins;
		}
		if (setting == Setting.ALLOWED_METHODS) {
			return this.methods.texts();
		}
		if (setting == Setting.ALLOWED_HEADERS) {
			return this.headers.texts();
		}
		if (setting == Setting.EXPOSED_HEADERS) {
			return this.exposedHeaders.texts();
		}
		if (setting == Setting.PATHS) {
			return this.paths;
		}
		return (setting == Setting.OWN_ORIGINS) ? this.ownOrigins : null;
	}

	private String text(Setting setting) {
		return switch (setting) {
			case ALLOW_CREDENTIALS -> String.valueOf(this.credentials);
			case MAX_AGE -> this.maxAge.toSeconds() + "s";
			case ENFORCEMENT -> this.enforcement.toString();
			case DANGEROUSLY_ALLOW_INSECURE_ORIGINS -> String.valueOf(this.insecureOrigins);
			case DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES -> String.valueOf(this.publicSuffixes);
			case ALLOWED_ORIGINS, ALLOWED_METHODS, ALLOWED_HEADERS, EXPOSED_HEADERS, PATHS, OWN_ORIGINS ->
				throw new IllegalArgumentException(setting + " is a list");
		};
	}

}
