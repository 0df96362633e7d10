// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.originaccess.cors.fixtures.NaiveHeaderNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderNameSetTests {

	private static final int LINES = 200_000;

	private static final List<String> NAMES = List.of("X-A", "X-Ab", "Content-Type", "x_y", "Authorization", "k");

	private static final String[] PARTS = { "x-a", "X-A", "x-ab", "x-abc", "content-type", "CONTENT-TYPE", "content",
			"type", "x_y", "x", "-", "_", "authorization", "k", "\u212a", "K", ",", ",", ",", ", ", " ,", "\t", " ",
			";", ":", "\u00e9", "*", "[", "@", "`" };

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/names.csv", delimiter = '|', useHeadersInDisplayName = true)
	void firstNameOutsideOfTheSetIsFound(String lines, @Nullable String allowed, String offset) {
		List<String> names = (allowed != null) ? List.of(allowed.split(",")) : List.of();
		HeaderNameSet set = new HeaderNameSet(names, names.contains("*"));
		int first = -1;
		for (String line : lines.split(" ~ ")) {
			first = (first < 0) ? set.firstNotIn(line) : first;
			assertThat(NaiveHeaderNames.allow(names, line)).as("oracle").isEqualTo(set.firstNotIn(line) < 0);
		}
		assertThat((first < 0) ? "fine" : String.valueOf(first)).isEqualTo(offset);
	}

	@Tag("slow")
	@Test
	void nearMissesAreAllowedIfTheOracleAllowsThem() {
		long seed = Seed.next();
		Random random = new Random(seed);
		HeaderNameSet listed = new HeaderNameSet(NAMES, false);
		HeaderNameSet any = new HeaderNameSet(List.of(), true);
		int accepted = 0;
		for (int i = 0; i < LINES; i++) {
			StringBuilder text = new StringBuilder();
			for (int n = random.nextInt(6); n > 0; n--) {
				text.append(PARTS[random.nextInt(PARTS.length)]);
			}
			String line = text.toString();
			boolean expected = NaiveHeaderNames.allow(NAMES, line);
			if (listed.firstNotIn(line) < 0 != expected
					|| any.firstNotIn(line) < 0 != NaiveHeaderNames.allow(List.of("*"), line)) {
				assertThat(line).as("seed " + seed + " is judged differently").isEmpty();
			}
			verifyOffset(line, listed.firstNotIn(line));
			accepted += expected ? 1 : 0;
		}
		assertThat(accepted).as("accepted, seed " + seed).isGreaterThan(LINES / 100).isLessThan(LINES / 2);
	}

	@Test
	void eachOfManyNamesIsFoundAndNoOther() {
		List<String> names = java.util.stream.IntStream.range(0, 5000).mapToObj((i) -> "X-Name-" + i).toList();
		HeaderNameSet set = new HeaderNameSet(names, false);
		assertThat(set.firstNotIn(String.join(",", names))).isEqualTo(-1);
		assertThat(set.firstNotIn("x-name-5000")).isZero();
	}

	@Test
	void namesChosenToCollideCostNoMoreThanOthers() {
		List<String> names = new ArrayList<>();
		for (int number = 0; number < 512; number++) {
			StringBuilder name = new StringBuilder();
			for (int bit = 0; bit < 9; bit++) {
				name.append(((number >> bit & 1) == 0) ? '^' : '~');
			}
			names.add(name.toString());
		}
		HeaderNameSet set = new HeaderNameSet(names, false);
		String line = String.join(",", names) + ",^".repeat(2);
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = threads.getCurrentThreadCpuTime();
		for (int i = 0; i < 5_000; i++) {
			assertThat(set.firstNotIn(line)).isEqualTo(5120);
		}
		// It took a hundred times as long when names of these characters collided.
		assertThat((threads.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds").isLessThan(10_000);
	}

	/** Verify that the text before the offset is allowed, and an element begins there. */
	private static void verifyOffset(String line, int offset) {
		if (offset >= 0) {
			assertThat(NaiveHeaderNames.allow(NAMES, line.substring(0, offset))).as(line).isTrue();
			assertThat(offset == 0 || ", \t".indexOf(line.charAt(offset - 1)) >= 0).as(line).isTrue();
		}
	}

}
