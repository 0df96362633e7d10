// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The room that the lists of a policy have in the headers of a response. Containers
 * reserve 8 KB for all headers; if more is written, Tomcat answers 500.
 */
final class HeaderRoom {

	/** Characters of one list. An application's own headers need the other half. */
	static final int OF_A_LIST = 4096;

	/**
	 * Characters of both lists in the answer to a preflight. The rest, 1 KB, is for the
	 * status line and for headers without a list; with the longest origin these take 700.
	 */
	static final int OF_A_PREFLIGHT = 7168;

	/** Each name may take one more character than in the request: a comma, a blank. */
	private static final int OF_ECHOED_NAMES = PolicyDecisions.MAX_ECHOED_NAMES_LENGTH * 3 / 2;

	private static final String SEPARATOR = ", ";

	private HeaderRoom() {
	}

	/**
	 * Check one list.
	 * @return what is wrong with the list, or {@code null}
	 */
	static @Nullable Problem check(String policy, Setting setting, NameList names) {
		int length = length(names);
		return (length <= OF_A_LIST) ? null
				: tooLong(policy, setting,
						String.format(Locale.ROOT,
								"its %,d names take %,d characters of a response"
										+ " header and %,d fit, as containers reserve 8 KB for all headers",
								names.names().size(), length, OF_A_LIST));
	}

	/**
	 * Check the lists that the answer to a preflight contains.
	 * @param setting the list to name
	 */
	static @Nullable Problem checkPreflight(String policy, Setting setting, NameList methods, NameList headers) {
		int names = headers.containsAny() ? OF_ECHOED_NAMES : length(headers);
		int length = length(methods) + names;
		if (length <= OF_A_PREFLIGHT || length(methods) > OF_A_LIST || length(headers) > OF_A_LIST) {
			return null;
		}
		return tooLong(policy, setting,
				String.format(Locale.ROOT,
						"the methods take %,d characters of a preflight's response and the header names%s %,d; together"
								+ " %,d fit, as containers reserve 8 KB for all headers",
						length(methods), headers.containsAny() ? ", repeated for *, up to" : "", names,
						OF_A_PREFLIGHT));
	}

	private static Problem tooLong(String policy, Setting setting, String reason) {
		return new Problem(Code.LIST_TOO_LONG, policy, setting, ListElement.WHOLE.index(), ListElement.WHOLE.text(),
				reason, null);
	}

	/** Return the length of a list in a response; names beside a * are not sent. */
	private static int length(NameList names) {
		return names.containsAny() ? 0 : String.join(SEPARATOR, names.names()).length();
	}

}
