// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private static final Pattern PREFIX_LENGTH = Pattern.compile("\\]?(?::[0-9]+)?/([0-9]{1,3}|255[.0-9]*)(?![^/?#:])");

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
		int port = pattern.ports().admitAny() ? Ports.NONE : pattern.ports().toArray()[0];
		return pattern.scheme() + "://" + host + ((port == Ports.NONE) ? "" : ":" + port);
	}

	/** Whether each label of the host is in the written text, perhaps in Unicode. */
	private static boolean areWritten(OriginPattern pattern, String written) {
		StringBuilder kept = new StringBuilder();
		written.codePoints()
			.filter((c) -> !isIgnored(c) && !StrayCharacters.isBlank((char) c))
			.forEach(kept::appendCodePoint);
		StringBuilder plain = new StringBuilder();
		Normalizer.normalize(kept, Normalizer.Form.NFKC)
			.codePoints()
			.map(Character::toLowerCase)
			.forEach(plain::appendCodePoint);
		String text = Normalizer.normalize(plain, Normalizer.Form.NFKC)
			.replace('\u3002', '.')
			.replaceAll("\\\\+([-.:/])", "$1");
		if (IpLiteral.isIpv4(pattern.host(), 0, pattern.host().length()) || pattern.host().startsWith("[")) {
			return isAddressIn(text, pattern.host(), Ports.defaultPort(pattern.scheme()) != Ports.NONE);
		}
		for (String label : OctetPattern.octets(pattern.host())) {
			if (!label.equals("*") && !text.contains(label) && !text.contains(unicode(label))) {
				return false;
			}
		}
		return true;
	}

	/** Return a label in Punycode as it was before its encoding. */
	private static String unicode(String label) {
		if (!label.startsWith(Punycode.PREFIX)) {
			return label;
		}
		int[] decoded = Objects.requireNonNull(Punycode.decode(label.substring(Punycode.PREFIX.length())));
		assertThat(Arrays.stream(decoded)).as(label).noneMatch(OriginRemedyTests::isIgnored);
		return new String(decoded, 0, decoded.length);
	}

	/** Whether browsers leave the character out: a rule that is simpler than theirs. */
	private static boolean isIgnored(int c) {
		return c == 0xAD || c == 0x34F || c >= 0x180B && c <= 0x180F || c == 0x200B || c >= 0x2060 && c <= 0x2064
				|| c >= 0xFE00 && c <= 0xFE0F || c == 0xFEFF || c >= 0xE0100 && c <= 0xE01EF;
	}

	/**
	 * Whether a text contains an address in some form. A number below 2^24 is rather a
	 * port, and an address before a prefix length is a network.
	 */
	private static boolean isAddressIn(String text, String address, boolean mayBeNetwork) {
		for (int start = 0; start < text.length(); start++) {
			for (int end = start + 1; end <= Math.min(text.length(), start + 48); end++) {
				String part = text.substring(start, end);
				boolean number = Characters.allMatch(part, (c) -> c >= '0' && c <= '9') && part.length() < 8;
				String canonical = address.startsWith("[") ? "[" + IpLiteral.canonicalIpv6(part) + "]"
						: IpLiteral.canonicalIpv4(part);
				if (address.equals(canonical) && !number && !(mayBeNetwork && isNetwork(text, end))) {
					return true;
				}
			}
		}
		return false;
	}

	/** Whether a prefix length follows that is not the one of a single address. */
	private static boolean isNetwork(String text, int end) {
		Matcher length = PREFIX_LENGTH.matcher(text).region(end, text.length());
		return length.lookingAt() && !List.of("32", "128", "255.255.255.255").contains(length.group(1));
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
