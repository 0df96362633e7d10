// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration. Problems are values: a program can show
 * them, translate them or act on their {@link Code}.
 * <p>
 * Stable across versions are the codes and their {@linkplain Code#id() ids}, what each of
 * them means, and what the components of this record hold. The words of a reason are not:
 * they get better. A later version may find problems that this one does not know, and
 * propose a spelling where this one proposes none.
 *
 * @param code what is wrong; stable across versions
 * @param policy name of the policy whose own value is wrong, {@code default} for the
 * default policy
 * @param setting the setting that holds the value
 * @param index position of the element in the list as it was given, from 0; -1 if the
 * value as a whole is meant
 * @param value the value as it was given, white space around it removed; it may contain
 * any character, and a password where an origin was given one
 * @param reason why it is refused, as one sentence without its full stop
 * @param instead what to write instead, ready to paste, or {@code null} if only its
 * author can know
 */
public record Problem(Code code, String policy, Setting setting, int index, String value, String reason,
		@Nullable String instead) implements Serializable {

	/**
	 * Return setting, reason and code, for a log. The value is left out, lest a password
	 * in it is written down.
	 * @return one sentence, whose words may change
	 */
	@Override
	public String toString() {
		String element = (this.index < 0) ? "" : "[" + this.index + "]";
		return this.policy + "." + this.setting.propertyName() + element + ": " + this.reason + " (" + this.code.id()
				+ ")";
	}

	/**
	 * What can be wrong. Constants are added, so a {@code switch} needs a default branch;
	 * none is renamed or reused. Their order may change.
	 */
	public enum Code {

		/** A policy names no origins, neither itself nor by inheritance. */
		ALLOWED_ORIGINS_MISSING,

		/** Every origin is allowed, and credentials too. */
		ANY_ORIGIN_WITH_CREDENTIALS,

		/** Every origin is allowed, and origins that are not are to be refused. */
		ANY_ORIGIN_ENFORCED,

		/** An origin that is not encrypted is allowed, and credentials too. */
		INSECURE_ORIGIN_WITH_CREDENTIALS,

		/** An origin that is not encrypted is allowed, and enforcement trusts it. */
		INSECURE_ORIGIN_ENFORCED,

		/**
		 * A wildcard directly under or above a public suffix is allowed, and credentials
		 * too.
		 */
		PUBLIC_SUFFIX_WITH_CREDENTIALS,

		/**
		 * A wildcard directly under or above a public suffix is allowed, and enforcement
		 * trusts it.
		 */
		PUBLIC_SUFFIX_ENFORCED,

		/**
		 * A wildcard directly under or above a public suffix is one of the application's
		 * own origins.
		 */
		PUBLIC_SUFFIX_OWN_ORIGIN,

		/** The list of the application's own origins is empty. */
		OWN_ORIGINS_EMPTY,

		/** Every origin is said to be the application's own. */
		ANY_OWN_ORIGIN,

		/** An origin is {@code null}, which every sandboxed document has. */
		ORIGIN_NULL,

		/** An origin begins or ends with a quote. */
		ORIGIN_QUOTED,

		/** One element holds several origins that no comma separates, or brackets. */
		ORIGINS_NOT_SEPARATED,

		/** An origin contains white space or an invisible character. */
		ORIGIN_WITH_BLANK,

		/** An origin is written as a regular expression. */
		ORIGIN_REGULAR_EXPRESSION,

		/** An origin lacks its scheme. */
		ORIGIN_WITHOUT_SCHEME,

		/** An origin's scheme contains a character that no scheme has. */
		ORIGIN_SCHEME_INVALID,

		/** An origin has the scheme {@code file}, whose pages send {@code null}. */
		ORIGIN_FILE,

		/** An origin has the scheme of a WebSocket, which no page has. */
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

		/** An origin's host is written in Unicode rather than Punycode. */
		ORIGIN_HOST_UNICODE,

		/** An origin's host contains a character that no host has. */
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

		/** An origin's host ends in a number but is no IPv4 address. */
		ORIGIN_IPV4_INVALID,

		/** An origin's IPv4 address is not spelt as browsers spell it. */
		ORIGIN_IPV4_NOT_CANONICAL,

		/** An origin's IPv6 address is none, or lacks its brackets. */
		ORIGIN_IPV6_INVALID,

		/** An origin's IPv6 address is not spelt as browsers spell it. */
		ORIGIN_IPV6_NOT_CANONICAL,

		/** An origin's port is no number from 1 to 65535 without leading zeros. */
		ORIGIN_PORT_INVALID,

		/** An origin's port is a range. */
		ORIGIN_PORT_RANGE,

		/** An origin's port list is empty. */
		ORIGIN_PORT_LIST_EMPTY,

		/** A {@code *} stands where a pattern has none. */
		ORIGIN_WILDCARD_MISPLACED,

		/** A {@code *} is followed by text that no dot or hyphen separates from it. */
		ORIGIN_WILDCARD_NOT_SEPARATED,

		/** The list of methods is empty. */
		METHODS_EMPTY,

		/** A method is no token. */
		METHOD_INVALID,

		/** A method is one that no page may use. */
		METHOD_FORBIDDEN,

		/** A header name is no token. */
		HEADER_NAME_INVALID,

		/** A {@code *} stands inside a method or header name. */
		NAME_WITH_WILDCARD,

		/** A request header name is one that no page may send. */
		REQUEST_HEADER_FORBIDDEN,

		/** A response header name is one that no page may read. */
		RESPONSE_HEADER_FORBIDDEN,

		/** A list of names is longer than what a response's headers have room for. */
		LIST_TOO_LONG,

		/** Every response header is exposed, and credentials are allowed too. */
		ANY_EXPOSED_HEADER_WITH_CREDENTIALS,

		/** The max-age is negative. */
		MAX_AGE_NEGATIVE,

		/** The max-age is not a whole number of seconds. */
		MAX_AGE_FRACTIONAL,

		/** The max-age is longer than 24 hours. */
		MAX_AGE_TOO_LONG,

		/** A named policy covers no path. */
		PATHS_MISSING,

		/** A path pattern does not begin with a slash. */
		PATH_WITHOUT_SLASH,

		/** A path pattern cannot be parsed. */
		PATH_INVALID,

		/** A path pattern can never match a path. */
		PATH_NEVER_MATCHES,

		/** The same path pattern stands in two policies. */
		PATH_IN_TWO_POLICIES,

		/** Warning: a {@code dangerously-*} setting changes nothing. */
		DANGEROUS_SETTING_WITHOUT_EFFECT,

		/** Warning: a method stands among the header names. */
		METHOD_AMONG_HEADERS,

		/** Warning: a header name stands among the methods. */
		HEADER_AMONG_METHODS,

		/** Warning: own origins stand where no policy reports or enforces. */
		OWN_ORIGINS_WITHOUT_ENFORCEMENT,

		/** Warning: another element of the list covers this one already. */
		ENTRY_ALREADY_COVERED;

		private static final Set<Code> WARNINGS = EnumSet.range(DANGEROUS_SETTING_WITHOUT_EFFECT,
				ENTRY_ALREADY_COVERED);

		/**
		 * Whether the configuration works all the same, though hardly as it was meant.
		 * @return {@code false} if policies with such a problem are refused
		 */
		public boolean isWarning() {
			return WARNINGS.contains(this);
		}

		/**
		 * Return the code as it is written in documentation and reports.
		 * @return the name in lower case with dashes; as stable as the constant
		 */
		public String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
