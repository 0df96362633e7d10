// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The hash depends on a secret, so an attacker cannot choose texts that collide.
 */
class FoldedTextTests {

	private static final int SECRETS = 25;

	/** Two of 4,096 random hashes of 32 bits are equal in one of 500 cases. */
	private static final int MOST_EQUAL = 2;

	/** Fewer than one of a million half full tables of 4,096 has a longer run. */
	private static final int LONGEST_RUN = 128;

	@ParameterizedTest
	@EnumSource
	void familiesOfTextsCollideByChanceOnly(Family family) {
		List<String> texts = family.texts();
		assertThat(texts).hasSizeBetween(1000, 4096).doesNotHaveDuplicates();
		for (int i = 0; i < SECRETS; i++) {
			long secret = FoldedText.secret();
			int[] hashes = texts.stream().mapToInt((text) -> FoldedText.hash(text, 0, text.length(), secret)).toArray();
			assertThat(IntStream.of(hashes).distinct().count()).as("hashes, secret %s", secret)
				.isGreaterThanOrEqualTo(texts.size() - MOST_EQUAL);
			assertThat(longestRun(hashes, 0)).as("run by low bits, secret %s", secret).isLessThan(LONGEST_RUN);
			assertThat(longestRun(hashes, 19)).as("run by high bits, secret %s", secret).isLessThan(LONGEST_RUN);
		}
	}

	@Test
	void charactersThatDifferInMoreThanCaseHashDifferently() {
		long secret = FoldedText.secret();
		for (String template : List.of("#", "#bcdefg", "abc#efg", "abcdef#", "abcdefg#", "abcdefghijklm#o")) {
			Set<Integer> hashes = new HashSet<>();
			for (char c = 0; c < 0xFFFF; c++) {
				String text = template.replace('#', c);
				hashes.add(FoldedText.hash(text, 0, text.length(), secret));
			}
			assertThat(hashes.size()).as(template).isBetween(0xFFFF - 26 - 10, 0xFFFF - 26);
		}
	}

	@Test
	void textsThatDifferInCaseOnlyHaveTheSameHash() {
		Random random = new Random(Seed.next());
		for (int i = 0; i < 20_000; i++) {
			long secret = FoldedText.secret();
			StringBuilder any = new StringBuilder();
			for (int n = random.nextInt(40); n > 0; n--) {
				any.append((char) ((random.nextInt(20) == 0) ? random.nextInt(0x10000) : random.nextInt(0x80)));
			}
			String text = any.toString();
			String folded = folded(text);
			int hash = FoldedText.hash(text, 0, text.length(), secret);
			assertThat(FoldedText.equals(folded, text, 0, text.length())).isTrue();
			assertThat(FoldedText.hash(folded, 0, folded.length(), secret)).as(text).isEqualTo(hash);
			String longer = "A\u00e9" + text + "z";
			assertThat(FoldedText.hash(longer, 2, 2 + text.length(), secret)).as(text).isEqualTo(hash);
		}
	}

	@Test
	void hashOfATextDependsOnTheSecret() {
		for (String text : List.of("", "a", "example", "https://app.example.com")) {
			assertThat(IntStream.range(0, 1000)
				.map((i) -> FoldedText.hash(text, 0, text.length(), FoldedText.secret()))
				.distinct()
				.count()).as(text).isGreaterThan(997);
		}
	}

	private static String folded(String text) {
		StringBuilder folded = new StringBuilder();
		for (char c : text.toCharArray()) {
			folded.append((c < 0x80) ? String.valueOf(c).toLowerCase(Locale.ROOT) : String.valueOf(c));
		}
		return folded.toString();
	}

	/** Return the longest probe of an insertion into a table until it is half full. */
	private static int longestRun(int[] hashes, int shift) {
		boolean[] taken = new boolean[8192];
		int longest = 0;
		for (int hash : hashes) {
			int index = hash >>> shift & taken.length - 1;
			int run = 0;
			for (; taken[index]; run++) {
				index = index + 1 & taken.length - 1;
			}
			taken[index] = true;
			longest = Math.max(longest, run);
		}
		return longest;
	}

	/**
	 * A family of texts that an attacker could choose. The texts of the first nine
	 * collided with an earlier hash function.
	 */
	private enum Family {

		/** The top bit of a block, and its remainder in the next block. */
		CANCELLED_IN_THE_NEXT_BLOCK("abcdefgh........", "abcdefg\u00e8...\u00ae...\u00ae"),

		CANCELLED_IN_THE_NEXT_BLOCK_OF_ASCII("abcdefg!ijklmnop", "abcdefgaijk,mno0"),

		CARET_AND_TILDE("^", "~"),

		AT_AND_BACKTICK("@a", "`a"),

		BRACKETS_AND_BRACES("[]", "{}"),

		UNDERSCORE_AND_DELETE("a_", "a\u007f"),

		/** The high byte of a character is the low byte of its neighbour. */
		REACHING_INTO_A_NEIGHBOUR("\u0161b", "ac"),

		REACHING_INTO_THE_NEXT_BLOCK("abcdef\u0161b", "abcdefac"),

		HIGH_BYTES("\u0141", "\u0241"),

		SURROGATES("\ud83d\ude00", "\ud83d\ude01"),

		SWAPPED_BLOCKS("aaaaaaabbbbbbb", "bbbbbbbaaaaaaa"),

		SWAPPED_PARTS("aaaabbbb", "bbbbaaaa"),

		/** Texts that look like the marks of blocks. */
		MARKS("a\u0000\u0000\u0000\u0001\u0000\u0000", "\u0001a"),

		NUL_AND_MORE("\u0000\u00e9", "\u00e9\u0000"),

		/** Equal by {@link String#hashCode()}. */
		EQUAL_BY_JAVA("an", "c0"),

		NUMBERED {
			@Override
			List<String> texts() {
				return IntStream.range(0, 4096).mapToObj((i) -> "https://tenant-" + i + ".example.com").toList();
			}
		},

		NUMBERED_AT_THE_FRONT {
			@Override
			List<String> texts() {
				return IntStream.range(0, 4096).mapToObj((i) -> i + "-tenant").toList();
			}
		},

		LONGER_AND_LONGER {
			@Override
			List<String> texts() {
				return IntStream.range(0, 2048).mapToObj("a"::repeat).toList();
			}
		},

		LONGER_BY_NUL {
			@Override
			List<String> texts() {
				return IntStream.range(0, 2048).mapToObj("\u0000"::repeat).toList();
			}
		};

		private final String[] either;

		Family(String... either) {
			this.either = either;
		}

		/** Return all different sequences of twelve of the two texts. */
		List<String> texts() {
			Set<String> texts = new HashSet<>();
			for (int number = 0; number < 4096; number++) {
				StringBuilder text = new StringBuilder();
				for (int bit = 0; bit < 12; bit++) {
					text.append(this.either[number >> bit & 1]);
				}
				texts.add(text.toString());
			}
			return new ArrayList<>(texts);
		}

	}

}
