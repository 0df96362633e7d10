// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

import io.github.originaccess.cors.fixtures.HostileText;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cost of a decision is proportional to the length of the headers. A quadratic cost
 * would exceed the limit.
 */
class HostileCostTests {

	private static final int LENGTH = 1_000_000;

	private static final int CALLS = 20;

	private static final int LIMIT_MILLISECONDS = 5_000;

	/** Measures CPU time, so other processes do not change the result. */
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final List<CorsPolicy> POLICIES = List.of(new CorsPolicyBuilder()
		.allowedOrigins("https://*.example.com", "https://preview-*.example.org:*", "http://localhost:*", "app://*",
				"http://10.*.*.*:*", "http://192.168.*.*",
				"https://" + "a".repeat(63) + "." + "b".repeat(63) + ".example")
		.allowedMethods("GET", "PUT")
		.allowedHeaders("X-A", "X-B")
		.build(), new CorsPolicyBuilder().allowedOrigins("*").allowedMethods("*").build());

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/hostile.csv", delimiter = '|', useHeadersInDisplayName = true)
	void costIsProportionalToTheLengthOfTheHeader(String generator, int length, String header) {
		WireRequest request = WireRequest.parse("OPTIONS X-Other: 1")
			.with(header, HostileText.generate(generator, LENGTH))
			.with("Origin", "https://a.example.com")
			.with("Access-Control-Request-Method", "PUT");
		if (header.equals("Access-Control-Request-Headers")) {
			for (int i = 0; i < 100; i++) {
				request = request.with(header, HostileText.generate(generator, LENGTH / 100));
			}
		}
		MapRequest view = new MapRequest(once(request));
		long start = THREADS.getCurrentThreadCpuTime();
		for (CorsPolicy policy : POLICIES) {
			for (int i = 0; i < CALLS; i++) {
				assertThat(policy.decide(view)).isNotNull();
			}
		}
		assertThat((THREADS.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds")
			.isLessThan(LIMIT_MILLISECONDS);
	}

	/** Keep only the first line, the hostile one, of headers that must not repeat. */
	private static WireRequest once(WireRequest request) {
		return new WireRequest(request.method(),
				request.headers()
					.stream()
					.filter((line) -> line.name().equals("Access-Control-Request-Headers") || request.headers()
						.stream()
						.filter((other) -> other.name().equals(line.name()))
						.findFirst()
						.orElseThrow() == line)
					.toList());
	}

}
