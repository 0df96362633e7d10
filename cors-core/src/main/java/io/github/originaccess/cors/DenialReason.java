// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Why a request was denied, in the order in which the checks are made.
 */
public enum DenialReason {

	/**
	 * The {@code Origin} is repeated, empty, too long, or has characters that no origin
	 * has.
	 */
	MALFORMED_ORIGIN(null, "the Origin header is not a single origin as browsers send it"),

	/** The origin is none that the policy trusts. */
	ORIGIN_NOT_ALLOWED(Setting.ALLOWED_ORIGINS, "the origin is not among the allowed origins"),

	/** The requested method is repeated, empty, or no token. */
	MALFORMED_METHOD(null, "Access-Control-Request-Method is not a single method"),

	/** The method is none that the policy allows. */
	METHOD_NOT_ALLOWED(Setting.ALLOWED_METHODS, "the method is not among the allowed methods"),

	/** A requested header name is none that the policy allows, or none at all. */
	HEADER_NOT_ALLOWED(Setting.ALLOWED_HEADERS, "a requested header is not among the allowed headers"),

	/**
	 * The request is same-origin by all that it says, but the application is not reached
	 * there.
	 */
	NOT_OWN_ORIGIN(Setting.OWN_ORIGINS,
			"the request's Origin, or else the host it is addressed to, is not among the own origins"),

	/** Another origin's page has sent the request without telling which. */
	CROSS_SITE_REQUEST(Setting.ENFORCEMENT,
			"a page of another origin has sent the request, by its Sec-Fetch-Site, and there is no Origin to check"),

	/**
	 * The policy allows every origin, and the request has a {@code Cookie}. No browser
	 * shows a page such a response, so the response does not claim that one may.
	 */
	CREDENTIALS_NOT_ALLOWED(Setting.ALLOWED_ORIGINS,
			"the request has cookies, and a policy for every origin allows no credentials"),

	/**
	 * The path can be read in several ways, and no policy covers one of them. The policy
	 * that covers another one can refuse the request, but grants nothing.
	 */
	AMBIGUOUS_PATH(null, "the path can be read in several ways, and no policy covers one of them");

	private final @Nullable Setting setting;

	private final String sentence;

	DenialReason(@Nullable Setting setting, String sentence) {
		this.setting = setting;
		this.sentence = sentence;
	}

	/**
	 * Return the stable code.
	 * @return the name in lower case with dashes, such as {@code origin-not-allowed}
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the setting to change if the request ought to be allowed.
	 * @return the setting, or {@code null} if no setting would allow the request
	 */
	public @Nullable Setting setting() {
		return this.setting;
	}

	/**
	 * Return the reason in words, independent of the request.
	 * @return a clause without a full stop
	 */
	public String sentence() {
		return this.sentence;
	}

}
