// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bash, which parses commands without running them.
 */
final class Shell {

	private Shell() {
	}

	static void parse(CodeBlock block) throws IOException, InterruptedException {
		Process bash;
		try {
			bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			Assumptions.assumeTrue("true".equals(System.getenv("CI")), "bash is not installed");
			throw ex;
		}
		bash.getOutputStream().write(block.text().getBytes(StandardCharsets.UTF_8));
		bash.getOutputStream().close();
		String errors = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(bash.waitFor()).as(errors).isZero();
	}

}
