// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.File;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The browser as a module. Tests run on the class path, so they make a program on the
 * module path.
 */
class ModuleTests {

	private static final String MODULE = "io.github.originaccess.cors.test";

	private static final ModuleFinder BROWSER = ModuleFinder.of(location(Browser.class));

	@Test
	void moduleNeedsNoLibraryAtRunTime() {
		assertThat(BROWSER.find(MODULE).orElseThrow().descriptor().requires())
			.filteredOn((required) -> !required.modifiers().contains(Modifier.STATIC))
			.extracting((required) -> required.name())
			.containsExactlyInAnyOrder("java.base", "java.net.http");
	}

	@Test
	void moduleWorksWithoutOptionalLibraries(@TempDir Path directory) throws Exception {
		assertThat(run(directory, """
				HeaderLines headers = HeaderLines.of("Access-Control-Allow-Origin", "*");
				Browser browser = Browser.over((request) -> new WireResponse(200, headers, new byte[0]));
				return Browser.class.getModule().getName() + " " + browser.page("https://a.example").fetch("/x").type();
				""")).isEqualTo(MODULE + " cors");
	}

	@Test
	void springCanCreateTheAutoConfiguration() {
		assertThat(BROWSER.find(MODULE).orElseThrow().descriptor().opens()).extracting((opened) -> opened.source())
			.containsExactly(MODULE + ".autoconfigure");
	}

	/** Run a method body without the annotations of JSpecify, which no program needs. */
	private static String run(Path directory, String body) throws Exception {
		compile(directory, """
				module program {
					requires %s;
					provides java.util.function.Supplier with program.Program;
				}
				""".formatted(MODULE), """
				package program;

				import io.github.originaccess.cors.test.*;

				public class Program implements java.util.function.Supplier<String> {

					public String get() {
						%s
					}

				}
				""".formatted(body));
		Configuration modules = ModuleLayer.boot()
			.configuration()
			.resolve(ModuleFinder.compose(ModuleFinder.of(directory), BROWSER), ModuleFinder.of(), Set.of("program"));
		ModuleLayer layer = ModuleLayer.boot()
			.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
		return (String) ServiceLoader.load(layer, Supplier.class).findFirst().orElseThrow().get();
	}

	private static void compile(Path directory, String module, String program) throws Exception {
		Path moduleFile = Files.writeString(directory.resolve("module-info.java"), module);
		Path programFile = Files.writeString(directory.resolve("Program.java"), program);
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			boolean compiled = compiler.getTask(messages, files, null,
					List.of("-proc:none", "-Xlint:all", "-Werror", "--module-path",
							location(Browser.class) + File.pathSeparator + location(NullMarked.class), "-d",
							directory.toString()),
					null, files.getJavaFileObjects(moduleFile, programFile))
				.call();
			assertThat(compiled).as(messages.toString()).isTrue();
		}
	}

	private static Path location(Class<?> type) {
		try {
			return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
