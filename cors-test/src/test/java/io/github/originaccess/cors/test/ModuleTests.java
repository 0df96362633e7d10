// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.lang.module.ModuleDescriptor.Opens;
import java.nio.file.Path;

import io.github.originaccess.cors.fixtures.TestedModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The browser as a module.
 */
class ModuleTests {

	private static final String MODULE = "io.github.originaccess.cors.test";

	private static final TestedModule BROWSER = new TestedModule(Browser.class);

	@Test
	void moduleNeedsNoLibraryAtRunTime() {
		assertThat(BROWSER.neededAtRunTime()).containsExactlyInAnyOrder("java.base", "java.net.http");
	}

	@Test
	void moduleWorksWithoutOptionalLibraries(@TempDir Path directory) throws Exception {
		assertThat(BROWSER.run(directory, """
				HeaderLines headers = HeaderLines.of("Access-Control-Allow-Origin", "*");
				Browser browser = Browser.over((request) -> new WireResponse(200, headers, new byte[0]));
				return Browser.class.getModule().getName() + " " + browser.page("https://a.example").fetch("/x").type();
				""")).isEqualTo(MODULE + " cors");
	}

	@Test
	void springCanCreateTheAutoConfiguration() {
		assertThat(BROWSER.descriptor().opens()).extracting(Opens::source).containsExactly(MODULE + ".autoconfigure");
	}

}
