// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;

/**
 * The compiler of another language, in a process of its own. On the class path of the
 * tests, Kotlin or Groovy would change what Spring does.
 */
enum Compiler {

	KOTLIN(".kt", "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler") {

		@Override
		String source(CodeBlock block) {
			if (PACKAGE.matcher(block.text()).find()) {
				return block.text();
			}
			String name = "package " + fileName(block) + "\n";
			return GRADLE.matcher(block.text()).find()
					? name + "import gradle.*\nfun build() {\n" + block.text() + "}\n" : name + block.text();
		}

		@Override
		List<String> arguments(Path directory) throws IOException {
			Files.writeString(directory.resolve("gradle.kt"), GRADLE_FUNCTIONS);
			return List.of("-no-stdlib", "-no-reflect", "-nowarn", "-jvm-target", "17", "-d", directory + "/classes",
					"-cp", System.getProperty("java.class.path") + File.pathSeparator + jars("kotlin-stdlib"),
					directory.toString());
		}

	},

	GROOVY(".groovy", "org.codehaus.groovy.tools.FileSystemCompiler") {

		@Override
		String source(CodeBlock block) {
			return block.text();
		}

		@Override
		List<String> arguments(Path directory) throws IOException {
			List<String> arguments = new ArrayList<>(List.of("-d", directory + "/classes"));
			try (Stream<Path> files = Files.list(directory)) {
				files.forEach((file) -> arguments.add(file.toString()));
			}
			return arguments;
		}

	};

	/** Maven copies the compilers there. */
	private static final Path JARS = Path.of("target", "compilers");

	private static final Pattern PACKAGE = Pattern.compile("(?m)^package ");

	/** What only build.gradle.kts has. */
	private static final Pattern GRADLE = Pattern
		.compile("(?m)^\\s*(\\w*[iI]mplementation\\(|plugins \\{|dependencies \\{)");

	/** The functions of Gradle that our pages call in build.gradle.kts. */
	private static final String GRADLE_FUNCTIONS = """
			package gradle
			class Plugin { infix fun version(version: String) = this }
			val java = Plugin()
			fun id(name: String) = Plugin()
			fun kotlin(name: String) = Plugin()
			fun plugins(block: () -> Unit) = block()
			fun repositories(block: () -> Unit) = block()
			fun mavenCentral() {}
			fun mavenLocal() {}
			fun dependencies(block: () -> Unit) = block()
			fun platform(notation: String): Any = notation
			fun implementation(notation: Any) {}
			fun testImplementation(notation: Any) {}
			""";

	private final String ending;

	private final String main;

	Compiler(String ending, String main) {
		this.ending = ending;
		this.main = main;
	}

	abstract String source(CodeBlock block);

	abstract List<String> arguments(Path directory) throws IOException;

	/**
	 * Return what the compiler says, or an empty text. A file has the name of its block.
	 */
	String errors(List<CodeBlock> blocks, Path directory) throws IOException, InterruptedException {
		for (CodeBlock block : blocks) {
			Files.writeString(directory.resolve(fileName(block) + this.ending), source(block));
		}
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-cp", jars(""), this.main));
		command.addAll(arguments(directory));
		Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return (compiler.waitFor() == 0) ? "" : output;
	}

	private static String fileName(CodeBlock block) {
		return block.page().replaceAll("\\W", "_") + "_line_" + block.line();
	}

	private static String jars(String prefix) throws IOException {
		if (!Files.isDirectory(JARS)) {
			throw new IllegalStateException("There is no " + JARS + ": run mvn process-test-resources first");
		}
		List<String> jars = new ArrayList<>();
		try (Stream<Path> files = Files.list(JARS)) {
			files.filter((file) -> file.getFileName().toString().startsWith(prefix))
				.forEach((file) -> jars.add(file.toString()));
		}
		return String.join(File.pathSeparator, jars);
	}

}
