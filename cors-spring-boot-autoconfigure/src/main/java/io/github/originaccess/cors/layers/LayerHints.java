// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * The hints for a native image about the classes that the search for layers looks for,
 * and the fields that it reads.
 */
final class LayerHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String type : LayerFinder.LIBRARIES) {
			hints.reflection().registerTypeIfPresent(classLoader, type);
		}
		for (SpringField field : SpringField.values()) {
			for (String type : field.types()) {
				hints.reflection().registerTypeIfPresent(classLoader, type, (hint) -> hint.withField(field.field()));
			}
		}
	}

}
