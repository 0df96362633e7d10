// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists of the standard that the server's engine has, too. This module must not depend on
 * it, so its source is read.
 */
class SharedListsTests {

	private static final Path RULES = Path.of("..", "cors-core", "src", "main", "java", "io", "github", "originaccess",
			"cors", "FetchRules.java");

	@Test
	void forbiddenRequestHeadersAreTheSame() throws IOException {
		TreeSet<String> names = new TreeSet<>(RequestHeaders.FORBIDDEN);
		// The server's engine forbids to configure any name that begins so.
		names.removeIf((name) -> name.startsWith("access-control-"));
		assertThat(list("FORBIDDEN_REQUEST_HEADERS")).isEqualTo(names);
		assertThat(list("FORBIDDEN_REQUEST_HEADER_PREFIXES")).contains("proxy-", "sec-");
	}

	@Test
	void forbiddenResponseHeadersAreTheSame() throws IOException {
		assertThat(list("FORBIDDEN_RESPONSE_HEADERS")).isEqualTo(ResponseFilter.FORBIDDEN);
	}

	@Test
	void safelistedMethodsAreTheSame() throws IOException {
		Set<String> safelisted = list("STANDARD_METHODS").stream()
			.filter(FetchMethods::isSafelisted)
			.collect(Collectors.toSet());
		assertThat(list("SAFELISTED_METHODS")).isEqualTo(safelisted);
	}

	private static Set<String> list(String constant) throws IOException {
		String source = Files.readString(RULES);
		int start = source.indexOf(" " + constant + " = ");
		assertThat(start).as(constant).isPositive();
		String text = source.substring(start, source.indexOf(";", start));
		return Pattern.compile("\"([^\"]+)\"")
			.matcher(text)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
