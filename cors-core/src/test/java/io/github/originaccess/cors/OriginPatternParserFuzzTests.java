// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.Locale;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.github.originaccess.cors.OriginPattern.Form;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzed texts are parsed as origins. The resulting patterns match the same origins as
 * the oracle.
 */
class OriginPatternParserFuzzTests {

	@Timeout(30)
	@CsvFileSource(resources = { "/fixtures/accepted.csv", "/fixtures/origins.csv", "/fixtures/origin-problems.csv" },
			delimiter = '|', useHeadersInDisplayName = true)
	@FuzzTest
	void textIsParsedAndMatchesLikeTheOracle(@NotNull String written, @Nullable String origin) {
		ParsedOrigin parsed = OriginPatternParser.parse(written);
		OriginPatternParserTests.verify(written, parsed);
		if (parsed instanceof OriginPattern pattern && pattern.form() != Form.ANY) {
			String part = (origin != null) ? origin : "";
			OriginSet set = OriginSet.of(List.of(), List.of(pattern));
			for (String asked : neighbours(pattern, part)) {
				assertThat(set.contains(asked)).as("%s in %s", asked, pattern.text())
					.isEqualTo(NaiveOrigins.allow(List.of(pattern.text()), asked));
			}
			if (OriginPatternParser.parse(part) instanceof OriginPattern other && pattern.covers(other)) {
				for (String asked : neighbours(other, "a")) {
					assertThat(NaiveOrigins.allow(List.of(other.text()), asked) && !set.contains(asked))
						.as("%s in %s, not in %s", asked, other.text(), pattern.text())
						.isFalse();
				}
			}
		}
	}

	/** Return origins that match the pattern, or are similar to one that does. */
	private static List<String> neighbours(OriginPattern pattern, String part) {
		String host = switch (pattern.form()) {
			case SUBDOMAINS -> part + "." + pattern.host();
			case LABEL ->
				pattern.prefix() + part + pattern.suffix() + (pattern.host().isEmpty() ? "" : "." + pattern.host());
			case OCTETS -> OctetPattern.prefix(pattern.host()) + part;
			case ANY_HOST -> part;
			case EXACT, ANY -> pattern.host();
		};
		String withoutPort = pattern.scheme() + "://" + host;
		int port = pattern.ports().admitAny() ? 8080 : pattern.ports().toArray()[0];
		String match = (port == Ports.NONE) ? withoutPort : withoutPort + ":" + port;
		return List.of(part, match, match.toUpperCase(Locale.ROOT), match + part, part + match, withoutPort + part,
				withoutPort + ":" + part, pattern.scheme() + "://" + part + host);
	}

}
