// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.util.List;
import java.util.regex.Pattern;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import io.github.originaccess.cors.fixtures.MapRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and responses of HTTP: a line that begins the message, headers, and perhaps a
 * body after an empty line. A request of one line, with its headers after tildes, is that
 * of our tables.
 */
final class HttpBlock {

	private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

	/** RFC 9112, sections 3 and 4. A path is enough for readers. */
	private static final Pattern BEGINNING = Pattern
		.compile("HTTP/(1\\.1|2) [1-5]\\d\\d( .*)?|[A-Z]+ (/|https?://)\\S*( HTTP/(1\\.1|2))?");

	private static final Pattern HEADER = Pattern.compile(TOKEN + ":( .*)?");

	private static final Pattern REQUEST_OF_TABLES = Pattern.compile("[A-Z]+ " + TOKEN + ": .*");

	private HttpBlock() {
	}

	static void parse(CodeBlock block) {
		List<String> lines = block.text().lines().toList();
		if (lines.size() == 1 && REQUEST_OF_TABLES.matcher(lines.get(0)).matches()) {
			MapRequest.parse(lines.get(0));
			return;
		}
		boolean message = false;
		for (String line : lines) {
			if (line.isBlank()) {
				message = false;
			}
			else if (BEGINNING.matcher(line).matches()) {
				message = true;
			}
			else if (message) {
				assertThat(line).as("a header").matches(HEADER);
			}
		}
		assertThat(lines.get(0)).as("the first line").matches(BEGINNING);
	}

}
