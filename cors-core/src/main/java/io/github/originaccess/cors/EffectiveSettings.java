// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.List;

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
		return switch (setting) {
			case ALLOWED_ORIGINS -> this.allowedOrigins;
			case ALLOWED_METHODS -> this.methods.texts();
			case ALLOWED_HEADERS -> this.headers.texts();
			case EXPOSED_HEADERS -> this.exposedHeaders.texts();
			case ALLOW_CREDENTIALS -> List.of(String.valueOf(this.credentials));
			case MAX_AGE -> List.of(this.maxAge.toSeconds() + "s");
			case PATHS -> this.paths;
			case ENFORCEMENT -> List.of(this.enforcement.toString());
			case OWN_ORIGINS -> this.ownOrigins;
			case DANGEROUSLY_ALLOW_INSECURE_ORIGINS -> List.of(String.valueOf(this.insecureOrigins));
			case DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES -> List.of(String.valueOf(this.publicSuffixes));
		};
	}

}
