// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * What a native image cannot see for itself: properties that no bean of theirs stands
 * for, and a resource that is read while a policy compiles.
 */
final class CorsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(CorsProperties.class).registerHints(hints);
		hints.resources().registerPattern("io/github/originaccess/cors/public-suffix-list.dat");
	}

}
