// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation: its fenced blocks, and its prose in passages. A passage is
 * a heading, a paragraph, an item of a list or a cell of a table.
 */
final class DocumentationPage {

	/** The working directory is that of the module. */
	static final Path ROOT = Path.of("..");

	/** Directories without pages of ours. */
	private static final Set<String> LEFT_OUT = Set.of("target", "node_modules", ".git");

	private static final Pattern FENCE = Pattern.compile("^( *)(`{3,}|~{3,})(.*)$");

	/** What begins a passage of its own: a heading, an item, a quotation. */
	private static final Pattern BEGINNING = Pattern.compile("^\\s*(#+|[-*+]|\\d+\\.|>)\\s+");

	private static final Pattern ROW = Pattern.compile("^\\s*\\|.*");

	private static final Pattern SEPARATOR = Pattern.compile("^[\\s|:-]+$");

	private final String name;

	private final List<CodeBlock> blocks = new ArrayList<>();

	private final List<Passage> passages = new ArrayList<>();

	private final List<String> subheadings = new ArrayList<>();

	private String heading = "";

	private int blocksBelowHeading;

	private final StringBuilder passage = new StringBuilder();

	private int passageLine;

	DocumentationPage(String name, List<String> lines) {
		this.name = name;
		int line = 0;
		while (line < lines.size()) {
			Matcher fence = FENCE.matcher(lines.get(line));
			line = fence.matches() ? readBlock(lines, line, fence) : readProse(lines.get(line), line);
		}
		endPassage();
	}

	/** Read a page, whose name is its path from the root of the project. */
	static DocumentationPage of(String name) {
		return read(ROOT.resolve(name));
	}

	/** Return all pages of the project. */
	static List<DocumentationPage> all() {
		return files(".md").stream().map(DocumentationPage::read).toList();
	}

	/** Return the files of the project with an ending, by name. */
	static List<Path> files(String ending) {
		List<Path> found = new ArrayList<>();
		collect(ROOT, ending, found);
		return found.stream().sorted().toList();
	}

	private static void collect(Path directory, String ending, List<Path> found) {
		try (Stream<Path> entries = Files.list(directory)) {
			for (Path entry : entries.toList()) {
				if (Files.isDirectory(entry) && !LEFT_OUT.contains(entry.getFileName().toString())) {
					collect(entry, ending, found);
				}
				else if (entry.toString().endsWith(ending)) {
					found.add(entry);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static DocumentationPage read(Path file) {
		try {
			return new DocumentationPage(ROOT.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the path from the root of the project. */
	String name() {
		return this.name;
	}

	List<CodeBlock> blocks() {
		return this.blocks;
	}

	/** Return the blocks of a language. */
	Stream<CodeBlock> blocks(String language) {
		return this.blocks.stream().filter((block) -> block.language().equals(language));
	}

	/** Return the texts of the blocks of a language below a heading. */
	List<String> examples(String heading, String language) {
		return blocks(language).filter((block) -> block.heading().equals(heading)).map(CodeBlock::text).toList();
	}

	/** Return the headings of the third level in their order. */
	List<String> subheadings() {
		return this.subheadings;
	}

	List<Passage> passages() {
		return this.passages;
	}

	private int readBlock(List<String> lines, int begin, Matcher fence) {
		endPassage();
		int end = begin + 1;
		StringBuilder text = new StringBuilder();
		while (end < lines.size() && !lines.get(end).strip().equals(fence.group(2))) {
			String line = lines.get(end);
			// A block within an item of a list is indented.
			text.append(line.startsWith(fence.group(1)) ? line.substring(fence.group(1).length()) : line).append('\n');
			end++;
		}
		this.blocks.add(new CodeBlock(this.name, begin + 1, fence.group(3).strip(), this.heading,
				this.blocksBelowHeading++, text.toString()));
		return end + 1;
	}

	private int readProse(String line, int index) {
		if (ROW.matcher(line).matches()) {
			endPassage();
			readRow(line, index);
		}
		else if (line.isBlank() || line.startsWith("<!--")) {
			endPassage();
		}
		else {
			Matcher beginning = BEGINNING.matcher(line);
			boolean begins = beginning.lookingAt();
			if (begins) {
				endPassage();
				if (beginning.group(1).startsWith("#")) {
					this.heading = line.substring(beginning.end());
					this.blocksBelowHeading = 0;
					if (beginning.group(1).equals("###")) {
						this.subheadings.add(this.heading);
					}
				}
			}
			if (this.passage.isEmpty()) {
				this.passageLine = index + 1;
			}
			this.passage.append(begins ? line.substring(beginning.end()) : line).append('\n');
			if (line.startsWith("#")) {
				endPassage();
			}
		}
		return index + 1;
	}

	private void readRow(String line, int index) {
		if (!SEPARATOR.matcher(line).matches()) {
			// A bar within code does not end a cell.
			String row = Passage.INLINE_CODE.matcher(line)
				.replaceAll((code) -> Matcher.quoteReplacement(code.group().replace('|', ' ')));
			for (String cell : row.split("(?<!\\\\)\\|")) {
				this.passages.add(new Passage(this.name, index + 1, cell));
			}
		}
	}

	private void endPassage() {
		if (!this.passage.isEmpty()) {
			this.passages.add(new Passage(this.name, this.passageLine, this.passage.toString()));
			this.passage.setLength(0);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * A fenced block.
	 *
	 * @param page the page
	 * @param line the line of the fence, from 1
	 * @param language what follows the fence
	 * @param heading the heading above it
	 * @param position the number of blocks between the heading and it
	 * @param text the lines of the block
	 */
	record CodeBlock(String page, int line, String language, String heading, int position, String text) {

		@Override
		public String toString() {
			return this.page + ":" + this.line + " " + this.language;
		}

	}

}
