// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Arrays;

import io.github.originaccess.cors.properties.UnquotedStar;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * A failure analyzer for a {@code *} without quotes below {@code cors} in YAML, where it
 * begins an alias. Boot prints the stack trace of the parser. All other errors in YAML,
 * and files that other programs read, are left to Boot.
 */
final class UnquotedStarFailureAnalyzer implements FailureAnalyzer {

	private static final String PARSER = "org.yaml.snakeyaml.";

	/** The reader of files with properties. */
	private static final String READER = "org.springframework.boot.env.OriginTrackedYamlLoader";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// Without the parser on the class path, the class below cannot be loaded.
			UnquotedStar star = (cause.getClass().getName().startsWith(PARSER) && isOfProperties(cause))
					? UnquotedStar.find(cause) : null;
			if (star != null) {
				return new FailureAnalysis(star.report(), star.action(), cause);
			}
		}
		return null;
	}

	private static boolean isOfProperties(Throwable failure) {
		return Arrays.stream(failure.getStackTrace()).anyMatch((frame) -> frame.getClassName().startsWith(READER));
	}

}
