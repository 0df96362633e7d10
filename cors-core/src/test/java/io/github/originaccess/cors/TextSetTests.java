// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TextSetTests {

	@Test
	void textsWithEqualHashesAreFoundFromEverySlot() {
		for (int hash = 0; hash < 64; hash++) {
			TextSet set = new TextSet(2);
			set.add(hash, "a");
			set.add(hash, "b");
			assertThat(set.contains(hash, "a", 0, 1)).as("%s", hash).isTrue();
			assertThat(set.contains(hash, "b", 0, 1)).as("%s", hash).isTrue();
			assertThat(set.contains(hash, "c", 0, 1)).as("%s", hash).isFalse();
		}
	}

	@Test
	void regionIsFoundInAnyCase() {
		TextSet set = new TextSet(1);
		set.add(7, "app");
		assertThat(set.contains(7, "my-App-1", 3, 6)).isTrue();
		assertThat(set.contains(7, "my-App-1", 3, 7)).isFalse();
	}

	@Test
	void wholeTextIsFoundInItsOwnCaseOnly() {
		TextSet set = new TextSet(1);
		set.add(7, "app");
		assertThat(set.contains(7, new String("app"))).isTrue();
		assertThat(set.contains(7, "App")).isFalse();
		assertThat(set.contains(7, "app-1")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 999, 1_000, 1_001, 5_000 })
	void eachTextIsFoundHoweverManyThereAre(int size) {
		TextSet set = new TextSet(size);
		for (int i = 0; i < size; i++) {
			set.add(("app-" + i).hashCode(), "app-" + i);
		}
		assertThat(set.size()).isEqualTo(size);
		for (int i = 0; i < size; i++) {
			String text = "app-" + i;
			assertThat(set.contains(text.hashCode(), text)).as(text).isTrue();
			assertThat(set.contains(text.hashCode(), text, 0, text.length())).as(text).isTrue();
		}
		assertThat(set.contains("app".hashCode(), "app")).isFalse();
	}

	@Test
	void repeatedTextIsInTheSetOnce() {
		TextSet set = new TextSet(3);
		set.add(7, "app");
		set.add(7, "app");
		assertThat(set.size()).isEqualTo(1);
	}

	@Test
	void setWithoutTextsContainsNone() {
		assertThat(new TextSet(0).contains(0, "", 0, 0)).isFalse();
	}

	@Test
	void setIsCrowdedIfManyTextsHaveOneHash() {
		TextSet set = new TextSet(100);
		for (int i = 0; i < 9; i++) {
			set.add(7, "app-" + i);
		}
		assertThat(set.isCrowded()).isFalse();
		set.add(7, "app-9");
		assertThat(set.isCrowded()).isTrue();
	}

}
