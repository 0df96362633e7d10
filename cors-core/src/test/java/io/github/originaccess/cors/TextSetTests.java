// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.junit.jupiter.api.Test;

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
