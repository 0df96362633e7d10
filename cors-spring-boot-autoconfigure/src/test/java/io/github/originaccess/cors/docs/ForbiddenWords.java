// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words and phrases that no text may have, each with what to write instead.
 */
final class ForbiddenWords {

	/**
	 * What may stand between two words of a phrase: in comments, a star begins a line.
	 */
	private static final String GAP = "[\\s*/]+";

	private final Map<String, String> remedies;

	/** One pattern for all words: the sources are several megabytes. */
	private final Pattern pattern;

	private ForbiddenWords(Map<String, String> remedies) {
		this.remedies = remedies;
		this.pattern = Pattern.compile(
				"(?<![\\w%-])(?:" + String.join("|", remedies.keySet()).replace(" ", GAP) + ")(?![\\w%-])",
				Pattern.CASE_INSENSITIVE);
	}

	/** Read the list. The working directory is that of the module. */
	static ForbiddenWords read() {
		try (Stream<String> lines = Files.lines(Path.of("..", ".build", "words.txt"))) {
			return new ForbiddenWords(lines.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split(" \\| "))
				.collect(Collectors.toMap((columns) -> columns[0], (columns) -> columns[1])));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return every place of a text that has one of the words. */
	Stream<MatchResult> in(String text) {
		return this.pattern.matcher(text).results();
	}

	/** Return what to write instead of a word that was found. */
	String remedy(MatchResult found) {
		String word = found.group().toLowerCase(Locale.ROOT).replaceAll(GAP, " ");
		return "\"" + word + "\" (write: " + this.remedies.get(word) + ")";
	}

}
