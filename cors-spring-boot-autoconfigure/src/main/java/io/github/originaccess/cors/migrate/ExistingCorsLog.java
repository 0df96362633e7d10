// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The message at start that there is no policy. It shows what to write instead of
 * Spring's configuration, if the application has one.
 */
final class ExistingCorsLog {

	private static final Log logger = LogFactory.getLog(ExistingCorsLog.class);

	private static final int MOST_LINES = 58;

	private ExistingCorsLog() {
	}

	static void write(ExistingCors existing) {
		if (logger.isInfoEnabled()) {
			logger.info(message(existing.lines()));
		}
	}

	private static String message(List<String> lines) {
		if (lines.isEmpty()) {
			return "There is no CORS policy. Set cors.allowed-origins to the origins that you trust, such as "
					+ "https://app.example.com, or cors.policies.<name>.* for some paths only. "
					+ Documentation.GETTING_STARTED;
		}
		String result = lines.contains(PropertiesText.ROOT) ? "These properties say the same" : "It cannot be read";
		return "There is no CORS policy, so Spring's own CORS configuration stays in force. " + result + " "
				+ Documentation.MIGRATION + ":\n"
				+ ((lines.size() <= MOST_LINES + 1) ? String.join("\n", lines) : beginning(lines));
	}

	/**
	 * Return the beginning of a long text. It is a comment, because a part of the
	 * policies may allow more than all of them.
	 */
	private static String beginning(List<String> lines) {
		return lines.subList(0, MOST_LINES).stream().map((line) -> "# " + line).collect(Collectors.joining("\n"))
				+ "\n# " + (lines.size() - MOST_LINES)
				+ " more lines are in 'existing' of GET /actuator/cors. Take all of"
				+ " them from there: expose the endpoint 'cors' for it.";
	}

}
