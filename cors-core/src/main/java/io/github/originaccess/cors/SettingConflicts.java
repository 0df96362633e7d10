// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.OwnSettings.Names;
import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * Finds settings of a policy that rule each other out. A problem stands at the list
 * element that is ruled out; if the policy inherits the list and adds what rules it out,
 * at that: it was written in view of the list.
 */
final class SettingConflicts {

	private static final int MOST_ELEMENTS_NAMED = 5;

	private static final String INSECURE = "anybody on the network can serve pages of an http origin, and they would"
			+ " act with the users' credentials";

	private static final String PUBLIC_SUFFIX = "anybody can register a host that the * matches, and it would act with"
			+ " the users' credentials; name your own";

	private final Consumer<Problem> found;

	/** Those whose permission a policy made use of. */
	private final Set<OwnSettings> usedInsecure = new HashSet<>();

	private final Set<OwnSettings> usedSuffixes = new HashSet<>();

	private @Nullable PublicSuffixList publicSuffixes;

	SettingConflicts(Consumer<Problem> found) {
		this.found = found;
	}

	/**
	 * Check what credentials rule out.
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 */
	void checkCredentials(OwnSettings policy, Owners owners) {
		OwnSettings credentials = owners.of(Setting.ALLOW_CREDENTIALS);
		if (credentials == null || !Boolean.TRUE.equals(credentials.credentials)) {
			return;
		}
		Ruling ruling = new Ruling(Setting.ALLOW_CREDENTIALS, credentials == policy, policy, "true", "false");
		OwnSettings exposed = owners.of(Setting.EXPOSED_HEADERS);
		Names names = (exposed != null) ? exposed.exposedHeaders : null;
		if (exposed != null && names != null && names.any() != null) {
			report(Code.ANY_EXPOSED_HEADER_WITH_CREDENTIALS, ruling, Setting.EXPOSED_HEADERS, exposed,
					List.of(new Offender(names.any(), null)),
					"with credentials, browsers take * for the name of a header; list the names");
		}
		OwnSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		if (origins == null || origins.origins == null) {
			return;
		}
		ListElement any = origins.anyOrigin();
		if (any != null) {
			report(Code.ANY_ORIGIN_WITH_CREDENTIALS, ruling, Setting.ALLOWED_ORIGINS, origins,
					List.of(new Offender(any, null)),
					"every site could act in its visitors' name; name the origins that may");
		}
		List<Offender> insecure = new ArrayList<>();
		List<Offender> underPublicSuffixes = new ArrayList<>();
		for (PlacedOrigin origin : origins.origins.patterns()) {
			if (isInsecure(origin)) {
				insecure.add(new Offender(origin.element(), encrypted(origin.pattern())));
			}
			if (isDirectlyUnderPublicSuffix(origin)) {
				underPublicSuffixes.add(new Offender(origin.element(), null));
			}
		}
		OwnSettings insecureAllowed = owners.of(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS);
		reportUnlessPermitted(Code.INSECURE_ORIGIN_WITH_CREDENTIALS, ruling, origins, insecure,
				(insecureAllowed != null && insecureAllowed.allowsInsecureOrigins) ? insecureAllowed : null,
				this.usedInsecure, INSECURE);
		OwnSettings suffixesAllowed = owners.of(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);
		reportUnlessPermitted(Code.PUBLIC_SUFFIX_WITH_CREDENTIALS, ruling, origins, underPublicSuffixes,
				(suffixesAllowed != null && suffixesAllowed.allowsPublicSuffixes) ? suffixesAllowed : null,
				this.usedSuffixes, PUBLIC_SUFFIX);
	}

	/**
	 * Return those further origins that a policy's credentials do not rule out.
	 * @param owner whose further origins they are
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 * @param leftOut takes the others
	 */
	List<PlacedOrigin> admissible(OwnSettings owner, OwnSettings policy, Owners owners, Consumer<Problem> leftOut) {
		List<PlacedOrigin> origins = Objects.requireNonNullElse(owner.furtherOrigins, List.of());
		OwnSettings credentials = owners.of(Setting.ALLOW_CREDENTIALS);
		if (credentials == null || !Boolean.TRUE.equals(credentials.credentials)) {
			return origins;
		}
		OwnSettings insecureAllowed = owners.of(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS);
		OwnSettings suffixesAllowed = owners.of(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);
		List<PlacedOrigin> admissible = new ArrayList<>(origins.size());
		for (PlacedOrigin origin : origins) {
			Code code = null;
			if (isInsecure(origin)
					&& !isUsed(insecureAllowed, (allowed) -> allowed.allowsInsecureOrigins, this.usedInsecure)) {
				code = Code.INSECURE_ORIGIN_WITH_CREDENTIALS;
			}
			else if (isDirectlyUnderPublicSuffix(origin)
					&& !isUsed(suffixesAllowed, (allowed) -> allowed.allowsPublicSuffixes, this.usedSuffixes)) {
				code = Code.PUBLIC_SUFFIX_WITH_CREDENTIALS;
			}
			if (code == null) {
				admissible.add(origin);
				continue;
			}
			String reason = (code == Code.INSECURE_ORIGIN_WITH_CREDENTIALS) ? INSECURE : PUBLIC_SUFFIX;
			leftOut.accept(new Problem(code, owner.policy(), Setting.ALLOWED_ORIGINS, origin.index(), origin.text(),
					(owner == policy) ? reason : "the policy '" + policy.policy() + "' inherits it: " + reason, null));
		}
		return admissible;
	}

