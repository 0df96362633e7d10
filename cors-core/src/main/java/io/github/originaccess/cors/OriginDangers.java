// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.SettingConflicts.Owners;
import io.github.originaccess.cors.SettingRuling.Element;
import org.jspecify.annotations.Nullable;

/**
 * The checks for origins that are dangerous to trust. A policy trusts its allowed origins
 * if it allows credentials, or if its {@code enforcement} lets their requests pass. It
 * always trusts the application's own origins.
 */
final class OriginDangers {

	private final PolicyProblems problems;

	/** The settings with a permission that a policy needs, by permission. */
	private final Map<Setting, Set<BuilderSettings>> used = new EnumMap<>(Setting.class);

	private @Nullable PublicSuffixList publicSuffixes;

	OriginDangers(PolicyProblems problems) {
		this.problems = problems;
		this.used.put(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, new HashSet<>());
		this.used.put(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES, new HashSet<>());
	}

	/**
	 * Check the allowed origins of a policy.
	 * @param trust the settings that make the policy trust its origins; problems name the
	 * first of them
	 * @param origins the settings with the allowed origins
	 * @param owners the settings that each value of the policy comes from
	 */
	void checkAllowed(List<SettingRuling> trust, BuilderSettings origins, Owners owners) {
		if (trust.isEmpty() || origins.origins == null) {
			return;
		}
		SettingRuling ruling = trust.get(0);
		Map<Danger, List<Element>> elements = new EnumMap<>(Danger.class);
		for (Entry origin : origins.origins.patterns()) {
			for (Danger danger : Danger.values()) {
				if (isExposedTo(danger, origin) && !isPermitted(danger, owners)) {
					elements.computeIfAbsent(danger, (key) -> new ArrayList<>())
						.add(new Element(origin.element(), danger.remedy(origin.pattern())));
				}
			}
		}
		// With two settings, to change one of them is no remedy.
		SettingRuling named = (trust.size() == 1) ? ruling : ruling.withoutRemedy();
		// Policies that inherit a list report its elements with one reason, as one
		// problem.
		List<SettingRuling> told = (ruling.policy() != origins && ruling.owner() == origins)
				? SettingConflicts.trust(origins, (setting) -> origins) : trust;
		elements.forEach((danger, dangerous) -> named
			.problems(danger.code(ruling), Setting.ALLOWED_ORIGINS, origins, dangerous, danger.reason(told))
			.forEach(this.problems::add));
	}

	/**
	 * Check the application's own origins. They may be unencrypted, because users may
	 * reach the application by plain http.
	 * @param owners the settings that each value of the policy comes from
	 */
	void checkOwn(Owners owners) {
		BuilderSettings owner = owners.of(Setting.OWN_ORIGINS);
		if (owner == null || owner.ownOrigins == null) {
			return;
		}
		for (Entry origin : owner.ownOrigins.patterns()) {
			boolean openScheme = isExposedTo(Danger.OPEN_SCHEME, origin);
			Danger danger = openScheme ? Danger.OPEN_SCHEME : Danger.PUBLIC_SUFFIX;
			if (isExposedTo(danger, origin) && !isPermitted(danger, owners)) {
				this.problems.add(new Problem(Code.PUBLIC_SUFFIX_OWN_ORIGIN, owner.policy(), Setting.OWN_ORIGINS,
						origin.index(), origin.text(),
						openScheme
								? "this means every app and extension with the scheme, and their pages would count as"
										+ " the application's own; list your own hosts"
								: "anybody can register a host that the * matches, and its pages would count as"
										+ " the application's own; list the hosts that users know",
						null));
			}
		}
	}

	/**
	 * Return the further origins that a policy can trust without danger.
	 * @param trust the settings that make the policy trust its origins; problems name the
	 * first of them
	 * @param owner the settings with the further origins
	 * @param policy the settings of the policy's builder
	 * @param owners the settings that each value of the policy comes from
	 * @return the same list if no origin is dangerous, so that policies can share it
	 */
	OriginList admissible(List<SettingRuling> trust, BuilderSettings owner, BuilderSettings policy, Owners owners) {
		OriginList origins = Objects.requireNonNullElse(owner.furtherOrigins, OriginList.EMPTY);
		if (trust.isEmpty()) {
			return origins;
		}
		Set<Entry> dangerous = new HashSet<>();
		for (Entry origin : origins.patterns()) {
			Danger danger = firstDanger(origin, owners);
			if (danger == null) {
				continue;
			}
			dangerous.add(origin);
			String reason = danger.reason(trust);
			this.problems.addLeftOut(new Problem(danger.code(trust.get(0)), owner.policy(), Setting.ALLOWED_ORIGINS,
					origin.index(), origin.text(),
					(owner == policy) ? reason : "the policy '" + policy.policy() + "' inherits it: " + reason, null));
		}
		return dangerous.isEmpty() ? origins : origins.without(dangerous::contains);
	}

