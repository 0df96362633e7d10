// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.properties.CorsProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * The hints for a native image about the configuration. The properties need some, since
 * they are no bean. The public suffix list is a file that is read while a policy is
 * compiled.
 */
final class ConfigurationHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(CorsProperties.class).registerHints(hints);
		hints.resources().registerPattern("io/github/originaccess/cors/public-suffix-list.dat");
	}

}