	private static boolean isUsed(@Nullable OwnSettings permission, Predicate<OwnSettings> given,
			Set<OwnSettings> used) {
		boolean permitted = permission != null && given.test(permission);
		if (permission != null && permitted) {
			used.add(permission);
		}
		return permitted;
	}

	private void reportUnlessPermitted(Code code, Ruling ruling, OwnSettings origins, List<Offender> offenders,
			@Nullable OwnSettings permission, Set<OwnSettings> used, String reason) {
		if (permission == null) {
			report(code, ruling, Setting.ALLOWED_ORIGINS, origins, offenders, reason);
		}
		else if (!offenders.isEmpty()) {
			used.add(permission);
		}
	}

	/**
	 * Check what enforcement rules out.
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 */
	void checkEnforcement(OwnSettings policy, Owners owners) {
		OwnSettings enforcing = owners.of(Setting.ENFORCEMENT);
		OwnSettings origins = owners.of(Setting.ALLOWED_ORIGINS);
		ListElement any = (origins != null) ? origins.anyOrigin() : null;
		if (enforcing == null || enforcing.enforcement == null || enforcing.enforcement == Enforcement.BROWSER
				|| origins == null || any == null) {
			return;
		}
		String value = enforcing.enforcement.toString();
		report(Code.ANY_ORIGIN_ENFORCED, new Ruling(Setting.ENFORCEMENT, enforcing == policy, policy, value, "browser"),
				Setting.ALLOWED_ORIGINS, origins, List.of(new Offender(any, null)), "with enforcement " + value
						+ ", * would trust every site to send what it likes; name the origins that" + " may");
	}

	/** Warn if the settings permit what no policy does. */
	void checkPermissions(OwnSettings settings) {
		if (settings.allowsInsecureOrigins && !this.usedInsecure.contains(settings)) {
			reportUnused(settings, Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, "an http origin");
		}
		if (settings.allowsPublicSuffixes && !this.usedSuffixes.contains(settings)) {
			reportUnused(settings, Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES,
					"a wildcard directly under a public suffix");
		}
	}

	private void reportUnused(OwnSettings settings, Setting setting, String what) {
		this.found.accept(new Problem(Code.DANGEROUS_SETTING_WITHOUT_EFFECT, settings.policy(), setting, -1, "true",
				"no policy allows credentials to " + what + "; take the setting out before one does", "false"));
	}

	private void report(Code code, Ruling ruling, Setting list, OwnSettings owner, List<Offender> offenders,
			String reason) {
		if (offenders.isEmpty()) {
			return;
		}
		if (!ruling.own() || owner == ruling.policy()) {
			offenders.forEach((offender) -> this.found.accept(new Problem(code, owner.policy(), list,
					offender.element().index(), offender.element().text(), reason, offender.instead())));
		}
		else {
			int further = offenders.size() - MOST_ELEMENTS_NAMED;
			String named = offenders.stream()
				.limit(MOST_ELEMENTS_NAMED)
				.map((offender) -> "\"" + offender.element().text() + "\"")
				.collect(Collectors.joining(", ", "", (further > 0) ? " and " + further + " more" : ""));
			this.found.accept(new Problem(code, ruling.policy().policy(), ruling.setting(), -1, ruling.value(),
					"the policy inherits " + named + " as " + list.propertyName() + ": " + reason, ruling.instead()));
		}
	}

	private static boolean isInsecure(PlacedOrigin origin) {
		return origin.other() != null && !origin.other().isSecure();
	}

	private boolean isDirectlyUnderPublicSuffix(PlacedOrigin origin) {
		OriginPattern pattern = origin.other();
		if (pattern == null || pattern.form() != Form.SUBDOMAINS && pattern.form() != Form.LABEL) {
			return false;
		}
		if (this.publicSuffixes == null) {
			this.publicSuffixes = PublicSuffixList.read();
		}
		return this.publicSuffixes.isPublicSuffix(pattern.host());
	}

	private static String encrypted(OriginPattern pattern) {
		return new OriginPattern(pattern.form(), "https", pattern.prefix(), pattern.suffix(), pattern.host(),
				pattern.ports())
			.text();
	}

	/**
	 * Tells whose value of a setting a policy uses.
	 */
	@FunctionalInterface
	interface Owners {

		@Nullable OwnSettings of(Setting setting);

	}

	/**
	 * A setting that rules elements of a list out.
	 *
	 * @param own whether the policy gives it itself
	 */
	private record Ruling(Setting setting, boolean own, OwnSettings policy, String value, String instead) {

	}

	/**
	 * A list element that is ruled out, and what could stand in its place.
	 */
	private record Offender(ListElement element, @Nullable String instead) {

	}

}
