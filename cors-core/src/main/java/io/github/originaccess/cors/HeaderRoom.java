// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the lists that a response contains. Containers reserve 8 KB for all
 * headers of a response. If an application writes more, Tomcat answers 500.
 */
final class HeaderRoom {

	/** Characters of one list. The rest is for headers that the application sets. */
	static final int OF_A_LIST = 4096;

	/**
	 * Characters of both lists in the response to a preflight. The rest, 1 KB, is for the
	 * status line and the headers without lists, which take 700 with the longest origin.
	 */
	static final int OF_A_PREFLIGHT = 7168;

	/** Each echoed name may take one more character than in the request, a blank. */
	private static final int OF_ECHOED_NAMES = PolicyDecisions.MAX_ECHOED_NAMES_LENGTH * 3 / 2;

	private static final String SEPARATOR = ", ";

	private HeaderRoom() {
	}

	/**
	 * Check one list.
	 * @return the problem of the list, or {@code null}
	 */
	static @Nullable Problem check(String policy, Setting setting, NameList names) {
		int length = length(names);
		return (length <= OF_A_LIST) ? null
				: tooLong(policy, setting, names,
						String.format(Locale.ROOT,
								"its %,d names take %,d characters of a response"
										+ " header and %,d fit, because containers reserve 8 KB for all headers",
								names.names().size(), length, OF_A_LIST));
	}

	/**
	 * Check the lists in the response to a preflight.
	 * @param setting the setting of the problem
	 * @return the problem of the lists, or {@code null}
	 */
	static @Nullable Problem checkPreflight(String policy, Setting setting, NameList methods, NameList headers) {
		int names = headers.containsAny() ? OF_ECHOED_NAMES : length(headers);
		int length = length(methods) + names;
		if (length <= OF_A_PREFLIGHT || length(methods) > OF_A_LIST || length(headers) > OF_A_LIST) {
			return null;
		}
		return tooLong(policy, setting, (setting == Setting.ALLOWED_METHODS) ? methods : headers,
				String.format(Locale.ROOT,
						"the methods take %,d characters of a preflight's response and the header names%s %,d; together"
								+ " %,d fit, because containers reserve 8 KB for all headers",
						length(methods), headers.containsAny() ? ", repeated for *, up to" : "", names,
						OF_A_PREFLIGHT));
	}

	private static Problem tooLong(String policy, Setting setting, NameList list, String reason) {
		return new Problem(Code.LIST_TOO_LONG, policy, setting, ListElement.WHOLE.index(),
				String.join(SEPARATOR, list.texts()), reason, null);
	}

	/** Return the length of a list in a response; names beside a * are not sent. */
	private static int length(NameList names) {
		return names.containsAny() ? 0 : String.join(SEPARATOR, names.names()).length();
	}

}
