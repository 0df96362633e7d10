// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.SettingRuling.Element;
import org.jspecify.annotations.Nullable;

/**
 * The rules about settings that contradict each other.
 */
final class SettingConflicts {

	private final PolicyProblems problems;

	private final OriginDangers dangers;

	SettingConflicts(PolicyProblems problems) {
		this.problems = problems;
		this.dangers = new OriginDangers(problems);
	}

	/**
	 * Check a policy against its credentials and enforcement, and the length of its
	 * lists.
	 * @param policy the settings of the policy's builder
	 * @param owners the settings that each value of the policy comes from
	 */
	void check(BuilderSettings policy, Owners owners) {
		SettingRuling credentials = credentials(policy, owners);
		SettingRuling enforcement = enforcement(policy, owners);
		if (credentials != null) {
			checkExposedHeaders(credentials, owners);
			checkAnyOrigin(Code.ANY_ORIGIN_WITH_CREDENTIALS, credentials, owners,
					"every site could act in its visitors' name; list the origins to allow");
		}
		if (enforcement != null) {
			checkAnyOrigin(Code.ANY_ORIGIN_ENFORCED, enforcement, owners, "with enforcement " + enforcement.value()
					+ ", * allows requests of every site; list the origins to allow");
		}
		BuilderSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		if (origins != null) {
			this.dangers.checkAllowed(trust(policy, owners), origins, owners);
		}
		this.dangers.checkOwn(owners);
		checkRoom(policy, owners);
	}

	/**
	 * Check whether methods and headers fit one response. The problem is reported at the
	 * methods, unless the policy inherits the methods and sets the headers.
	 */
	private void checkRoom(BuilderSettings policy, Owners owners) {
		BuilderSettings methods = owners.of(Setting.ALLOWED_METHODS);
		NameList methodNames = (methods != null) ? methods.names(Setting.ALLOWED_METHODS) : null;
		if (methods == null || methodNames == null) {
			// With the default methods, every valid list of headers fits.
			return;
		}
		BuilderSettings headers = owners.of(Setting.ALLOWED_HEADERS);
		NameList headerNames = (headers != null) ? headers.names(Setting.ALLOWED_HEADERS) : null;
		boolean headersNamed = headers == policy && methods != policy;
		Problem problem = HeaderRoom.checkPreflight(headersNamed ? policy.policy() : methods.policy(),
				headersNamed ? Setting.ALLOWED_HEADERS : Setting.ALLOWED_METHODS, methodNames,
				(headerNames != null) ? headerNames : PolicyCompiler.DEFAULT_HEADERS);
		if (problem != null) {
			this.problems.add(problem);
		}
	}

	/**
	 * Return the further origins that a policy can trust without danger.
	 * @param owner the settings with the further origins
	 * @param policy the settings of the policy's builder
	 * @param owners the settings that each value of the policy comes from
	 */
	OriginList admissible(BuilderSettings owner, BuilderSettings policy, Owners owners) {
		return this.dangers.admissible(trust(policy, owners), owner, policy, owners);
	}

	/**
	 * Return a problem without a remedy that a policy would refuse.
	 * @param problem a problem of any setting
	 * @param policy the settings of the policy's builder
	 * @param owners the settings that each value of the policy comes from
	 */
	Problem withSafeRemedy(Problem problem, BuilderSettings policy, Owners owners) {
		BuilderSettings owner = owners.of(problem.setting());
		boolean origins = problem.setting() == Setting.ALLOWED_ORIGINS || problem.setting() == Setting.OWN_ORIGINS;
		boolean concerned = problem.policy().equals(policy.policy())
				|| owner != null && problem.policy().equals(owner.policy());
		if (!origins || !concerned) {
			return problem;
		}
		boolean trusted = problem.setting() == Setting.OWN_ORIGINS || !trust(policy, owners).isEmpty();
		return this.dangers.withSafeRemedy(problem, trusted, owners);
	}

	/** Warn if settings permit a danger that no policy has. */
	void checkPermissions(BuilderSettings settings) {
		this.dangers.checkPermissions(settings);
	}

	/**
	 * Return the settings that make a policy trust its origins. A dangerous origin is one
	 * problem even if there are two. The first setting is the one whose problem has the
	 * place of the origin, if there is such a setting.
	 */
	static List<SettingRuling> trust(BuilderSettings policy, Owners owners) {
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
		NameList names = (exposed != null) ? exposed.names(Setting.EXPOSED_HEADERS) : null;
		if (exposed != null && names != null && names.containsAny()) {
			credentials
				.problems(Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS, Setting.EXPOSED_HEADERS, exposed,
						List.of(new Element(names.any(), null)),
						"with credentials, browsers read * as a header name; list the names")
				.forEach(this.problems::add);
		}
	}

	private void checkAnyOrigin(Code code, SettingRuling ruling, Owners owners, String reason) {
		BuilderSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		ListElement any = (origins != null) ? origins.anyOrigin() : null;
		if (origins != null && any != null) {
			ruling.problems(code, Setting.ALLOWED_ORIGINS, origins, List.of(new Element(any, null)), reason)
				.forEach(this.problems::add);
		}
	}

	/**
	 * The builder settings that each setting of one policy comes from.
	 */
	@FunctionalInterface
	interface Owners {

		/** Return the settings that set a value, or {@code null} for the default. */
		@Nullable BuilderSettings of(Setting setting);

	}

}
