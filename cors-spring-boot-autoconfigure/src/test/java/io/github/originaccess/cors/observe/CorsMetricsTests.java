// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CorsMetricsTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();

	private final CorsMetrics metrics = new CorsMetrics(this.meters, List.of(this.policy));

	@Test
	void countersAreThereBeforeTheFirstRequestAndNoneComesLater() {
		int before = this.meters.getMeters().size();
		assertThat(before).isEqualTo(11);
		decided(this.policy, "OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET");
		decided(this.policy, "GET");
		assertThat(this.meters.getMeters()).hasSize(before);
		assertThat(this.meters.get("cors.requests")
			.tag("outcome", "denied")
			.tag("kind", "preflight")
			.tag("reason", "origin-not-allowed")
			.counter()
			.count()).isEqualTo(1);
	}

	@Test
	void policiesMadeInCodeAreCountedTogether() {
		for (int i = 0; i < 10; i++) {
			CorsPolicy tenant = new CorsPolicyBuilder("tenant-" + i, new CorsPolicyBuilder()).allowedOrigins()
				.paths("/**")
				.build();
			decided(tenant, "GET Origin: https://a.example");
			decided(tenant, "GET");
		}
		assertThat(this.meters.get("cors.requests").tag("policy", "other").counter().count()).isEqualTo(10);
	}

	@Test
	void replacedPoliciesAreCountedWithTheSameCountersAsTheirReplacements() {
		int before = this.meters.getMeters().size();
		List<CorsPolicy> generations = new ArrayList<>(List.of(this.policy));
		for (int i = 0; i < 20; i++) {
			CorsPolicy next = CorsPolicyBuilder.of(this.policy).build();
			this.metrics.prepare(List.of(next));
			generations.add(next);
		}
		generations.forEach((policy) -> decided(policy, "GET Origin: https://b.example"));
		assertThat(this.meters.getMeters()).hasSize(before);
		assertThat(this.meters.get("cors.requests")
			.tag("policy", "default")
			.tag("kind", "actual")
			.tag("reason", "origin-not-allowed")
			.counter()
			.count()).isEqualTo(21);
	}

	@Test
	void replacedPoliciesAreNotKept() {
		WeakReference<CorsPolicy> replaced = new WeakReference<>(CorsPolicyBuilder.of(this.policy).build());
		this.metrics.prepare(List.of(Objects.requireNonNull(replaced.get())));
		this.metrics.prepare(List.of(this.policy));
		Awaitility.await().until(() -> {
			System.gc();
			return replaced.refersTo(null);
		});
	}

	@Test
	void countingAllocatesNothing() {
		MapRequest request = MapRequest.parse("GET Origin: https://b.example");
		var decision = this.policy.decide(request);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5 && least > 0; i++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int j = 0; j < 10_000; j++) {
				this.metrics.decided(this.policy, request, decision);
			}
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertThat(least).isZero();
	}

	private void decided(CorsPolicy policy, String text) {
		MapRequest request = MapRequest.parse(text);
		this.metrics.decided(policy, request, policy.decide(request));
	}

}
