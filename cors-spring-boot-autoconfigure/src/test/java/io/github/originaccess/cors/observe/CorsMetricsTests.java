// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CorsMetricsTests {

	/** The number of meters of one policy: a counter for each counted decision. */
	private static final int METERS = 13;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();

	private final CorsMetrics metrics = new CorsMetrics(this.meters, List.of(this.policy));

	@Test
	void everyCounterExistsBeforeTheFirstRequest() {
		int before = this.meters.getMeters().size();
		assertThat(before).isEqualTo(METERS);
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
	void missingPoliciesAreCountedTogetherWhateverTheirNames() {
		for (int i = 0; i < 1_000; i++) {
			decided(CorsPolicy.missing("host-" + i), "GET Origin: https://a.example");
			this.metrics.prepare(List.of(this.policy));
			this.metrics.settled(List.of(this.policy));
		}
		assertThat(this.meters.get("cors.requests")
			.tag("policy", "missing")
			.tag("kind", "actual")
			.tag("reason", "missing-policy")
			.counter()
			.count()).isEqualTo(1_000);
		assertThat(this.meters.getMeters()).hasSizeLessThan(3 * METERS);
	}

	@Test
	void furtherPoliciesOfManyShareATag() {
		List<CorsPolicy> tenants = IntStream.rangeClosed(1, CorsMetrics.MOST_POLICIES + 10)
			.mapToObj((i) -> new CorsPolicyBuilder("tenant-" + i, new CorsPolicyBuilder()).allowedOrigins().build())
			.toList();
		this.metrics.prepare(tenants);
		this.metrics.settled(tenants);
		assertThat(this.meters.getMeters()).hasSize((CorsMetrics.MOST_POLICIES + 2) * METERS);
		decided(tenants.get(0), "GET Origin: https://a.example");
		tenants.subList(CorsMetrics.MOST_POLICIES, tenants.size())
			.forEach((tenant) -> decided(tenant, "GET Origin: https://a.example"));
		assertThat(count("tenant-1")).isEqualTo(1);
		assertThat(count("other")).isEqualTo(10);
		this.metrics.prepare(List.of());
		this.metrics.settled(List.of());
		assertThat(this.meters.getMeters()).hasSize(2 * METERS);
	}

	private double count(String policy) {
		return this.meters.get("cors.requests")
			.tag("policy", policy)
			.tag("kind", "actual")
			.tag("reason", "origin-not-allowed")
			.counter()
			.count();
	}

	@Test
	void replacedPolicySharesTheCountersOfItsReplacement() {
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
	void countersOfVanishedPoliciesAreRemoved() {
		SimpleMeterRegistry fresh = new SimpleMeterRegistry();
		CorsMetrics metrics = new CorsMetrics(fresh, List.of());
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.policy));
		registry.addListener(metrics);
		List<Meter> before = List.copyOf(fresh.getMeters());
		for (int i = 0; i < 10; i++) {
			List<CorsPolicy> policies = new ArrayList<>(List.of(this.policy));
			for (int j = 0; j < 900; j++) {
				policies.add(named("tenant-" + i + "-" + j));
			}
			registry.replace(policies);
			assertThat(fresh.getMeters()).hasSize(METERS * policies.size());
		}
		registry.replace(List.of(this.policy));
		assertThat(fresh.getMeters()).containsExactlyInAnyOrderElementsOf(before);
	}

	@Test
	void vanishedPolicyIsCountedOnlyAfterItComesBack() {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.policy));
		registry.addListener(this.metrics);
		CorsPolicy tenant = named("tenant");
		for (int round = 1; round < 4; round++) {
			registry.replace(List.of(this.policy, tenant));
			decided(tenant, "GET Origin: https://a.example");
			assertThat(this.meters.get("cors.requests").tag("policy", "tenant").tag("kind", "actual").counters())
				.extracting(Counter::count)
				.as("round %d: a new counter each", round)
				.contains(1.0)
				.containsOnly(0.0, 1.0);
			registry.replace(List.of(this.policy));
			decided(tenant, "GET Origin: https://a.example");
			assertThat(this.meters.find("cors.requests").tag("policy", "tenant").meters()).isEmpty();
			assertThat(this.meters.find("cors.requests").tag("policy", "other").meters()).isEmpty();
		}
		registry.replace(List.of(tenant));
		assertThat(this.meters.find("cors.requests").tag("policy", "default").meters())
			.as("the program asked for these itself")
			.hasSize(METERS);
	}

	@Test
	void policiesThatAreNotPutInForceLeaveNoCounters() {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.policy));
		registry.addListener(this.metrics);
		registry.addListener(new CorsPolicyListener() {

			@Override
			public void prepare(List<CorsPolicy> policies) {
				if (policies.size() > 1) {
					throw new OutOfMemoryError("in a test");
				}
			}

		});
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> registry.replace(List.of(this.policy, named("tenant"))));
		assertThat(this.meters.getMeters()).hasSize(METERS);
		decided(this.policy, "GET Origin: https://a.example");
		assertThat(this.meters.get("cors.requests").tag("outcome", "allowed").tag("kind", "actual").counter().count())
			.isEqualTo(1);
	}

	@Test
	void counterThatPoliciesShareStaysWhileOneOfThemDoes() {
		SimpleMeterRegistry fewer = new SimpleMeterRegistry();
		fewer.config().meterFilter(MeterFilter.ignoreTags("policy"));
		CorsMetrics metrics = new CorsMetrics(fewer, List.of());
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.policy));
		registry.addListener(metrics);
		registry.replace(List.of(this.policy, named("tenant")));
		registry.replace(List.of(this.policy));
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		metrics.decided(this.policy, request, this.policy.decide(request));
		assertThat(fewer.getMeters()).hasSize(METERS);
		assertThat(fewer.get("cors.requests").tag("outcome", "allowed").tag("kind", "actual").counter().count())
			.isEqualTo(1);
	}

	@Test
	void requestsAreCountedCorrectlyWhilePoliciesChange() throws Exception {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.policy));
		registry.addListener(this.metrics);
		List<CorsPolicy> generations = IntStream.range(0, 50).mapToObj((i) -> named("tenant")).toList();
		AtomicBoolean stop = new AtomicBoolean();
		ExecutorService clients = Executors.newFixedThreadPool(3);
		try {
			List<Future<Long>> counted = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				counted.add(clients.submit(() -> {
					long own = 0;
					for (int j = 0; !stop.get(); j++) {
						decided(this.policy, "GET Origin: https://a.example");
						decided(generations.get(j % generations.size()), "GET Origin: https://b.example");
						own++;
					}
					return own;
				}));
			}
			for (CorsPolicy generation : generations) {
				registry.replace(List.of(this.policy, generation));
				registry.replace(List.of(this.policy));
			}
			stop.set(true);
			long expected = 0;
			for (Future<Long> each : counted) {
				expected += each.get();
			}
			assertThat(this.meters.get("cors.requests")
				.tag("policy", "default")
				.tag("kind", "actual")
				.tag("outcome", "allowed")
				.counter()
				.count()).isEqualTo(expected);
			assertThat(this.meters.find("cors.requests").tag("policy", "tenant").meters()).isEmpty();
		}
		finally {
			stop.set(true);
			clients.shutdownNow();
		}
	}

	private static CorsPolicy named(String name) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins("https://a.example")
			.paths("/" + name)
			.build();
	}

	@Test
	void replacedPoliciesAreNotKeptInMemory() {
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
