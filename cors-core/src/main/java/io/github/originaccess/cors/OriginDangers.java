// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.SettingConflicts.Owners;
import io.github.originaccess.cors.SettingRuling.Element;
import org.jspecify.annotations.Nullable;

/**
 * Finds origins that are dangerous to trust. An origin is trusted if credentials go with
 * it, if {@code enforcement} lets its requests pass, or if it is one of the application's
 * own.
 */
final class OriginDangers {

	private final Consumer<Problem> found;

	/** Those whose permission a policy made use of. */
	private final Map<Danger, Set<BuilderSettings>> used = new EnumMap<>(Danger.class);

	private @Nullable PublicSuffixList publicSuffixes;

	OriginDangers(Consumer<Problem> found) {
		this.found = found;
		for (Danger danger : Danger.values()) {
			this.used.put(danger, new HashSet<>());
		}
	}

	/**
	 * Check the allowed origins of a policy.
	 * @param trust what makes the policy trust its origins; the one to name comes first
	 * @param origins who gives the origins
	 * @param owners who gives the effective value of a setting of that policy
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
		// What rules the origins out a second time makes "write: false" no remedy.
		SettingRuling named = (trust.size() == 1) ? ruling : ruling.withoutRemedy();
		elements.forEach((danger, dangerous) -> named
			.problems(danger.code(ruling), Setting.ALLOWED_ORIGINS, origins, dangerous, danger.reason(ruling))
			.forEach(this.found));
	}

	/**
	 * Check the application's own origins. They may be unencrypted: they say where it is
	 * reached.
	 * @param owners who gives the effective value of a setting of that policy
	 */
	void checkOwn(Owners owners) {
		BuilderSettings owner = owners.of(Setting.OWN_ORIGINS);
		if (owner == null || owner.ownOrigins == null) {
			return;
		}
		for (Entry origin : owner.ownOrigins.patterns()) {
			if (isExposedTo(Danger.PUBLIC_SUFFIX, origin) && !isPermitted(Danger.PUBLIC_SUFFIX, owners)) {
				this.found.accept(new Problem(Code.PUBLIC_SUFFIX_OWN_ORIGIN, owner.policy(), Setting.OWN_ORIGINS,
						origin.index(), origin.text(),
						"anybody can register a host that the * matches, and its pages would count as the"
								+ " application's own; name the hosts that users know",
						null));
			}
		}
	}

	/**
	 * Return those further origins that a policy can trust without danger.
	 * @param trust what makes the policy trust its origins; the one to name comes first
	 * @param owner whose further origins they are
	 * @param policy the policy's own settings
	 * @param owners who gives the effective value of a setting of that policy
	 * @param leftOut takes the others
	 * @return the same list if all of them are fine, so that policies can share it
	 */
	OriginList admissible(List<SettingRuling> trust, BuilderSettings owner, BuilderSettings policy, Owners owners,
			Consumer<Problem> leftOut) {
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
			String reason = danger.reason(trust.get(0));
			leftOut.accept(new Problem(danger.code(trust.get(0)), owner.policy(), Setting.ALLOWED_ORIGINS,
					origin.index(), origin.text(),
					(owner == policy) ? reason : "the policy '" + policy.policy() + "' inherits it: " + reason, null));
		}
		return dangerous.isEmpty() ? origins : origins.without(dangerous::contains);
	}

	/** Warn if the settings permit a danger that no policy has. */
	void checkPermissions(BuilderSettings settings) {
		for (Danger danger : Danger.values()) {
			if (settings.allows(danger.permission) && !uses(danger).contains(settings)) {
				this.found.accept(new Problem(Code.DANGEROUS_SETTING_WITHOUT_EFFECT, settings.policy(),
						danger.permission, -1, "true",
						"no policy trusts " + danger.what + "; take the setting out before one does", "false"));
			}
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

	/** Whether a policy may have a danger; its permission then has an effect. */
	private boolean isPermitted(Danger danger, Owners owners) {
		BuilderSettings permission = owners.of(danger.permission);
		boolean permitted = permission != null && permission.allows(danger.permission);
		if (permission != null && permitted) {
			uses(danger).add(permission);
		}
		return permitted;
	}

	private Set<BuilderSettings> uses(Danger danger) {
		return Objects.requireNonNull(this.used.get(danger));
	}

	private boolean isExposedTo(Danger danger, Entry origin) {
		OriginPattern pattern = origin.parsed();
		// Nothing is wrong with plain origins, of which there may be a million.
		if (pattern == null || pattern.form() == Form.ANY) {
			return false;
		}
		return (danger == Danger.INSECURE) ? !pattern.isSecure()
				: pattern.form() != Form.EXACT && publicSuffixes().areBelow(pattern.host());
	}

	private PublicSuffixList publicSuffixes() {
		if (this.publicSuffixes == null) {
			this.publicSuffixes = PublicSuffixList.read();
		}
		return this.publicSuffixes;
	}

	/**
	 * A reason not to trust an origin.
	 */
	private enum Danger {

		/** Somebody on the network can replace the pages of the origin. */
		INSECURE(Setting.DANGEROUSLY_ALLOW_INSECURE_ORIGINS, "an http origin other than localhost"),

		/** The pattern matches hosts of different owners. */
		PUBLIC_SUFFIX(Setting.DANGEROUSLY_ALLOW_PUBLIC_SUFFIXES, "a wildcard directly under or above a public suffix");

		private final Setting permission;

		private final String what;

		Danger(Setting permission, String what) {
			this.permission = permission;
			this.what = what;
		}

		Code code(SettingRuling trust) {
			boolean credentials = trust.setting() == Setting.ALLOW_CREDENTIALS;
			if (this == INSECURE) {
				return credentials ? Code.INSECURE_ORIGIN_WITH_CREDENTIALS : Code.INSECURE_ORIGIN_ENFORCED;
			}
			return credentials ? Code.PUBLIC_SUFFIX_WITH_CREDENTIALS : Code.PUBLIC_SUFFIX_ENFORCED;
		}

		String reason(SettingRuling trust) {
			boolean credentials = trust.setting() == Setting.ALLOW_CREDENTIALS;
			if (this == INSECURE) {
				return "anybody on the network can serve pages of an http origin, and "
						+ (credentials ? "they would act with the users' credentials"
								: "enforcement " + trust.value() + " would trust their requests");
			}
			return "anybody can register a host that the * matches, and "
					+ (credentials ? "it would act with the users' credentials"
							: "enforcement " + trust.value() + " would trust its requests")
					+ "; name your own";
		}

		@Nullable String remedy(OriginPattern pattern) {
			if (this == PUBLIC_SUFFIX) {
				return null;
			}
			return new OriginPattern(pattern.form(), "https", pattern.prefix(), pattern.suffix(), pattern.host(),
					pattern.ports())
				.text();
		}

	}

}
