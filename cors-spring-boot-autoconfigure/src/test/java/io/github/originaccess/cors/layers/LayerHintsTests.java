// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.lang.reflect.Field;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each class and field that the search for layers needs exists, also in a native image.
 */
class LayerHintsTests {

	/** Old versions of Spring have no class with one of the fields. */
	static Stream<Arguments> fields() {
		return Stream.of(SpringField.values())
			.filter((field) -> field != SpringField.HANDLER_OF_FILTER
					|| ClassUtils.isPresent(field.types().get(0), null))
			.flatMap((field) -> field.types().stream().map((type) -> Arguments.of(field, type)));
	}

	@ParameterizedTest
	@MethodSource("fields")
	void fieldExistsAndHasAHint(SpringField field, String type) throws ReflectiveOperationException {
		Field declared = Class.forName(type).getDeclaredField(field.field());
		RuntimeHints hints = new RuntimeHints();
		new LayerHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(declared)).accepts(hints);
	}

	static Stream<String> libraries() {
		return LayerFinder.LIBRARIES.stream();
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void classOfALibraryExistsAndCanBeLookedFor(String type) throws ClassNotFoundException {
		RuntimeHints hints = new RuntimeHints();
		new LayerHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName(type))).accepts(hints);
	}

}
