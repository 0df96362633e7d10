// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;

import io.github.originaccess.cors.OriginPattern.Form;
import org.jspecify.annotations.Nullable;

/**
 * An origin that a policy does not allow, in words, and what allows it.
 *
 * @param policy the policy
 * @param origin the value of {@code Origin}, which has only characters of origins
 * @param remedy the remedy for the allowed origins
 */
record DeniedOrigin(CorsPolicy policy, String origin, SettingRemedy remedy) {

	/** Whether no property allows the origin, because a page must be changed. */
	boolean isBeyondProperties() {
		String canonical = canonical();
		return canonical != null
				&& (this.policy.origins().contains(canonical) || this.policy.rules().isOwnOrigin(canonical));
	}

	/** Return the denial in words, on a single line. */
	String sentence() {
		if (EnforcementRules.OPAQUE.equals(this.origin)) {
			return "The origin is null, as in a sandboxed frame, a local file, or a redirect from another origin. "
					+ "Any page can have it, so " + onlyAnyOrigin();
		}
		String canonical = canonical();
		String shown = PrintableText.ofOrigin(this.origin);
		if (canonical == null) {
			return "The origin " + shown + " cannot be listed, so " + onlyAnyOrigin();
		}
		if (!canonical.equalsIgnoreCase(this.origin)) {
			return otherSpelling(shown, canonical);
		}
		String similar = (OriginPatternParser.parse(canonical) instanceof OriginPattern denied
				&& denied.form() == Form.EXACT) ? new SimilarOrigins(denied, this.policy).find() : null;
		return "The origin " + shown + " is not among the allowed origins." + ((similar != null) ? " " + similar : "")
				+ " To allow it, " + add(canonical) + ".";
	}

	/**
	 * Return the origin as browsers send it, or null if they send none that is like it.
	 */
	private @Nullable String canonical() {
		ParsedOrigin parsed = OriginPatternParser.parse(this.origin);
		return (parsed instanceof ElementProblem problem) ? problem.remedy() : ((OriginPattern) parsed).text();
	}

	private String otherSpelling(String shown, String canonical) {
		boolean allowed = this.policy.origins().contains(canonical);
		boolean own = this.policy.rules().isOwnOrigin(canonical);
		String other = PrintableText.of(canonical)
				+ (allowed ? ", which is allowed." : own ? ", which is one of the own origins." : ".");
		String remedy = (allowed || own) ? "" : " To allow that, " + add(canonical) + ".";
		// Browsers keep a dot at the end of a host.
		return hasDotAfterHost(canonical)
				? "The host of the origin " + shown + " ends with a dot, so the origin differs from " + other
						+ " Open the page without the dot." + remedy
				: "The origin " + shown + " is not written as browsers send it. They send " + other + remedy;
	}

	private boolean hasDotAfterHost(String canonical) {
		int port = canonical.indexOf(':', canonical.indexOf("://") + "://".length());
		String withDot = ((port < 0) ? canonical : canonical.substring(0, port)) + ".";
		return this.origin.regionMatches(true, 0, withDot, 0, withDot.length());
	}

	/**
	 * Say that {@code *} is the only way. A policy that trusts its origins refuses it.
	 */
	private String onlyAnyOrigin() {
		return "only * in " + this.remedy.name() + " allows it"
				+ (isTrusting() ? ", in a policy with neither credentials nor enforcement." : ".");
	}

	/** Say how to allow an origin. A policy that would trust it refuses plain http. */
	private String add(String origin) {
		if (!isTrusting() || this.policy.settings().insecureOrigins()
				|| !(OriginPatternParser.parse(origin) instanceof OriginPattern pattern) || pattern.isSecure()) {
			return this.remedy.add(List.of(origin), "it");
		}
		String encrypted = "https" + origin.substring("http".length());
		return "serve its pages over https, since "
				+ (this.policy.allowsCredentials() ? "credentials need that" : "enforcement needs that")
				+ (this.policy.origins().contains(encrypted) ? ""
						: ", and " + this.remedy.add(List.of(encrypted), PrintableText.of(encrypted)));
	}

	private boolean isTrusting() {
		return this.policy.allowsCredentials() || this.policy.enforcement() != Enforcement.BROWSER;
	}

}
