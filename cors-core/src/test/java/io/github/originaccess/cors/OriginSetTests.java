// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginSetTests {

	private static final int PAIRS = 200_000;

	/** Each pattern is followed by an origin that it matches. */
	private static final String[][] PATTERNS = { { "https://app.example.com", "https://app.example.com" },
			{ "http://localhost:3000", "http://localhost:3000" }, { "http://localhost:*", "http://localhost:8080" },
			{ "http://[::1]:8080", "http://[::1]:8080" }, { "http://[2001:db8::1]:*", "http://[2001:db8::1]:81" },
			{ "http://127.0.0.1:*", "http://127.0.0.1" }, { "capacitor://localhost", "capacitor://localhost" },
			{ "https://*.example.com", "https://a.b-c.example.com" },
			{ "https://*.example.com:*", "https://a.example.com:8443" },
			{ "https://*.a.example.com:8443", "https://x.a.example.com:8443" },
			{ "https://preview-*.example.com", "https://preview-12.example.com" },
			{ "https://*-pr.example.com", "https://12-pr.example.com" },
			{ "https://a-*-b.example.com:*", "https://a-1-b.example.com:65535" },
			{ "https://pr*.example.com", "https://prx.example.com" },
			{ "https://app.example.com:[443,8443]", "https://app.example.com:8443" },
			{ "https://*.b.example.com:[443,8443,9443]", "https://z.b.example.com" },
			{ "http://dev-*", "http://dev-1" }, { "https://*.internal", "https://a.b.internal" },
			{ "http://a.example:443", "http://a.example:443" }, { "http://10.*.*.*", "http://10.1.2.3" },
			{ "http://192.168.*.*:*", "http://192.168.0.17:3000" },
			{ "https://172.20.1.*:8443", "https://172.20.1.9:8443" },
			{ "http://127.0.0.*:[80,3000]", "http://127.0.0.1" }, { "http://10.1.*.*:4200", "http://10.1.255.0:4200" },
			{ "app://*", "app://a.b-1" }, { "app://-", "app://-" }, { "app://.", "app://." },
			{ "moz-extension://*", "moz-extension://0f3b-11" }, { "app://*:8080", "app://x:8080" } };

	private static final String[] LABELS = { "a", "www.", "evil.com", ".evil.com", "-", "_", "xn--a", "..", "example",
			"a.b.", "preview-", "-pr", "a".repeat(62), "A", "10.", ".1", "256", "0", "172.16.", "~", "%2e" };

	private static final String[] PORTS = { "", ":", ":80", ":443", ":8443", ":9443", ":3000", ":0", ":08443", ":65535",
			":65536", ":84430", ":1:2" };

	private static final String[] SCHEMES = { "http", "https", "HTTPS", "capacitor", "ws", "wss", "", "file", "httpsx",
			"app", "moz-extension", "apps" };

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/origins.csv", delimiter = '|', useHeadersInDisplayName = true)
	void patternMatchesWhatTheSpecificationSays(String pattern, String origin, boolean allowed, String why) {
		WireRequest request = WireRequest.parse("OPTIONS Access-Control-Request-Method: GET").with("Origin", origin);
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins(pattern).build();
		assertThat(policy.decide(new MapRequest(request)).isAllowed()).as(why).isEqualTo(allowed);
		if (!pattern.equals("*")) {
			assertThat(OriginSet.of(List.of(), parse(List.of(pattern))).contains(origin)).as(why).isEqualTo(allowed);
			assertThat(NaiveOrigins.allow(List.of(pattern), origin)).as("oracle: " + why).isEqualTo(allowed);
		}
	}

	@Tag("slow")
	@Test
	void nearMissesAreAllowedIfTheOracleAllowsThem() {
		long seed = Seed.next();
		Random random = new Random(seed);
		int accepted = 0;
		List<String> patterns = List.of();
		OriginSet set = OriginSet.of(List.of(), List.of());
		for (int i = 0; i < PAIRS; i++) {
			if (i % 100 == 0) {
				patterns = somePatterns(random);
				set = OriginSet.of(List.of(), parse(patterns));
			}
			String origin = PATTERNS[random.nextInt(PATTERNS.length)][1];
			for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
				origin = mutate(origin, random);
			}
			boolean expected = NaiveOrigins.allow(patterns, origin);
			if (set.contains(origin) != expected) {
				assertThat(set.contains(origin)).as("seed %s: %s in %s", seed, origin, patterns).isEqualTo(expected);
			}
			accepted += expected ? 1 : 0;
		}
		assertThat(accepted).as("accepted, seed " + seed).isGreaterThan(PAIRS / 100).isLessThan(PAIRS / 2);
	}

	@Test
	void eachOfManyOriginsIsFoundAndNoOther() {
		List<String> patterns = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			patterns.add("https://tenant-" + i + ".example.com");
			patterns.add("https://*.customer-" + i + ".example");
		}
		OriginSet set = OriginSet.of(List.of(), parse(patterns));
		for (int i = 0; i < 20_000; i++) {
			assertThat(set.contains("https://tenant-" + i + ".example.com")).isTrue();
			assertThat(set.contains("https://a.b.customer-" + i + ".example")).isTrue();
			assertThat(set.contains("https://tenant-" + (20_000 + i) + ".example.com")).isFalse();
			assertThat(set.contains("https://customer-" + i + ".example")).isFalse();
		}
	}

	@Test
	void collidingOriginsAreFoundAndNoOther() {
		List<String> origins = new ArrayList<>();
		for (int i = 0; i < 4096; i++) {
			origins.add("https://" + colliding(i) + ".example.com");
		}
		assertThat(origins.stream().map(String::hashCode).distinct()).hasSize(1);
		OriginSet set = OriginSet.of(List.of(), parse(origins));
		assertThat(origins).allMatch(set::contains);
		assertThat(set.contains("HTTPS://AN" + origins.get(0).substring(10))).isTrue();
		assertThat(set.contains("https://" + colliding(4096) + ".example.com")).isFalse();
	}

	/**
	 * Return a label of {@code an} and {@code c0}, whose {@link String#hashCode()} is
	 * equal.
	 */
	private static String colliding(int number) {
		StringBuilder label = new StringBuilder();
		for (int bit = 0; bit < 13; bit++) {
			label.append(((number >> bit & 1) == 0) ? "an" : "c0");
		}
		return label.toString();
	}

	@Test
	void similarOriginsSpreadOverTheWholeTable() {
		for (String template : List.of("https://%s.com", "https://x%s.com", "https://%s.example.com",
				"http://a.io:1%s")) {
			Set<Integer> buckets = new HashSet<>();
			int count = 0;
			for (char a = 'a'; a <= 'z'; a++) {
				for (char b = 'a'; b <= 'z'; b++) {
					for (char c = 'a'; c <= 'z'; c++) {
						String origin = String.format(template, "" + a + b + c);
						buckets.add(FoldedText.hash(origin, 0, origin.length(), 0x15EECE66D1234568L) & 0xFFFF);
						count++;
					}
				}
			}
			// 17,576 random throws hit about 15,400 of 65,536 buckets.
			assertThat(buckets.size()).as(template).isGreaterThan(count * 3 / 4);
		}
	}

	private static List<String> somePatterns(Random random) {
		List<String> patterns = new ArrayList<>();
		for (int n = random.nextInt(6); n >= 0; n--) {
			patterns.add(PATTERNS[random.nextInt(PATTERNS.length)][0]);
		}
		return patterns;
	}

	private static String mutate(String origin, Random random) {
		int at = random.nextInt(origin.length() + 1);
		String before = origin.substring(0, at);
		String after = origin.substring(at);
		int host = origin.indexOf("://") + 3;
		int port = origin.indexOf(':', Math.max(origin.indexOf(']'), host));
		return switch (random.nextInt(11)) {
			case 0 -> before + (after.isEmpty() ? "" : after.substring(1));
			case 1 -> letter(random) + origin;
			case 2 -> origin + letter(random);
			case 3 -> before + letter(random) + (after.isEmpty() ? "" : after.substring(1));
			case 4 -> (port < 0 ? origin : origin.substring(0, port)) + PORTS[random.nextInt(PORTS.length)];
			case 5 ->
				SCHEMES[random.nextInt(SCHEMES.length)] + "://" + origin.substring(Math.min(origin.length(), host));
			case 6 -> before.toUpperCase(java.util.Locale.ROOT) + after;
			case 7 -> before + LABELS[random.nextInt(LABELS.length)] + after;
			case 8 -> origin.substring(0, Math.min(origin.length(), host)) + LABELS[random.nextInt(LABELS.length)]
					+ origin.substring(Math.min(origin.length(), host));
			case 9 -> origin + LABELS[random.nextInt(LABELS.length)];
			default -> before + after.repeat(2);
		};
	}

	private static char letter(Random random) {
		String letters = "aAzZ09.-_:/*[]@?#%, \t~\u00e9\u212a\u0130";
		return letters.charAt(random.nextInt(letters.length()));
	}

	private static List<OriginPattern> parse(List<String> patterns) {
		return patterns.stream().map((text) -> (OriginPattern) OriginPatternParser.parse(text)).toList();
	}

}
