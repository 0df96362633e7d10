// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The further places that a problem depends on.
 *
 * @param written the value as written, if it has placeholders; {@code null} otherwise
 * @param texts the places of the texts that stand for the placeholders
 * @param together the place of another setting without which there is no problem, such as
 * inherited credentials; {@code null} if there is none
 * @param alternative the property to set so that both settings can stay, with its value;
 * {@code null} if there is none
 */
record RelatedPlaces(@Nullable String written, List<PropertyPlace> texts, @Nullable String together,
		@Nullable String alternative) {

	static final RelatedPlaces NONE = new RelatedPlaces(null, List.of(), null, null);

	RelatedPlaces with(String place, @Nullable String remedy) {
		return new RelatedPlaces(this.written, this.texts, place, remedy);
	}

}
