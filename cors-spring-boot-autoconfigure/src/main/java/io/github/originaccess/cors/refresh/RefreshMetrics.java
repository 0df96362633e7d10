// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

/**
 * The meters of origins: how many each policy allows, and how refreshes by providers
 * went.
 */
public final class RefreshMetrics implements CorsPolicyListener {

	/**
	 * The number of policies that have a gauge of their own, such as those of tenants.
	 */
	private static final int MOST_POLICIES = 1_000;

	private final MultiGauge origins;

	/**
	 * Create the meters.
	 * @param meters the registry of meters
	 * @param refresher the policies and their providers; {@code null} if the application
	 * made its policies itself
	 */
	public RefreshMetrics(MeterRegistry meters, @Nullable PolicyRefresher refresher) {
		this.origins = MultiGauge.builder("cors.origins")
			.description("Allowed origins and patterns of CORS policies")
			.register(meters);
		if (refresher != null && !refresher.providers().isEmpty()) {
			register(meters, refresher);
		}
	}

	private static void register(MeterRegistry meters, PolicyRefresher refresher) {
		Providers providers = refresher.providers();
		FunctionCounter.builder("cors.refreshes", providers, Providers::successes)
			.description("Answers and failures of providers of allowed origins")
			.tag("outcome", "success")
			.register(meters);
		FunctionCounter.builder("cors.refreshes", providers, Providers::failures)
			.description("Answers and failures of providers of allowed origins")
			.tag("outcome", "failure")
			.register(meters);
		TimeGauge.builder("cors.refresh.age", providers, TimeUnit.SECONDS, RefreshMetrics::age)
			.description("Longest time since the last answer of a provider")
			.register(meters);
		Gauge.builder("cors.refresh.skipped", refresher, (each) -> each.loaded().skippedCount())
			.description("Allowed origins of providers that are skipped because they have problems")
			.register(meters);
	}

	/** Return the age in seconds; not a number if a provider has never answered. */
	private static double age(Providers providers) {
		List<@Nullable Instant> times = providers.all()
			.stream()
			.<@Nullable Instant>map((provider) -> provider.state().lastSuccess())
			.toList();
		if (times.stream().anyMatch(Objects::isNull)) {
			return Double.NaN;
		}
		return times.stream()
			.filter(Objects::nonNull)
			.mapToDouble((time) -> Duration.between(time, providers.clock().instant()).toMillis() / 1000.0)
			.max()
			.orElse(Double.NaN);
	}

	@Override
	public void settled(List<CorsPolicy> policies) {
		List<Row<?>> rows = new ArrayList<>();
		policies.stream().limit(MOST_POLICIES).forEach((policy) -> rows.add(row(policy.name(), origins(policy))));
		if (policies.size() > MOST_POLICIES) {
			rows.add(row("other", policies.stream().skip(MOST_POLICIES).mapToInt(RefreshMetrics::origins).sum()));
		}
		this.origins.register(rows, true);
	}

	private static int origins(CorsPolicy policy) {
		return policy.values(Setting.ALLOWED_ORIGINS).size();
	}

	private static Row<?> row(String policy, int origins) {
		return Row.of(Tags.of("policy", policy), origins);
	}

}
