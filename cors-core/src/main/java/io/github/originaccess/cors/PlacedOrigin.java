// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * An origin or pattern and where it was written.
 *
 * @param index position in the list as it was given, from 0
 * @param text as it was written
 * @param other the pattern; {@code null} for a {@link PlainOrigin}, whose text says it
 * all
 */
record PlacedOrigin(int index, String text, @Nullable OriginPattern other) {

	boolean isPlain() {
		return this.other == null;
	}

	boolean isAny() {
		return this.other == OriginPattern.ANY;
	}

	OriginPattern pattern() {
		return (this.other != null) ? this.other : PlainOrigin.pattern(this.text);
	}

	ListElement element() {
		return new ListElement(this.index, this.text);
	}

}
