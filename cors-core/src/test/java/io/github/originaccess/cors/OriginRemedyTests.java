// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

import io.github.originaccess.cors.FetchRules.OriginSpelling;
import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A remedy is a value that starts, in the form that browsers send. The wrong values are
 * rows of the tables, changed at random.
 */
class OriginRemedyTests {

	private static final int VALUES = 100_000;

	private static final String[] BEGINNINGS = { "", "", "http://", "https://", "htps://", "hxxp://", "wss://",
			"app://", "http:", "https//", "blob:", "view-source:", "\"", "'", "^", "*.", "www.", "user:pw@", " ", "[",
			"localhost://", "xn--", "http://https://", "$", "{{", "data:" };

	private static final String[] ENDINGS = { "", "", "/", "/path", "?q", "#x", ":8080", ":[*]", ":**", ":[8080,*]",
			":*", ":0", ":08080", ".", "/24", "/16", "-20", ".x", ".*", ".*.*", "$", "'", "]", " ",
			" https://b.example", "}}", ".example.com", ":8000-9000", ":[]", ";", "%HOST%" };

	private static final String LETTERS = "aAxz019.-_:/*[]@?#%,;|${}()<>'\"\\^+~ \t\u00e9\u212a\u3002\u200b";

	@Test
	void remedyStartsAndIsWhatBrowsersSend() throws IOException {
		long seed = Seed.next();
		Random random = new Random(seed);
		List<String> texts = texts();
		int remedies = 0;
		for (int i = 0; i < VALUES; i++) {
			String text = someText(texts, random);
			for (ListElement element : ListElement.split(0, text)) {
				if (OriginPatternParser.parse(element.text()) instanceof ElementProblem problem
						&& problem.remedy() != null) {
					remedies++;
					verify("seed " + seed + ": " + element.text(), element.text(), problem.remedy());
				}
			}
		}
		assertThat(remedies).as("remedies, seed " + seed).isGreaterThan(VALUES / 10);
	}

	private static void verify(String as, String written, String remedy) {
		for (ListElement element : ListElement.split(0, remedy)) {
			ParsedOrigin parsed = OriginPatternParser.parse(element.text());
			assertThat(parsed).as(as).isInstanceOf(OriginPattern.class);
			OriginPattern pattern = (OriginPattern) parsed;
			assertThat(pattern.text()).as(as).isEqualTo(element.text());
			assertThat(pattern.form()).as(as).isNotEqualTo(Form.ANY);
			assertThat(pattern.host()).as(as).isNotIn("http", "https", "ws", "wss");
			String sent = matchOf(pattern);
			assertThat(FetchRules.spelling(sent)).as(as).isEqualTo(OriginSpelling.AS_BROWSERS_SEND_IT);
			assertThat(OriginSet.of(List.of(), List.of(pattern)).contains(sent)).as(as + " matches " + sent).isTrue();
			assertThat(NaiveOrigins.allow(List.of(element.text()), sent)).as(as + " matches " + sent).isTrue();
			assertThat(areWritten(pattern, written)).as(as + ": names a host that is not in " + written).isTrue();
		}
	}

	/** Return an origin that a pattern matches. */
	private static String matchOf(OriginPattern pattern) {
		String host = switch (pattern.form()) {
			case SUBDOMAINS -> "a." + pattern.host();
			case LABEL ->
				pattern.prefix() + "a" + pattern.suffix() + (pattern.host().isEmpty() ? "" : "." + pattern.host());
			case OCTETS -> pattern.host().replace('*', '7');
			case ANY_HOST -> "a";
			default -> pattern.host();
		};
		int port = pattern.ports().admitAny() ? Ports.NONE : pattern.ports().list().get(0);
		return pattern.scheme() + "://" + host + ((port == Ports.NONE) ? "" : ":" + port);
	}

	/** Whether each label of the host is in the written text, or comes from Unicode. */
	private static boolean areWritten(OriginPattern pattern, String written) {
		if (IpLiteral.isIpv4(pattern.host(), 0, pattern.host().length()) || pattern.host().startsWith("[")) {
			return true;
		}
		String text = Normalizer.normalize(written, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
		StringBuilder plain = new StringBuilder();
		text.chars()
			.filter((c) -> c != '\\' && !StrayCharacters.isBlank((char) c))
			.forEach((c) -> plain.append((char) c));
		for (String label : OctetPattern.octets(pattern.host())) {
			if (!label.equals("*") && !label.startsWith("xn--") && plain.indexOf(label) < 0) {
				return false;
			}
		}
		return true;
	}

	private static String someText(List<String> texts, Random random) {
		String text = texts.get(random.nextInt(texts.size()));
		if (random.nextInt(3) == 0) {
			String other = texts.get(random.nextInt(texts.size()));
			text = text.substring(0, random.nextInt(text.length() + 1))
					+ other.substring(random.nextInt(other.length() + 1));
		}
		text = BEGINNINGS[random.nextInt(BEGINNINGS.length)] + text + ENDINGS[random.nextInt(ENDINGS.length)];
		for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
			int at = random.nextInt(text.length() + 1);
			String after = text.substring(at);
			String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
			text = text.substring(0, at) + ((random.nextInt(3) > 0) ? letter : "")
					+ ((random.nextBoolean() && !after.isEmpty()) ? after.substring(1) : after);
		}
		return text;
	}

	/** Return the first column of the tables, and the origins of requests. */
	private static List<String> texts() throws IOException {
		List<String> texts = new ArrayList<>();
		for (String table : List.of("accepted", "origin-problems", "origins")) {
			String resource = "/fixtures/" + table + ".csv";
			try (InputStream file = OriginRemedyTests.class.getResourceAsStream(resource)) {
				String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
				text.lines().skip(1).forEach((line) -> {
					String[] cells = line.split("\\|");
					texts.add(cells[0]);
					if (table.equals("origins")) {
						texts.add(cells[1]);
					}
				});
			}
		}
		return texts;
	}

}
