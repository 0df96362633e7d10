// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A problem in the configuration of a policy. It is an immutable value: a program can
 * show it, translate it or act on its {@link Code}.
 * <p>
 * The codes, their {@linkplain Code#id() ids} and meanings, and the meanings of this
 * record's components are stable across versions. The wording of a reason may change. A
 * later version may find more problems, and may have a remedy where this version has
 * none.
 *
 * @param code the code, which is stable across versions
 * @param policy name of the policy whose own value has the problem; {@code default} for
 * the default policy
 * @param setting the setting with the value
 * @param index position of the element in the configured list, from 0; -1 for the whole
 * value
 * @param value the configured value without white space around it; it may contain any
 * character, and the password of an origin that was given one
 * @param reason the reason as one sentence without a full stop
 * @param remedy the value to write instead, ready to paste; {@code null} if there is none
 */
public record Problem(Code code, String policy, Setting setting, int index, String value, String reason,
		@Nullable String remedy) implements Serializable {

	/**
	 * Return policy, setting, reason and code, for a log. The value is left out, because
	 * it may contain a password.
	 * @return one sentence, whose wording may change
	 */
	@Override
	public String toString() {
		String element = (this.index < 0) ? "" : "[" + this.index + "]";
		return PrintableText.ofName(this.policy) + "." + this.setting.propertyName() + element + ": " + this.reason
				+ " (" + this.code.id() + ")";
	}

	/**
	 * The code of a problem. Later versions add constants, so a {@code switch} needs a
	 * default branch. No constant is renamed or reused. Their order may change.
	 */
	public enum Code {

		/** A policy has no origins, neither its own nor inherited ones. */
		ALLOWED_ORIGINS_MISSING,

		/** Any origin is allowed, and credentials are allowed too. */
		ANY_ORIGIN_WITH_CREDENTIALS,

		/** Any origin is allowed, although the policy is enforced or reported. */
		ANY_ORIGIN_ENFORCED,

		/** An origin without encryption is allowed, and credentials are allowed too. */
		INSECURE_ORIGIN_WITH_CREDENTIALS,

		/** An origin without encryption is allowed, and enforcement trusts it. */
		INSECURE_ORIGIN_ENFORCED,

		/**
		 * A wildcard directly under or above a public suffix, or every host of a custom
		 * scheme, is allowed, and credentials are allowed too.
		 */
		PUBLIC_SUFFIX_WITH_CREDENTIALS,

		/**
		 * A wildcard directly under or above a public suffix, or every host of a custom
		 * scheme, is allowed, and enforcement trusts it.
		 */
		PUBLIC_SUFFIX_ENFORCED,

		/**
		 * A wildcard directly under or above a public suffix, or every host of a custom
		 * scheme, is one of the application's own origins.
		 */
		PUBLIC_SUFFIX_OWN_ORIGIN,

		/** The list of the application's own origins is empty. */
		OWN_ORIGINS_EMPTY,

		/** The application's own origins are any origin. */
		ANY_OWN_ORIGIN,

		/** An origin is {@code null}, which any page can have. */
		ORIGIN_NULL,

		/** An origin begins or ends with a quote. */
		ORIGIN_QUOTED,

		/** One element has several origins without commas between them, or brackets. */
		ORIGINS_NOT_SEPARATED,

		/** An origin contains white space or an invisible character. */
		ORIGIN_WITH_BLANK,

		/** An origin is a word such as {@code all}, {@code none} or {@code self}. */
		ORIGIN_WORD,

		/** An origin contains a placeholder or an expression that has no value yet. */
		UNRESOLVED_PLACEHOLDER,

		/** An origin is written as a regular expression. */
		ORIGIN_REGULAR_EXPRESSION,

		/** An origin has no scheme. */
		ORIGIN_WITHOUT_SCHEME,

		/** An origin's scheme contains an invalid character, or is too long. */
		ORIGIN_SCHEME_INVALID,

		/** An origin's scheme is {@code http} or {@code https} misspelt. */
		ORIGIN_SCHEME_MISSPELT,

		/** An origin has a scheme whose documents have no origin of their own. */
		ORIGIN_SCHEME_WITHOUT_ORIGIN,

		/** An origin has the scheme {@code file}, whose pages send {@code null}. */
		ORIGIN_FILE,

		/** An origin has a WebSocket scheme, which no page has. */
		ORIGIN_WEBSOCKET,

		/** An origin contains a user name or password. */
		ORIGIN_WITH_USER_INFO,

		/** An origin contains a path. */
		ORIGIN_WITH_PATH,

		/** An origin contains a query. */
		ORIGIN_WITH_QUERY,

		/** An origin contains a fragment. */
		ORIGIN_WITH_FRAGMENT,

		/** An origin's host is empty. */
		ORIGIN_HOST_EMPTY,

		/** An origin's host is written in Unicode, not in Punycode. */
		ORIGIN_HOST_UNICODE,

		/**
		 * An origin's host has a label that begins with {@code xn--}, and is not
		 * Punycode.
		 */
		ORIGIN_PUNYCODE_INVALID,

		/** An origin's host contains an invalid character. */
		ORIGIN_HOST_INVALID,

		/** An origin's host is longer than 253 characters. */
		ORIGIN_HOST_TOO_LONG,

		/** An origin's host ends with a dot. */
		ORIGIN_TRAILING_DOT,

		/** An origin's host has an empty label. */
		ORIGIN_LABEL_EMPTY,

		/** An origin's host has a label that begins or ends with a hyphen. */
		ORIGIN_LABEL_HYPHEN,

		/** An origin's host has a label of more than 63 characters. */
		ORIGIN_LABEL_TOO_LONG,

		/** An origin's host ends in a number, and is not an IPv4 address. */
		ORIGIN_IPV4_INVALID,

		/** An origin's IPv4 address is not in the form that browsers send. */
		ORIGIN_IPV4_NOT_CANONICAL,

		/** An origin is a range of IP addresses in the notation of another program. */
		ORIGIN_ADDRESS_RANGE,

		/** An origin's IPv6 address is invalid, or lacks its brackets. */
		ORIGIN_IPV6_INVALID,

		/** An origin's IPv6 address is not in the form that browsers send. */
		ORIGIN_IPV6_NOT_CANONICAL,

		/** An origin's port is not a number from 1 to 65535 without leading zeros. */
		ORIGIN_PORT_INVALID,

		/** An origin's port is a range. */
		ORIGIN_PORT_RANGE,

		/** An origin's port list is empty. */
		ORIGIN_PORT_LIST_EMPTY,

		/** An origin has a {@code *} in a place where none is possible. */
		ORIGIN_WILDCARD_MISPLACED,

		/** An origin has no dot or hyphen between a {@code *} and the text after it. */
		ORIGIN_WILDCARD_NOT_SEPARATED,

		/** The list of methods is empty. */
		METHODS_EMPTY,

		/** A method is not a token. */
		METHOD_INVALID,

		/** A method is forbidden to pages by the Fetch standard. */
		METHOD_FORBIDDEN,

		/** A header name is not a token. */
		HEADER_NAME_INVALID,

		/** A method or header name contains a {@code *}. */
		NAME_WITH_WILDCARD,

		/** A request header name is forbidden to pages by the Fetch standard. */
		REQUEST_HEADER_FORBIDDEN,

		/** A response header name is one that no policy can expose. */
		RESPONSE_HEADER_FORBIDDEN,

		/** A list of names does not fit in the header block of a response. */
		LIST_TOO_LONG,

		/** Any response header is exposed, and credentials are allowed too. */
		ANY_EXPOSED_HEADER_WITH_CREDENTIALS,

		/** The max-age is negative. */
		MAX_AGE_NEGATIVE,

		/** The max-age is not a whole number of seconds. */
		MAX_AGE_FRACTIONAL,

		/** The max-age is longer than 24 hours. */
		MAX_AGE_TOO_LONG,

		/** A named policy has no paths. */
		PATHS_MISSING,

		/** A path pattern does not begin with a slash. */
		PATH_WITHOUT_SLASH,

		/** A path pattern cannot be parsed. */
		PATH_INVALID,

		/** A path pattern cannot match any path. */
		PATH_NEVER_MATCHES,

		/** Two policies have the same path pattern. */
		PATH_IN_TWO_POLICIES,

		/** Warning: a {@code dangerously-*} setting changes nothing. */
		DANGEROUS_SETTING_WITHOUT_EFFECT,

		/** Warning: the list of header names contains a method. */
		METHOD_AMONG_HEADERS,

		/** Warning: the list of methods contains a header name. */
		HEADER_AMONG_METHODS,

		/**
		 * Warning: a list of names contains a word such as {@code all}, not {@code *}.
		 */
		ANY_WRITTEN_AS_WORD,

		/** Warning: a method or header name is nearly a standard one. */
		NAME_NEARLY_STANDARD,

		/** Warning: own origins are set, and no policy with them reports or enforces. */
		OWN_ORIGINS_WITHOUT_ENFORCEMENT,

		/** Warning: another element of the list already covers this one. */
		ENTRY_ALREADY_COVERED;

		private static final Set<Code> WARNINGS = EnumSet.range(DANGEROUS_SETTING_WITHOUT_EFFECT,
				ENTRY_ALREADY_COVERED);

		/**
		 * Whether the problem is a warning: the policy compiles, but probably does not do
		 * what was meant.
		 * @return {@code false} if a policy with such a problem does not compile
		 */
		public boolean isWarning() {
			return WARNINGS.contains(this);
		}

		/**
		 * Return the name of the code in documentation and reports.
		 * @return the name in lower case with dashes, which is as stable as the constant
		 */
		public String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
