// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Swaps of policies under load. Each response is that of one of two snapshots, and none
 * is a mixture. {@code -Dswap.duration=PT10M} sets a longer duration. The test logs
 * latencies without and with swaps, and checks none: build machines are too busy.
 */
class SwapUnderLoadTests {

	private static final Log logger = LogFactory.getLog(SwapUnderLoadTests.class);

	private static final int CLIENTS = 32;

	private static final int SWAP_MILLIS = 50;

	private static final String BOTH = "https://both.example";

	/**
	 * They differ in origins, max-age, headers and in which of two paths has a policy.
	 */
	private static final List<CorsPolicy> FIRST = policies("https://first.example", "X-First", 1, "/only-first/**");

	private static final List<CorsPolicy> SECOND = policies("https://second.example", "X-Second", 2, "/only-second/**");

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "JETTY")
	void everyAnswerIsThatOfOneSnapshot(WebServer server) throws Exception {
		Duration duration = Duration.parse(System.getProperty("swap.duration", "PT1S"));
		AtomicLong requests = new AtomicLong();
		AtomicLong swaps = new AtomicLong();
		AtomicBoolean stop = new AtomicBoolean();
		SimpleMeterRegistry latencies = new SimpleMeterRegistry();
		Timer without = latency(latencies, "without");
		Timer with = latency(latencies, "with");
		AtomicReference<Timer> latency = new AtomicReference<>(latency(latencies, "warming up"));
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		ScheduledExecutorService swapper = Executors.newSingleThreadScheduledExecutor();
		try (ConfigurableApplicationContext application = server.start(
				Map.of("server.tomcat.max-keep-alive-requests", "-1",
						"logging.level." + SwapUnderLoadTests.class.getName(), "info"),
				AnsweringApplication.class, Meters.class)) {
			CorsPolicyRegistry registry = application.getBean(CorsPolicyRegistry.class);
			registry.replace(FIRST);
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				Random random = new Random(i);
				running.add(clients.submit(() -> {
					send(WebServer.port(application), random, stop, requests, latency);
					return null;
				}));
			}
			after(duration.dividedBy(3), swapper, () -> latency.set(without));
			after(duration, swapper, () -> latency.set(with));
			Future<?> swapping = swapper.scheduleAtFixedRate(
					() -> registry.replace((swaps.incrementAndGet() % 2 == 0) ? FIRST : fresh(SECOND)), SWAP_MILLIS,
					SWAP_MILLIS, TimeUnit.MILLISECONDS);
			after(duration, swapper, () -> stop.set(true));
			for (Future<?> client : running) {
				client.get();
			}
			swapping.cancel(false);
			assertThat(swaps.get()).isGreaterThan(duration.toMillis() / SWAP_MILLIS / 4);
			double counted = application.getBean(MeterRegistry.class)
				.get("cors.requests")
				.counters()
				.stream()
				.filter((counter) -> !"other".equals(counter.getId().getTag("policy")))
				.mapToDouble(Counter::count)
				.sum();
			assertThat(counted).isEqualTo(requests.get());
			logger.info(server + ": " + requests + " requests, " + swaps + " swaps; without them "
					+ without.takeSnapshot() + ", with them " + with.takeSnapshot());
		}
		finally {
			clients.shutdownNow();
			swapper.shutdownNow();
		}
	}

	private static void after(Duration duration, ScheduledExecutorService clock, Runnable action) throws Exception {
		clock.schedule(action, duration.toMillis(), TimeUnit.MILLISECONDS).get();
	}

	private static Timer latency(SimpleMeterRegistry meters, String name) {
		return Timer.builder(name)
			.publishPercentiles(0.5, 0.99, 0.999)
			.distributionStatisticExpiry(Duration.ofDays(1))
			.register(meters);
	}

	/** The same policies as other objects, as a refresh would make them. */
	private static List<CorsPolicy> fresh(List<CorsPolicy> policies) {
		return policies.stream().map((policy) -> CorsPolicyBuilder.of(policy).build()).toList();
	}

	private static void send(int port, Random random, AtomicBoolean stop, AtomicLong requests,
			AtomicReference<Timer> latency) throws IOException {
		List<String> origins = List.of(BOTH, "https://first.example", "https://second.example", "https://none.example");
		try (RawConnection connection = new RawConnection(port)) {
			while (!stop.get()) {
				String origin = origins.get(random.nextInt(origins.size()));
				long begun = System.nanoTime();
				WireResponse response = connection.send("/x/" + random.nextInt(100),
						WireRequest.parse("OPTIONS Origin: " + origin + " ~ Access-Control-Request-Method: GET"));
				latency.get().record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
				requests.incrementAndGet();
				String seen = response.status() + " " + response.corsHeaders().stream().sorted().toList();
				if (!seen.equals(answer(origin, "first", 1)) && !seen.equals(answer(origin, "second", 2))) {
					fail(origin + " was answered " + seen);
				}
			}
		}
	}

	private static String answer(String origin, String name, int maxAge) {
		if (!origin.equals(BOTH) && !origin.equals("https://" + name + ".example")) {
			return "403 []";
		}
		String header = "X-" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
		return "204 " + List.of("access-control-allow-headers: " + header, "access-control-allow-methods: GET",
				"access-control-allow-origin: " + origin, "access-control-max-age: " + maxAge);
	}

	private static List<CorsPolicy> policies(String origin, String header, long maxAge, String path) {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder();
		return List.of(new CorsPolicyBuilder("all", defaults).paths("/x/**")
			.allowedOrigins(BOTH, origin)
			.allowedHeaders(header)
			.allowedMethods("GET")
			.maxAge(Duration.ofSeconds(maxAge))
			.build(), new CorsPolicyBuilder("some", defaults).paths(path).allowedOrigins(origin).build());
	}

	static class Meters {

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
