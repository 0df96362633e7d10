// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headings of a page of the documentation and the blocks of code below each.
 */
public final class DocumentedExamples {

	private static final String CHAPTER = "## ";

	private static final String HEADING = "### ";

	private static final String FENCE = "```";

	private final Map<String, List<Block>> blocks = new LinkedHashMap<>();

	private DocumentedExamples(List<String> lines) {
		List<Block> current = new ArrayList<>();
		Block block = null;
		for (String line : lines) {
			if (line.startsWith(FENCE)) {
				if (block == null) {
					block = new Block(line.substring(FENCE.length()), new StringBuilder());
					current.add(block);
				}
				else {
					block = null;
				}
			}
			else if (block != null) {
				block.text().append(line).append('\n');
			}
			else if (line.startsWith(CHAPTER)) {
				current = new ArrayList<>();
			}
			else if (line.startsWith(HEADING)) {
				current = this.blocks.computeIfAbsent(line.substring(HEADING.length()), (name) -> new ArrayList<>());
			}
		}
	}

	/** Read a page. The working directory is that of the module. */
	public static DocumentedExamples of(String page) {
		try {
			return new DocumentedExamples(Files.readAllLines(Path.of("..", "docs", page)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the headings of the third level in their order. */
	public List<String> headings() {
		return List.copyOf(this.blocks.keySet());
	}

	/** Return the blocks of a language below a heading. */
	public List<String> examples(String heading, String language) {
		return this.blocks.getOrDefault(heading, List.of())
			.stream()
			.filter((block) -> block.language().equals(language))
			.map((block) -> block.text().toString())
			.toList();
	}

	private record Block(String language, StringBuilder text) {

	}

}
