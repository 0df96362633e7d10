// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The reason for which a policy denies a request. The constants are in the order of the
 * checks. Their codes are stable: constants are added, but never renamed.
 */
public enum DenialReason {

	/**
	 * The {@code Origin} is repeated, empty, too long, or has characters that no origin
	 * has.
	 */
	MALFORMED_ORIGIN(null, "the Origin header is not a single valid origin"),

	/** The policy does not allow the origin. */
	ORIGIN_NOT_ALLOWED(Setting.ALLOWED_ORIGINS, "the origin is not among the allowed origins"),

	/** {@code Access-Control-Request-Method} is repeated, empty, or not a token. */
	MALFORMED_METHOD(null, "Access-Control-Request-Method is not a single method"),

	/** The policy does not allow the method. */
	METHOD_NOT_ALLOWED(Setting.ALLOWED_METHODS, "the method is not among the allowed methods"),

	/** The policy does not allow a requested header name, or it is not a name. */
	HEADER_NOT_ALLOWED(Setting.ALLOWED_HEADERS, "a requested header is not among the allowed headers"),

	/**
	 * The request claims to be same-origin, but its origin is not an own origin of the
	 * application.
	 */
	NOT_OWN_ORIGIN(Setting.OWN_ORIGINS,
			"the Origin, or the target of a request without Origin, is not among the own origins"),

	/** A page of another origin sent the request, and the request has no Origin. */
	CROSS_SITE_REQUEST(Setting.ENFORCEMENT,
			"a page of another origin sent the request (Sec-Fetch-Site), and there is no Origin to check"),

	/**
	 * The policy allows any origin, and the request has a {@code Cookie}. Browsers
	 * withhold the response from pages, so the response grants nothing.
	 */
	CREDENTIALS_NOT_ALLOWED(Setting.ALLOWED_ORIGINS,
			"the request has cookies, and a policy for any origin allows no credentials"),

	/**
	 * The path can be read in several ways, and no policy covers one of them. The policy
	 * of another reading can refuse the request, but grants nothing.
	 */
	AMBIGUOUS_PATH(null, "the path can be read in several ways, and no policy covers one of them"),

	/**
	 * The application asked for a policy that does not exist, so no policy says what is
	 * allowed.
	 */
	MISSING_POLICY(null, "the application asked for a policy that does not exist");

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
	 * Return the setting that would allow the request if it were changed.
	 * @return the setting, or {@code null} if no setting can allow the request
	 */
	public @Nullable Setting setting() {
		return this.setting;
	}

	/**
	 * Return the reason in words, without data of the request.
	 * @return a clause without a full stop; its wording may change
	 */
	public String sentence() {
		return this.sentence;
	}

}
