// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;

/**
 * The Java code of a page. A block that stands in a source file of the project is
 * compiled with it. All others are compiled here, together: a class as it is, members and
 * statements with a class and imports around them.
 */
final class JavaBlocks {

	/** The packages and types that a fragment needs no import for. */
	private static final List<String> IMPORTED = List.of("java.io.*", "java.net.*", "java.time.*", "java.util.*",
			"java.util.stream.*", "io.github.originaccess.cors.*", "io.github.originaccess.cors.observe.*",
			"io.github.originaccess.cors.reactive.*", "io.github.originaccess.cors.registry.*",
			"io.github.originaccess.cors.servlet.*", "org.springframework.boot.*",
			"org.springframework.boot.autoconfigure.*", "org.springframework.boot.web.servlet.*",
			"org.springframework.context.annotation.*", "org.springframework.beans.factory.*",
			"org.springframework.beans.factory.annotation.*", "org.springframework.core.annotation.*",
			"org.springframework.core.env.*", "org.springframework.web.bind.annotation.*", "org.jspecify.annotations.*",
			"org.springframework.http.HttpStatus", "org.springframework.web.socket.config.annotation.*",
			"org.springframework.security.config.Customizer",
			"org.springframework.security.config.annotation.web.builders.*", "org.springframework.security.web.*",
			"org.springframework.security.web.authentication.*",
			"org.springframework.security.web.servlet.util.matcher.*");

	/** The names that statements use without a declaration. */
	private static final String NAMES = """
				CorsRequest request;
				ResponseHeaders response;
				CorsPolicyRegistry policies;
				StompEndpointRegistry registry;
				String input;
				List<String> answer;
			""";

	private static final Pattern PACKAGE = Pattern.compile("(?m)^package [\\w.]+;");

	private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.* ]+;");

	private static final Pattern TYPE = Pattern
		.compile("(?m)^(?:public |final |abstract |sealed )*(?:class|interface|record|enum|@interface) \\w");

	/** A method or field begins at the margin, and so does its annotation. */
	private static final Pattern MEMBER = Pattern.compile(
			"(?m)^(?:@\\w|(?:public|private|protected|static|final)\\s|[\\w<>,.? \\[\\]]+ \\w+\\([^;=]*\\)[^;=]*\\{$)");

	/** The lines of all source files. */
	private static final String SOURCES = sources();

	private final List<CodeBlock> blocks;

	JavaBlocks(List<CodeBlock> blocks) {
		this.blocks = blocks.stream().filter((block) -> !SOURCES.contains(lines(block.text()))).toList();
	}

	/** Return what the compiler says, each with the place of the block. */
	List<String> errors(Path output) {
		if (this.blocks.isEmpty()) {
			return List.of();
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("-proc:none", "-d", output.toString(), "-nowarn", "-Xlint:none", "-parameters",
				"-cp", System.getProperty("java.class.path"));
		List<JavaFileObject> sources = new ArrayList<>();
		this.blocks.forEach((block) -> sources.add(new Source(block)));
		compiler.getTask(null, null, diagnostics, options, null, sources).call();
		return diagnostics.getDiagnostics()
			.stream()
			.filter((diagnostic) -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
			.map((diagnostic) -> ((diagnostic.getSource() instanceof Source source) ? source.block + ": " : "")
					+ diagnostic.getMessage(Locale.ROOT))
			.toList();
	}

	private static String wrapped(CodeBlock block) {
		String text = block.text();
		if (PACKAGE.matcher(text).find()) {
			return text;
		}
		String header = "package page.section" + Integer.toHexString(block.heading().hashCode()) + ";\n";
		if (IMPORT.matcher(text).find()) {
			return header + text;
		}
		String imports = header
				+ IMPORTED.stream().map((name) -> "import " + name + ";\n").collect(Collectors.joining());
		if (TYPE.matcher(text).find()) {
			return imports + text;
		}
		String name = "class Block" + block.line() + " {\n";
		if (MEMBER.matcher(text).find()) {
			return imports
					+ "import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.*;\n"
					+ name + text + "}\n";
		}
		return imports + name + NAMES + "void statements() throws Exception {\n" + text + "}\n}\n";
	}

	private static String sources() {
		StringBuilder sources = new StringBuilder();
		for (Path file : DocumentationPage.files(".java")) {
			try {
				sources.append(lines(Files.readString(file)));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return sources.toString();
	}

	/** Return the lines without indentation, which is less on a page. */
	private static String lines(String code) {
		return code.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining("\n", "\n", "\n"));
	}

	private static final class Source extends SimpleJavaFileObject {

		private final CodeBlock block;

		private Source(CodeBlock block) {
			super(URI.create("string:///Block" + block.line() + ".java"), Kind.SOURCE);
			this.block = block;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return wrapped(this.block);
		}

		/** A public class has its own name, the block a number. */
		@Override
		public boolean isNameCompatible(String simpleName, Kind kind) {
			return true;
		}

	}

}
