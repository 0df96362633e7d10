// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.nio.file.Path;

import io.github.originaccess.cors.fixtures.TestedModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine as a module.
 */
class ModuleTests {

	private static final TestedModule ENGINE = new TestedModule(CorsPolicy.class);

	@Test
	void moduleNeedsNoOtherAtRunTime() {
		assertThat(ENGINE.neededAtRunTime()).containsExactly("java.base");
	}

	@Test
	void moduleReadsThePublicSuffixList(@TempDir Path directory) throws Exception {
		assertThat(ENGINE.run(directory, """
				try {
					new CorsPolicyBuilder().allowedOrigins("https://*.github.io").allowCredentials(true).build();
					return "trusted";
				}
				catch (InvalidCorsPolicyException ex) {
					return CorsPolicy.class.getModule().getName() + " " + ex.problems().get(0).code().id();
				}
				""")).isEqualTo("io.github.originaccess.cors public-suffix-with-credentials");
	}

}
