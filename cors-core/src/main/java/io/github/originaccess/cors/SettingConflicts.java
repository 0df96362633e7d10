// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.SettingRuling.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings of a policy that rule each other out.
 */
final class SettingConflicts {

	private final Consumer<Problem> found;

	private final OriginDangers dangers;

	SettingConflicts(Consumer<Problem> found) {
		this.found = found;
		this.dangers = new OriginDangers(found);
	}

	/**
	 * Check what credentials and enforcement rule out, and whether the lists fit one
	 * response together.
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 */
	void check(BuilderSettings policy, Owners owners) {
		SettingRuling credentials = credentials(policy, owners);
		SettingRuling enforcement = enforcement(policy, owners);
		if (credentials != null) {
			checkExposedHeaders(credentials, owners);
			checkAnyOrigin(Code.ANY_ORIGIN_WITH_CREDENTIALS, credentials, owners,
					"every site could act in its visitors' name; name the origins that may");
		}
		if (enforcement != null) {
			checkAnyOrigin(Code.ANY_ORIGIN_ENFORCED, enforcement, owners, "with enforcement " + enforcement.value()
					+ ", * would trust every site to send what it likes; name the origins that may");
		}
		BuilderSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		if (origins != null) {
			this.dangers.checkAllowed(trust(policy, owners), origins, owners);
		}
		this.dangers.checkOwn(owners);
		checkRoom(policy, owners);
	}

	/** Lists are named where the policy gives them itself, the methods first. */
	private void checkRoom(BuilderSettings policy, Owners owners) {
		BuilderSettings methods = owners.of(Setting.ALLOWED_METHODS);
		if (methods == null || methods.methods == null) {
			// The default methods leave room for every list of headers.
			return;
		}
		BuilderSettings headers = owners.of(Setting.ALLOWED_HEADERS);
		NameList names = (headers != null && headers.headers != null) ? headers.headers
				: PolicyCompiler.DEFAULT_HEADERS;
		boolean headersNamed = headers == policy && methods != policy;
		Problem problem = HeaderRoom.checkPreflight(headersNamed ? policy.policy() : methods.policy(),
				headersNamed ? Setting.ALLOWED_HEADERS : Setting.ALLOWED_METHODS, methods.methods, names);
		if (problem != null) {
			this.found.accept(problem);
		}
	}

	/**
	 * Return those further origins that a policy can trust without danger.
	 * @param owner whose further origins they are
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 * @param leftOut takes the others
	 */
	OriginList admissible(BuilderSettings owner, BuilderSettings policy, Owners owners, Consumer<Problem> leftOut) {
		return this.dangers.admissible(trust(policy, owners), owner, policy, owners, leftOut);
	}

	/** Warn if the settings permit what no policy does. */
	void checkPermissions(BuilderSettings settings) {
		this.dangers.checkPermissions(settings);
	}

	/**
	 * Return what makes a policy trust its origins. Where two settings do, an origin is
	 * one problem all the same, preferably at its own place in the list.
	 */
	private static List<SettingRuling> trust(BuilderSettings policy, Owners owners) {
		SettingRuling credentials = credentials(policy, owners);
		SettingRuling enforcement = enforcement(policy, owners);
		List<SettingRuling> trust = new ArrayList<>(2);
		if (credentials != null) {
			trust.add(credentials);
		}
		if (enforcement != null) {
			BuilderSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
			boolean first = credentials != null && origins != null && !credentials.standsAtElementsOf(origins)
					&& enforcement.standsAtElementsOf(origins);
			trust.add(first ? 0 : trust.size(), enforcement);
		}
		return trust;
	}

	private static @Nullable SettingRuling credentials(BuilderSettings policy, Owners owners) {
		BuilderSettings owner = owners.of(Setting.ALLOW_CREDENTIALS);
		boolean allowed = owner != null && Boolean.TRUE.equals(owner.credentials);
		return (owner != null && allowed) ? new SettingRuling(Setting.ALLOW_CREDENTIALS, owner, policy, "true", "false")
				: null;
	}

	private static @Nullable SettingRuling enforcement(BuilderSettings policy, Owners owners) {
		BuilderSettings owner = owners.of(Setting.ENFORCEMENT);
		if (owner == null || owner.enforcement == null || owner.enforcement == Enforcement.BROWSER) {
			return null;
		}
		return new SettingRuling(Setting.ENFORCEMENT, owner, policy, owner.enforcement.toString(), "browser");
	}

	private void checkExposedHeaders(SettingRuling credentials, Owners owners) {
		BuilderSettings exposed = owners.of(Setting.EXPOSED_HEADERS);
		NameList names = (exposed != null) ? exposed.exposedHeaders : null;
		if (exposed != null && names != null && names.any() != null) {
			credentials
				.problems(Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS, Setting.EXPOSED_HEADERS, exposed,
						List.of(new Element(names.any(), null)),
						"with credentials, browsers take * for the name of a header; list the names")
				.forEach(this.found);
		}
	}

	private void checkAnyOrigin(Code code, SettingRuling ruling, Owners owners, String reason) {
		BuilderSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		ListElement any = (origins != null) ? origins.anyOrigin() : null;
		if (origins != null && any != null) {
			ruling.problems(code, Setting.ALLOWED_ORIGINS, origins, List.of(new Element(any, null)), reason)
				.forEach(this.found);
		}
	}

	/**
	 * Tells whose value of a setting a policy uses.
	 */
	@FunctionalInterface
	interface Owners {

		@Nullable BuilderSettings of(Setting setting);

	}

}
