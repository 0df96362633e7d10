// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of prose.
 *
 * @param file the file
 * @param line the line at which it begins, from 1
 * @param text the text, as the file has it
 */
record Passage(String file, int line, String text) {

	private static final int LONGEST = 25;

	/** What is no sentence: a heading of a word, a cell with a value. */
	private static final int SHORTEST = 3;

	static final Pattern INLINE_CODE = Pattern.compile("(`+)(?!`).+?(?<!`)\\1(?!`)", Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("(!?\\[)([^\\]]*)(\\]\\([^)]*\\))");

	private static final Pattern ADDRESS = Pattern.compile("<http[^>]*>");

	private static final Pattern TAG = Pattern.compile("<[^>]*>");

	/** A message that is quoted was not written for the page. */
	private static final Pattern QUOTATION = Pattern.compile("\"[^\"]*\"|“[^”]*”|‘[^’]*’");

	private static final Pattern END = Pattern.compile("(?<!\\be\\.g|\\bi\\.e|\\bvs)[.!?][)\\]*_]*\\s+(?=[^\\sa-z])");

	private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");

	/** Return the sentences. A piece of code and a quotation are a word each. */
	List<Sentence> sentences() {
		String masked = masked();
		List<Sentence> sentences = new ArrayList<>();
		Matcher end = END.matcher(masked);
		int from = 0;
		while (from < masked.length()) {
			int to = end.find(from) ? end.end() : masked.length();
			int words = (int) WORD.matcher(masked.substring(from, to)).results().count();
			if (words >= SHORTEST) {
				String sentence = this.text.substring(from, to).strip().replaceAll("\\s+", " ");
				sentences.add(new Sentence(this.file, lineAt(from), sentence, words));
			}
			from = to;
		}
		return sentences;
	}

	/**
	 * Return the text with what is not prose as one word or as blanks, at the same
	 * offsets.
	 */
	private String masked() {
		String masked = INLINE_CODE.matcher(this.text).replaceAll((code) -> "X".repeat(code.group().length()));
		masked = LINK.matcher(masked)
			.replaceAll((link) -> Matcher.quoteReplacement(
					" ".repeat(link.group(1).length()) + link.group(2) + " ".repeat(link.group(3).length())));
		masked = ADDRESS.matcher(masked).replaceAll((address) -> "X".repeat(address.group().length()));
		masked = TAG.matcher(masked).replaceAll((tag) -> " ".repeat(tag.group().length()));
		return QUOTATION.matcher(masked).replaceAll((quotation) -> "X".repeat(quotation.group().length()));
	}

	private int lineAt(int offset) {
		return this.line + (int) this.text.substring(0, offset).chars().filter((c) -> c == '\n').count();
	}

	/** Return every forbidden word of the passage, with its line. */
	Stream<String> forbidden(ForbiddenWords words) {
		return words.in(this.text)
			.map((found) -> this.file + ":" + lineAt(found.start()) + ": " + words.remedy(found) + " in: "
					+ lineOf(found.start()));
	}

	private String lineOf(int offset) {
		int end = this.text.indexOf('\n', offset);
		return this.text.substring(this.text.lastIndexOf('\n', offset) + 1, (end >= 0) ? end : this.text.length())
			.strip();
	}

	/**
	 * A sentence with the line at which it begins.
	 */
	record Sentence(String file, int line, String text, int words) {

		boolean isLong() {
			return this.words > LONGEST;
		}

		@Override
		public String toString() {
			return this.file + ":" + this.line + ": " + this.words + " words: " + this.text;
		}

	}

}
