// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Configurations in the documentation start without a warning.
 */
@ExtendWith(OutputCaptureExtension.class)
class DocumentationExamplesTests {

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@ValueSource(strings = { "cors-in-one-page.md", "deployment.md", "enforcement.md", "getting-started.md",
			"recipes.md", "scaling.md", "websocket.md" })
	void everyExampleStartsWithoutAWarning(String page, CapturedOutput output) throws IOException {
		// The working directory is that of the module.
		String text = Files.readString(Path.of("..", "docs", page));
		List<String> examples = EXAMPLE.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
		assertThat(examples).isNotEmpty();
		for (String example : examples) {
			LoadedConfiguration configuration = new LoadedConfiguration().file("application.yml", example);
			if (page.equals("recipes.md")) {
				configuration.resolver("policyOfTenant");
			}
			assertThat(configuration.problems()).as(example).isEmpty();
			assertThat(configuration.policies()).as(example).isNotEmpty();
		}
		assertThat(output).doesNotContain("docs/problems.md#");
	}

}
