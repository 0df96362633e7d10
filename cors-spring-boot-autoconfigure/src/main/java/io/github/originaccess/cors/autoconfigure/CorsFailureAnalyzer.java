// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.properties.ConfigurationReport;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyPlaces;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.refresh.OriginsUnavailableException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * A failure analyzer that reports all problems of the policies, each with its property,
 * value, place, reason and remedy, and the failures of providers.
 */
final class CorsFailureAnalyzer implements FailureAnalyzer {

	private static final String ACTION = "Correct the configuration. Until then the application does not start, so that"
			+ " it never trusts the wrong sites.\n" + ConfigurationReport.reference();

	private static final String UNAVAILABLE = "Make the providers answer, or remove cors.refresh-fail-fast. Without it,"
			+ " the application starts with the configured origins and asks the providers again later.";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidCorsConfigurationException invalid) {
				return analysis(invalid.problems(), invalid);
			}
			if (cause instanceof OriginsUnavailableException unavailable) {
				return new FailureAnalysis(String.join("\n", unavailable.failures()), UNAVAILABLE, unavailable);
			}
			if (cause instanceof InvalidCorsPolicyException invalid) {
				// A bean of the application made these policies.
				return analysis(invalid.problems().stream().map(PropertyPlaces::inCode).toList(), invalid);
			}
		}
		return null;
	}

	private static FailureAnalysis analysis(List<PropertyProblem> problems, Throwable cause) {
		return new FailureAnalysis(ConfigurationReport.text(problems), ACTION, cause);
	}

}
