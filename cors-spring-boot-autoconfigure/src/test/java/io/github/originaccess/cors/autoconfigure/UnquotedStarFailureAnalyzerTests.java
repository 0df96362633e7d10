// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link UnquotedStarFailureAnalyzer}.
 */
class UnquotedStarFailureAnalyzerTests {

	private static final String TEXT = "cors:\n  allowed-origins: *\n";

	private final UnquotedStarFailureAnalyzer analyzer = new UnquotedStarFailureAnalyzer();

	@Test
	void starInAFileOfPropertiesIsExplained() {
		Throwable failure = catchThrowable(
				() -> new YamlPropertySourceLoader().load("file", new ByteArrayResource(TEXT.getBytes())));
		FailureAnalysis analysis = Objects.requireNonNull(this.analyzer.analyze(new IllegalStateException(failure)));
		assertThat(analysis.getDescription()).isEqualTo("""
				A value in a YAML file begins with a * and has no quotes:

				    cors.allowed-origins
				        line 2, column 20: allowed-origins: *
				        write: allowed-origins: "*\"""");
	}

	@Test
	void aliasWithoutAnchorIsExplained() {
		Throwable failure = catchThrowable(() -> new YamlPropertySourceLoader().load("file",
				new ByteArrayResource(TEXT.replace("*", "*web").getBytes())));
		FailureAnalysis analysis = Objects.requireNonNull(this.analyzer.analyze(failure));
		assertThat(analysis.getDescription()).startsWith("An alias in a YAML file has no anchor:")
			.doesNotContain("write:");
		assertThat(analysis.getAction()).contains("no anchor of this name stands above it");
	}

	@Test
	void fileOfAnotherProgramIsLeftToBoot() {
		assertThat(this.analyzer.analyze(catchThrowable(() -> new Yaml().load(TEXT)))).isNull();
	}

}
