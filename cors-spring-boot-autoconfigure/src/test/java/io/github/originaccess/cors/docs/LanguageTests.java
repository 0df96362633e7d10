// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.docs.Passage.Sentence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What readers read is plain English: no forbidden word, and few long sentences.
 */
class LanguageTests {

	/** How many sentences of a text may be long, in percent. */
	private static final int LONG_SENTENCES = 3;

	private static final ForbiddenWords FORBIDDEN = ForbiddenWords.read();

	/** What a browser does not show. */
	private static final Pattern INVISIBLE = Pattern.compile("<!--.*?-->|<(script|style)\\b.*?</\\1>", Pattern.DOTALL);

	private static final Pattern CODE_ELEMENT = Pattern.compile("<(code|kbd)\\b[^>]*>.*?</\\1>", Pattern.DOTALL);

	/** Tags within a sentence. All other tags begin a passage. */
	private static final Pattern INLINE_TAG = Pattern.compile("</?(?:a|abbr|b|br|em|i|span|strong)\\b[^>]*>");

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	void textHasNoForbiddenWord(String name, List<Passage> passages) {
		assertThat(passages.stream().flatMap((passage) -> passage.forbidden(FORBIDDEN))).as(name).isEmpty();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	void fewSentencesAreLong(String name, List<Passage> passages) {
		List<Sentence> sentences = passages.stream().flatMap((passage) -> passage.sentences().stream()).toList();
		List<Sentence> tooLong = sentences.stream().filter(Sentence::isLong).toList();
		assertThat(tooLong.size() * 100)
			.withFailMessage(() -> tooLong.size() + " of " + sentences.size() + " sentences of " + name
					+ " have more than 25 words. At most " + LONG_SENTENCES + " % may:\n" + lines(tooLong))
			.isLessThanOrEqualTo(sentences.size() * LONG_SENTENCES);
	}

	/** Messages, comments and the texts that scripts of the sample write. */
	@ParameterizedTest
	@ValueSource(strings = { ".java", ".js", ".properties", ".yml" })
	void sourcesHaveNoForbiddenWord(String ending) {
		assertThat(DocumentationPage.files(ending)
			.stream()
			.map((file) -> new Passage(DocumentationPage.ROOT.relativize(file).toString(), 1, read(file)))
			.flatMap((source) -> source.forbidden(FORBIDDEN))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHY                      | TEXT                                         | WORDS
			one sentence             | Name the origins you trust.                  | 5
			two sentences            | Name the origins. Every response has them.   | 3 4
			code is a word           | Set `cors.max-age: 1h` in a file.            | 5
			a quotation is a word    | The log has "a b c d. E f g" in it.          | 6
			the address of a link    | See [the page](a.md "A b. C") for more.      | 5
			a dot within a word      | Boot 4.1 has spring.io in it.                | 6
			an abbreviation          | Use a variable, e.g. that of a test.         | 8
			dashes are no words      | Origins - and - patterns alone.              | 4
			a value is no sentence   | 30m                                          |
			code begins a sentence   | It works here. `true` does it too.           | 3 4
			""")
	void wordsOfSentencesAreCounted(String why, String text, @Nullable String words) {
		assertThat(new Passage("page.md", 1, text).sentences()
			.stream()
			.map((sentence) -> "" + sentence.words())
			.collect(Collectors.joining(" "))).isEqualTo((words != null) ? words : "");
	}

	@Test
	void sentenceAndWordHaveTheirLines() {
		Passage passage = new Passage("page.md", 7, "One `a\nb` is\nhere. A reader waits in\n" + "vain for it.\n");
		assertThat(passage.sentences()).extracting(Sentence::line).containsExactly(7, 9);
		assertThat(passage.forbidden(FORBIDDEN)).singleElement().asString().startsWith("page.md:9: \"in" + " vain\"");
	}

	static Stream<Arguments> texts() {
		Stream<Arguments> pages = DocumentationPage.all()
			.stream()
			.map((page) -> Arguments.of(page.name(), page.passages()));
		Stream<Arguments> sample = DocumentationPage.files(".html")
			.stream()
			.map((file) -> Arguments.of(DocumentationPage.ROOT.relativize(file).toString(), html(file)));
		return Stream.of(pages, sample, Stream.of(Arguments.of("configuration metadata", metadata())))
			.flatMap((texts) -> texts);
	}

	private static List<Passage> html(Path file) {
		String name = DocumentationPage.ROOT.relativize(file).toString();
		String text = blank(INVISIBLE, read(file), "");
		text = blank(INLINE_TAG, blank(CODE_ELEMENT, text, "code"), "");
		List<Passage> passages = new ArrayList<>();
		int line = 1;
		for (String passage : text.split("<[^>]*>?", -1)) {
			passages.add(new Passage(name, line, passage));
			line += passage.length() - passage.replace("\n", "").length();
		}
		return passages;
	}

	/** Replace what matches, but keep its line breaks. */
	private static String blank(Pattern pattern, String text, String replacement) {
		return pattern.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(replacement + match.group().replaceAll("[^\n]", "")));
	}

	private static List<Passage> metadata() {
		List<Passage> passages = new ArrayList<>();
		for (JsonNode property : PropertiesPage.metadata().get("properties")) {
			passages.add(new Passage(property.get("name").asString(), 1, property.get("description").asString()));
		}
		for (JsonNode hint : PropertiesPage.metadata().get("hints")) {
			hint.get("values")
				.forEach((value) -> passages.add(new Passage("hint of " + hint.get("name").asString(), 1,
						value.path("description").asString(""))));
		}
		return passages;
	}

	private static String lines(List<Sentence> sentences) {
		return sentences.stream().map(Sentence::toString).collect(Collectors.joining("\n"));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
