// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.github.originaccess.cors.FetchRules.OriginSpelling;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class OriginPatternParserTests {

	private static final int RANDOM_TEXTS = 200_000;

	/** Measures CPU time, so other processes do not change the result. */
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/** All parts of origins, and many parts that no origin has. */
	private static final String[] ALPHABET = { "http", "https", "://", "://", "://", ":", "/", "*", ".", ".", "-", "[",
			"]", "[::1]", "::", "localhost", "example", "com", "Example", "8080", "443", "80", "0", "65536", ",", "@",
			"?", "#", "a", "B", "_", "~", "\\", "(", ")", "+", "{", "|", ";", " ", "\t", "\u00e9", "\u212a", "\u3002",
			"\u2100", "\ud800", "ws", "file", "null", "127", "1", "0x7f", "'", "\"", "xn--", "%", "^", "$", ".*",
			"\u0000", "https://app.example.com", "http://localhost:", "https://*.", "[8443,9443]" };

	/** The parts of texts that are certainly in no foreign notation, and a few others. */
	private static final String[] OWN_NOTATION = { "a", "app", "x", "n-", "*", "*.", "-*", ".", ".example.com", "10",
			".0", "192.168.", ":", ":8443", ":*", ":[80,443]", "[", "]", ",", "-", "/", "_" };

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/accepted.csv", delimiter = '|', useHeadersInDisplayName = true)
	void harmlessSpellingIsNormalised(String written, String canonical) {
		ParsedOrigin parsed = OriginPatternParser.parse(written);
		assertThat(parsed).isInstanceOf(OriginPattern.class);
		assertThat(((OriginPattern) parsed).text()).isEqualTo(canonical);
		assertThat(OriginPatternParser.parse(canonical)).isEqualTo(parsed);
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/origin-problems.csv", delimiter = '|', useHeadersInDisplayName = true)
	void invalidOriginIsAProblemWithCodeAndRemedy(String written, String code, @Nullable String remedy) {
		ParsedOrigin parsed = OriginPatternParser.parse(written);
		assertThat(parsed).isInstanceOf(ElementProblem.class);
		ElementProblem problem = (ElementProblem) parsed;
		assertThat(problem.code().id()).isEqualTo(code);
		assertThat(problem.remedy()).isEqualTo(remedy);
		verify(written, parsed);
	}

	/**
	 * A scheme in upper case means the same, but the parser then takes no short cut.
	 */
	@Test
	void shortCutGivesTheResultOfTheFullParser() {
		long seed = Seed.next();
		Random random = new Random(seed);
		int patterns = 0;
		for (int i = 0; i < RANDOM_TEXTS / 4; i++) {
			StringBuilder rest = new StringBuilder();
			for (int parts = 1 + random.nextInt(5); parts > 0; parts--) {
				rest.append(OWN_NOTATION[random.nextInt(OWN_NOTATION.length)]);
			}
			String scheme = random.nextBoolean() ? "http" : "https";
			ParsedOrigin parsed = OriginPatternParser.parseCarefully(scheme + "://" + rest);
			assertThat(parsed).as("%s, seed %s", rest, seed)
				.isEqualTo(OriginPatternParser.parseCarefully(scheme.toUpperCase(Locale.ROOT) + "://" + rest));
			patterns += (parsed instanceof OriginPattern) ? 1 : 0;
		}
		assertThat(patterns).as("patterns, seed " + seed).isGreaterThan(RANDOM_TEXTS / 100);
	}

	@Tag("slow")
	@Test
	void everyTextBecomesAPatternOrAProblem() {
		long seed = Seed.next();
		Random random = new Random(seed);
		int patterns = 0;
		for (int i = 0; i < RANDOM_TEXTS; i++) {
			StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
			for (int parts = random.nextInt(9); parts >= 0; parts--) {
				text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
			}
			try {
				patterns += verify(text.toString(), OriginPatternParser.parse(text.toString())) ? 1 : 0;
			}
			catch (RuntimeException ex) {
				fail("seed " + seed + ": " + text, ex);
			}
		}
		assertThat(patterns).as("patterns among them, seed " + seed).isBetween(1000, RANDOM_TEXTS / 2);
	}

	@Tag("slow")
	@ParameterizedTest
	@ValueSource(strings = { "a", ".", "*", ":", "[", "]", "/", "-", "://", "a.", "0", "\u00e9", "\u4e00.", "(.*)", " ",
			"@", "https://a ", "\\", "'", "<", "<a", "%a", "{a", "@a", "$", "10.", "*.", "1-", "xn--a.", "h", "data:" })
	void longTextIsParsedInTime(String part) {
		for (String prefix : new String[] { "", "https://", "https://*.", "https://a:", "http://[" }) {
			String text = prefix + part.repeat(50_000);
			long start = THREADS.getCurrentThreadCpuTime();
			ParsedOrigin parsed = OriginPatternParser.parse(text);
			assertThat((THREADS.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds").isLessThan(1000);
			assertThat(parsed).isInstanceOf(ElementProblem.class);
			verify(text, parsed);
		}
	}

	@Test
	void longTextOfManyLettersIsParsedInTime() {
		StringBuilder host = new StringBuilder("https://");
		for (int c = 0x4e00; c < 0x9fa5; c++) {
			host.append((char) c);
		}
		long start = THREADS.getCurrentThreadCpuTime();
		verify(host.toString(), OriginPatternParser.parse(host.toString()));
		assertThat((THREADS.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds").isLessThan(1000);
	}

	/**
	 * Verify a result: a pattern is canonical, a problem has a reason, and its remedy
	 * parses.
	 * @return whether the text is a pattern
	 */
	static boolean verify(String text, ParsedOrigin parsed) {
		if (parsed instanceof OriginPattern pattern) {
			assertThat(OriginPatternParser.parse(pattern.text())).as(text).isEqualTo(pattern);
			assertThat(pattern.text()).as(text).matches("[!-~]+");
			if (pattern.form() == OriginPattern.Form.EXACT && !pattern.ports().admitAny()) {
				String origin = pattern.origin(pattern.ports().toArray()[0]);
				assertThat(FetchRules.spelling(origin)).as(text).isEqualTo(OriginSpelling.AS_BROWSERS_SEND_IT);
				assertThat(OriginSet.of(List.of(), List.of(pattern)).contains(origin)).as(text).isTrue();
				assertThat(NaiveOrigins.allow(List.of(pattern.text()), origin)).as(text).isTrue();
			}
			return true;
		}
		ElementProblem problem = (ElementProblem) parsed;
		assertThat(problem.reason()).as(text).isNotBlank().doesNotEndWith(".");
		String remedy = problem.remedy();
		if (remedy != null) {
			List<ListElement> elements = ListElement.split(Arrays.asList(remedy));
			assertThat(elements).as(text).isNotEmpty();
			for (ListElement element : elements) {
				assertThat(OriginPatternParser.parse(element.text())).as(text).isInstanceOf(OriginPattern.class);
			}
		}
		return false;
	}

}
