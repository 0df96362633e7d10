// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.InvalidCorsPolicyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * Reports everything that is wrong with the policies: property, value, place, reason, and
 * what to write instead.
 */
final class CorsFailureAnalyzer implements FailureAnalyzer {

	private static final String ACTION = "Correct the configuration. Until then the application does not start, lest"
			+ " it trusts the wrong sites.";

	private static final String UNAVAILABLE = "Make the providers answer, or leave cors.refresh-fail-fast out: then the"
			+ " application starts with the origins that are configured, and goes on asking.";

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidCorsConfigurationException invalid) {
				return analysis(invalid.findings(), invalid);
			}
			if (cause instanceof OriginsUnavailableException unavailable) {
				return new FailureAnalysis(String.join("\n", unavailable.failures()), UNAVAILABLE, unavailable);
			}
			if (cause instanceof InvalidCorsPolicyException invalid) {
				return analysis(inCode(invalid), invalid);
			}
		}
		return null;
	}

	/** A bean of the application has compiled policies of its own. */
	private static List<Finding> inCode(InvalidCorsPolicyException invalid) {
		PropertyPlaces nowhere = new PropertyPlaces(List.<ConfigurationPropertySource>of());
		invalid.problems().forEach((problem) -> nowhere.changed(problem.policy(), problem.setting()));
		return invalid.problems().stream().map(nowhere::describe).toList();
	}

	private static FailureAnalysis analysis(List<Finding> findings, Throwable cause) {
		return new FailureAnalysis(ConfigurationReport.text(findings), ACTION, cause);
	}

}
