// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Providers are asked again at the right times, and metrics show the results.
 */
class ProviderScheduleTests extends ScheduledProviders {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			none | 1s,2s,4s,8s,16s,32s,1m4s,2m8s,4m16s,5m,5m
			10s  | 1s,2s,4s,8s,16s,32s,1m,1m
			1h   | 1s,2s,4s,8s,16s,32s,1m4s,2m8s,4m16s,8m32s,17m4s,34m8s,1h,1h
			500ms | 500ms,1s,2s,4s
			""")
	void delayDoublesWithEachFailureOfAProvider(@Nullable String interval, String delays) {
		if (interval != null) {
			this.properties.put("cors.refresh-interval", interval);
		}
		this.failing = true;
		start("tenants");
		for (String delay : delays.split(",")) {
			assertThat(this.scheduler.next()).isEqualTo(Duration.parse(iso(delay)));
		}
		this.failing = false;
		this.scheduler.next();
		assertThat(origins()).containsExactly("https://tenants.example");
		assertThat(this.scheduler.pending())
			.isEqualTo((interval != null) ? List.of(Duration.parse(iso(interval))) : List.of());
	}

	@Test
	void noProviderIsAskedAgainWithoutAnInterval() {
		start("tenants");
		assertThat(this.scheduler.pending()).isEmpty();
		assertThat(this.asked).containsExactly("tenants");
	}

	@Test
	void onlyProvidersThatFailAreAskedEarlier() {
		this.properties.put("cors.refresh-interval", "10s");
		start("tenants", "failing");
		this.asked.clear();
		this.failing = true;
		assertThat(this.scheduler.next()).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.asked).containsExactly("tenants", "failing");
		this.scheduler.next();
		this.scheduler.next();
		this.scheduler.next();
		assertThat(this.asked).containsExactly("tenants", "failing", "failing", "failing", "failing");
		this.scheduler.next();
		assertThat(this.asked).last().isEqualTo("tenants");
	}

	@ParameterizedTest
	@CsvSource({ "0, 54s", "0.5, 60s", "1, 66s" })
	void jitterMovesTheIntervalByATenth(double random, String delay) {
		RefreshSettings settings = new RefreshSettings(Duration.ofMinutes(1), Duration.ofSeconds(1), false);
		assertThat(settings.delay(0, random)).isEqualTo(Duration.parse(iso(delay)));
	}

	@Test
	void manyFailuresDoNotOverflowTheDelay() {
		assertThat(new RefreshSettings(null, Duration.ofSeconds(1), false).delay(Integer.MAX_VALUE, 0.5))
			.isEqualTo(Duration.ofMinutes(5));
	}

	@Test
	void sameAnswerLeavesPoliciesInForce() {
		this.properties.put("cors.refresh-interval", "10s");
		start("tenants");
		var before = this.refresher.registry().policies();
		this.scheduler.next();
		assertThat(this.asked).hasSize(2);
		assertThat(this.refresher.registry().policies()).isSameAs(before);
		this.refresher.registry().refresh();
		assertThat(this.refresher.registry().policies()).isSameAs(before);
	}

	@Test
	void metricsShowOriginsAgeAndOutcomes() {
		this.properties.put("cors.refresh-interval", "10s");
		this.properties.put("cors.allowed-origins", "https://a.example");
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		prepare("tenants", "failing");
		this.refresher.registry().addListener(new RefreshMetrics(meters, this.refresher));
		assertThat(meters.get("cors.refresh.age").timeGauge().value()).isNaN();
		assertThat(meters.get("cors.origins").tag("policy", "default").gauge().value()).isEqualTo(1);
		this.schedule.start();
		assertThat(meters.get("cors.origins").tag("policy", "default").gauge().value()).isEqualTo(3);
		assertThat(meters.get("cors.refresh.age").timeGauge().value()).isZero();
		this.failing = true;
		this.scheduler.next();
		this.scheduler.next();
		assertThat(meters.get("cors.refresh.age").timeGauge().value()).isEqualTo(11);
		assertThat(meters.get("cors.refresh.skipped").gauge().value()).isZero();
		assertThat(meters.get("cors.refreshes").tag("outcome", "success").functionCounter().count()).isEqualTo(3);
		assertThat(meters.get("cors.refreshes").tag("outcome", "failure").functionCounter().count()).isEqualTo(2);
		assertThat(meters.getMeters()).hasSize(5);
	}

	@Test
	void changedIntervalHoldsAndNewPoliciesAreAskedAboutAtOnce() {
		this.properties.put("cors.refresh-interval", "1h");
		start("tenants");
		this.properties.put("cors.refresh-interval", "10s");
		this.refresher.refreshProperties(false);
		this.schedule.planAll();
		assertThat(this.scheduler.pending()).containsExactly(Duration.ofSeconds(10));
		this.properties.put("cors.policies.api.paths", "/api");
		this.refresher.refreshProperties(false);
		assertThat(this.refresher.registry().policy("api")).isNotNull();
		this.schedule.planAll();
		assertThat(this.scheduler.next()).isZero();
		CorsPolicy api = Objects.requireNonNull(this.refresher.registry().policy("api"));
		assertThat(this.refresher.find(api, Setting.ALLOWED_ORIGINS).text()).contains("bean 'tenants', 1 origin");
	}

	@Test
	void providersAreAskedAtOnceOnDemandAndThenAsBefore() {
		this.properties.put("cors.refresh-interval", "1h");
		start("tenants", "others");
		this.schedule.askAll();
		this.schedule.askAll();
		assertThat(this.scheduler.pending()).containsExactly(Duration.ZERO);
		this.scheduler.next();
		assertThat(this.asked).containsExactly("tenants", "others", "tenants", "others");
		assertThat(this.scheduler.pending()).containsExactly(Duration.ofHours(1));
		this.schedule.stop();
		this.schedule.askAll();
		assertThat(this.scheduler.pending()).isEmpty();
	}

	/** The call under way may have read its data before the demand. */
	@Test
	void demandDuringACallIsFollowedByAnotherCall() {
		start("tenants");
		this.asked.add("demands");
		this.schedule.askAll();
		this.scheduler.next();
		assertThat(this.asked).containsExactly("tenants", "demands", "tenants");
		assertThat(this.scheduler.next()).isZero();
		assertThat(this.asked).hasSize(4);
		assertThat(this.scheduler.pending()).isEmpty();
	}

	@Test
	void nothingIsScheduledAfterStop() {
		this.properties.put("cors.refresh-interval", "1h");
		start("tenants");
		this.schedule.stop();
		assertThat(this.scheduler.pending()).isEmpty();
		assertThat(this.schedule.isRunning()).isFalse();
		this.schedule.start();
		assertThat(this.scheduler.pending()).hasSize(1);
	}

	@Test
	void newAnswersJoinTheLastConfigurationWithoutProblems() {
		start("tenants");
		this.properties.put("cors.max-age", "48h");
		assertThat(catchThrowable(() -> this.refresher.registry().refresh()))
			.isInstanceOf(CorsPoliciesRefusedException.class);
		assertThat(origins()).containsExactly("https://tenants.example");
		this.asked.add("changes the answer");
		assertThat(catchThrowable(() -> this.refresher.registry().refresh()))
			.isInstanceOf(CorsPoliciesRefusedException.class);
		assertThat(origins()).containsExactly("https://changed.example");
	}

	private static String iso(String duration) {
		return duration.equals("500ms") ? "PT0.5S" : "PT" + duration;
	}

}