	/**
	 * Return a problem of an origin, with no remedy that is dangerous itself. Its remedy
	 * may be an encrypted origin instead.
	 * @param trusted whether the policy trusts the origins of the list
	 * @param owners the settings that each value of the policy comes from
	 */
	Problem withSafeRemedy(Problem problem, boolean trusted, Owners owners) {
		if (problem.remedy() == null) {
			return problem;
		}
		String remedy = safe(problem, problem.remedy(), trusted, owners);
		return problem.remedy().equals(remedy) ? problem : new Problem(problem.code(), problem.policy(),
				problem.setting(), problem.index(), problem.value(), problem.reason(), remedy);
	}

	/** Return a remedy with encrypted origins where needed; null if it is dangerous. */
	private @Nullable String safe(Problem problem, String remedy, boolean trusted, Owners owners) {
		boolean encrypted = trusted && problem.setting() != Setting.OWN_ORIGINS;
		List<String> origins = new ArrayList<>();
		for (Entry origin : OriginList.parse(List.of(remedy)).entries()) {
			if (isTooWide(problem, origin, trusted, owners)) {
				return null;
			}
			boolean insecure = encrypted && isExposedTo(Danger.INSECURE, origin) && !permits(Danger.INSECURE, owners);
			origins.add(insecure ? String.valueOf(Danger.INSECURE.remedy(origin.pattern())) : origin.text());
		}
		return String.join(", ", origins);
	}

	/**
	 * Whether a remedy matches origins of others. Without trust, it may if its author
	 * wrote the same host.
	 */
	private boolean isTooWide(Problem problem, Entry origin, boolean trusted, Owners owners) {
		if (isExposedTo(Danger.PUBLIC_SUFFIX, origin) && (!isHostWritten(problem.value(), origin.pattern())
				|| trusted && !permits(Danger.PUBLIC_SUFFIX, owners))) {
			return true;
		}
		return trusted && (isExposedTo(Danger.OPEN_SCHEME, origin) && !permits(Danger.OPEN_SCHEME, owners)
				|| problem.setting() != Setting.OWN_ORIGINS && isExposedTo(Danger.INSECURE_NETWORK, origin)
						&& !permits(Danger.INSECURE_NETWORK, owners));
	}

