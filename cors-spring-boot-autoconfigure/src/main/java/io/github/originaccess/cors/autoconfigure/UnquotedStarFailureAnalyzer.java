// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.properties.UnquotedStar;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * A failure analyzer for a {@code *} without quotes below {@code cors} in YAML, where it
 * begins an alias. Boot prints the stack trace of the parser. All other errors in YAML
 * are left to Boot.
 */
final class UnquotedStarFailureAnalyzer implements FailureAnalyzer {

	private static final String PARSER = "org.yaml.snakeyaml.";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// Without the parser on the class path, the class below cannot be loaded.
			UnquotedStar star = cause.getClass().getName().startsWith(PARSER) ? UnquotedStar.find(cause) : null;
			if (star != null) {
				return new FailureAnalysis(star.report(), star.action(), cause);
			}
		}
		return null;
	}

}
