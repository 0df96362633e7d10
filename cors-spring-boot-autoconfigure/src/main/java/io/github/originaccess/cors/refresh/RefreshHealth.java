// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of providers. While one fails, or its answer cannot be put in force, the
 * status is unknown. Load balancers keep an instance with that status in service, and its
 * last origins are in force.
 */
public final class RefreshHealth implements HealthIndicator {

	private final PolicyRefresher refresher;

	/**
	 * Create an indicator.
	 * @param refresher the policies and their providers
	 */
	public RefreshHealth(PolicyRefresher refresher) {
		this.refresher = refresher;
	}

	@Override
	public Health health() {
		Providers providers = this.refresher.providers();
		LoadedPolicies loaded = this.refresher.loaded();
		Map<String, Object> details = new LinkedHashMap<>();
		boolean up = true;
		for (ProviderBean provider : providers.all()) {
			ProviderState state = provider.state();
			up &= state.failures() == 0 && state.lastSuccess() != null;
			Map<String, Object> ofProvider = new LinkedHashMap<>();
			if (state.lastSuccess() != null) {
				ofProvider.put("lastSuccess", state.lastSuccess());
				ofProvider.put("age",
						Duration.between(state.lastSuccess(), providers.clock().instant()).toSeconds() + "s");
			}
			ofProvider.put("origins", state.answer().size());
			ofProvider.put("skipped", loaded.skippedCount(provider.name()));
			ofProvider.put("failures", state.failures());
			if (state.failure() != null) {
				ofProvider.put("failure", state.failure());
			}
			details.put(provider.name(), ofProvider);
		}
		String failure = this.refresher.failure();
		if (failure != null) {
			up = false;
			details.put("notInForce", failure);
		}
		return Health.status(up ? Status.UP : Status.UNKNOWN).withDetails(details).build();
	}

}