	/** Whether a text has the host of a pattern as its own, and not as a part of it. */
	private static boolean isHostWritten(String text, OriginPattern pattern) {
		String label = pattern.prefix() + "*" + pattern.suffix();
		String host = pattern.host().isEmpty() ? label : label + "." + pattern.host();
		int at = text.toLowerCase(Locale.ROOT).indexOf(host);
		return at == 0 || at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1))
				&& ".*-_ \\".indexOf(text.charAt(at - 1)) < 0;
	}

	private static boolean permits(Danger danger, Owners owners) {
		BuilderSettings permission = owners.of(danger.permission);
		return permission != null && permission.allows(danger.permission);
	}

	/** Warn if settings permit a danger that no policy has. */
	void checkPermissions(BuilderSettings settings) {
		checkPermission(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, settings, "an http origin other than localhost");
		checkPermission(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES, settings,
				"a wildcard directly under or above a public suffix, or every host of a scheme");
	}

	private void checkPermission(Setting permission, BuilderSettings settings, String what) {
		if (settings.allows(permission) && !uses(permission).contains(settings)) {
			this.problems.add(new Problem(Code.DANGEROUS_SETTING_WITHOUT_EFFECT, settings.policy(), permission, -1,
					"true", "no policy trusts " + what + "; remove the setting before one does", "false"));
		}
	}

	private @Nullable Danger firstDanger(Entry origin, Owners owners) {
		for (Danger danger : Danger.values()) {
			if (isExposedTo(danger, origin) && !isPermitted(danger, owners)) {
				return danger;
			}
		}
		return null;
	}

	/** Whether a policy may have a danger; records that its permission has an effect. */
	private boolean isPermitted(Danger danger, Owners owners) {
		BuilderSettings permission = owners.of(danger.permission);
		boolean permitted = permission != null && permission.allows(danger.permission);
		if (permission != null && permitted) {
			uses(danger.permission).add(permission);
		}
		return permitted;
	}

	private Set<BuilderSettings> uses(Setting permission) {
		return Objects.requireNonNull(this.used.get(permission));
	}

	private boolean isExposedTo(Danger danger, Entry origin) {
		OriginPattern pattern = origin.parsed();
		// A plain origin has neither danger.
		if (pattern == null || pattern.form() == Form.ANY) {
			return false;
		}
		boolean addresses = pattern.form() == Form.OCTETS;
		return switch (danger) {
			case INSECURE -> !addresses && !pattern.isSecure();
			case INSECURE_NETWORK -> addresses && !pattern.isSecure();
			case OPEN_SCHEME -> pattern.form() == Form.ANY_HOST;
			case PUBLIC_SUFFIX -> (pattern.form() == Form.SUBDOMAINS || pattern.form() == Form.LABEL)
					&& publicSuffixes().areBelow(pattern.host());
		};
	}

	private PublicSuffixList publicSuffixes() {
		if (this.publicSuffixes == null) {
			this.publicSuffixes = PublicSuffixList.read();
		}
		return this.publicSuffixes;
	}

	/**
	 * A danger of an origin.
	 */
	private enum Danger {

		/**
		 * The origin is unencrypted: an attacker on the network can replace its pages.
		 */
		INSECURE(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS),

		/** The pattern matches unencrypted origins of a whole network. */
		INSECURE_NETWORK(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS),

		/** The pattern matches every app or extension with a scheme. */
		OPEN_SCHEME(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES),

		/** The pattern matches hosts of different owners. */
		PUBLIC_SUFFIX(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES);

		private final Setting permission;

		Danger(Setting permission) {
			this.permission = permission;
		}

		Code code(SettingRuling trust) {
			boolean credentials = trust.setting() == Setting.ALLOW_CREDENTIALS;
			if (this.permission == Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS) {
				return credentials ? Code.INSECURE_ORIGIN_WITH_CREDENTIALS : Code.INSECURE_ORIGIN_ENFORCED;
			}
			return credentials ? Code.PUBLIC_SUFFIX_WITH_CREDENTIALS : Code.PUBLIC_SUFFIX_ENFORCED;
		}

		/** Return why the danger is one, with every setting that makes it one. */
		String reason(List<SettingRuling> trust) {
			return switch (this) {
				case INSECURE -> "anybody on the network can serve pages of an http origin"
						+ effects(trust, "they would act", "their requests");
				case INSECURE_NETWORK -> "any device in the network can serve these pages"
						+ effects(trust, "they would act", "their requests") + "; serve them over https, or set "
						+ this.permission.propertyName() + " to true";
				case OPEN_SCHEME -> "this means every app and extension with the scheme"
						+ effects(trust, "each could act", "the requests of each") + "; list your own, or set "
						+ this.permission.propertyName() + " to true";
				case PUBLIC_SUFFIX -> "anybody can register a host that the * matches"
						+ effects(trust, "it would act", "its requests") + "; list your own hosts";
			};
		}

		private static String effects(List<SettingRuling> trust, String action, String requests) {
			StringBuilder effects = new StringBuilder();
			for (SettingRuling ruling : trust) {
				effects.append(", and ")
					.append((ruling.setting() == Setting.ALLOW_CREDENTIALS) ? action + " with the users' credentials"
							: "enforcement " + ruling.value() + " would trust " + requests);
			}
			return effects.toString();
		}

		/** Return the text to write, or null if only the author can know it. */
		@Nullable String remedy(OriginPattern pattern) {
			if (this != INSECURE) {
				return null;
			}
			return new OriginPattern(pattern.form(), "https", pattern.prefix(), pattern.suffix(), pattern.host(),
					pattern.ports())
				.text();
		}

	}

}
