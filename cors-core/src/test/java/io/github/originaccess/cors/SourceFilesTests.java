// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules for the source files of all modules that the build's other tools do not know.
 */
class SourceFilesTests {

	private static final int MOST_LINES = 400;

	private static final List<Path> SOURCES = List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"));

	/** The module's directory is the working directory of its tests. */
	private static final Path REPOSITORY = Path.of("..");

	/** Checkstyle counts comments as well, and so it would reward their deletion. */
	@Test
	void fileHasAtMost400LinesWithoutComments() throws IOException {
		List<Path> files = files();
		assertThat(files).hasSizeGreaterThan(100)
			.allSatisfy((file) -> assertThat(lines(file)).as(file.toString()).isLessThanOrEqualTo(MOST_LINES));
	}

	private static List<Path> files() throws IOException {
		List<Path> roots;
		try (Stream<Path> modules = Files.list(REPOSITORY)) {
			roots = modules.flatMap((module) -> SOURCES.stream().map(module::resolve))
				.filter(Files::isDirectory)
				.toList();
		}
		List<Path> found = new ArrayList<>();
		for (Path root : roots) {
			try (Stream<Path> files = Files.walk(root)) {
				files.filter((file) -> file.toString().endsWith(".java")).forEach(found::add);
			}
		}
		return found;
	}

	/**
	 * Count the lines that are neither blank nor comments. The formatter gives a comment
	 * of several lines a first and a last line without text; a path pattern in a text
	 * block looks otherwise.
	 */
	private static int lines(Path file) throws IOException {
		int count = 0;
		boolean comment = false;
		for (String line : Files.readAllLines(file)) {
			String text = line.strip();
			if (text.equals("/**") || text.equals("/*")) {
				comment = true;
			}
			else if (comment) {
				comment = !text.endsWith("*/");
			}
			else if (!text.isEmpty() && !text.startsWith("//") && !(text.startsWith("/*") && text.endsWith("*/"))) {
				count++;
			}
		}
		return count;
	}

}
