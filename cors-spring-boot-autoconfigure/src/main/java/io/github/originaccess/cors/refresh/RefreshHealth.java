// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells when providers last answered. While one fails, or its answer cannot be put in
 * force, the status is unknown, which takes no instance out of service: the origins
 * before that are in force.
 */
public final class RefreshHealth implements HealthIndicator {

	private final PolicyRefresher refresher;

	public RefreshHealth(PolicyRefresher refresher) {
		this.refresher = refresher;
	}

	@Override
	public Health health() {
		Providers providers = this.refresher.providers();
		SkippedOrigins skipped = this.refresher.skipped();
		Map<String, Object> details = new LinkedHashMap<>();
		boolean well = true;
		for (ProviderBean provider : providers.all()) {
			ProviderState state = provider.state();
			well &= state.failures() == 0 && state.lastSuccess() != null;
			Map<String, Object> ofProvider = new LinkedHashMap<>();
			if (state.lastSuccess() != null) {
				ofProvider.put("lastSuccess", state.lastSuccess());
				ofProvider.put("age",
						Duration.between(state.lastSuccess(), providers.clock().instant()).toSeconds() + "s");
			}
			ofProvider.put("origins", state.answer().size());
			ofProvider.put("skipped", skipped.count(provider.name()));
			ofProvider.put("failures", state.failures());
			if (state.failure() != null) {
				ofProvider.put("failure", state.failure());
			}
			details.put(provider.name(), ofProvider);
		}
		String failure = this.refresher.failure();
		if (failure != null) {
			well = false;
			details.put("notInForce", failure);
		}
		return Health.status(well ? Status.UP : Status.UNKNOWN).withDetails(details).build();
	}

}
