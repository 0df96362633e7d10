// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What readers paste into Maven's and Gradle's files has one version.
 */
class InstallDocumentationTests {

	/** In Maven's form, and in Gradle's. */
	private static final Pattern VERSION = Pattern
		.compile("<version>([^<]+)</version>|io\\.github\\.originaccess:[\\w-]+:([\\w.-]+)");

	@Test
	void everyPageNamesTheSameVersion() throws IOException {
		List<String> versions = new ArrayList<>();
		for (String page : List.of("README.md", "docs/getting-started.md", "docs/testing.md")) {
			versions(Path.of("..", page)).forEach(versions::add);
		}
		assertThat(versions).hasSizeGreaterThanOrEqualTo(8).containsOnly(versions.get(0));
	}

	private static Stream<String> versions(Path page) throws IOException {
		return VERSION.matcher(Files.readString(page)).results().map(InstallDocumentationTests::version);
	}

	private static String version(MatchResult match) {
		return (match.group(1) != null) ? match.group(1) : match.group(2);
	}

}
