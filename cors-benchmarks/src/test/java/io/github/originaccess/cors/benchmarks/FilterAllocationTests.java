// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The allocated bytes of a filter, which are exact on any machine. The stubs allocate
 * nothing, so the bytes are those of the view of the request and of the guard of the
 * response. A preflight needs no guard.
 */
class FilterAllocationTests {

	private static final int REQUESTS = 20_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/** By trust, so that an application is started for each and not for each row. */
	private static final Map<String, Filter> filters = new HashMap<>();

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			trust            | exchange          | bytes
			exact-1          | NO_ORIGIN         | 56
			exact-1          | ACTUAL_ALLOWED    | 56
			exact-1          | PREFLIGHT_ALLOWED | 48
			exact-1          | PREFLIGHT_DENIED  | 48
			exact-1          | ACTUAL_DENIED     | 56
			exact-10000      | ACTUAL_ALLOWED    | 56
			exact-10000      | PREFLIGHT_ALLOWED | 48
			exact-10000      | ACTUAL_DENIED     | 56
			subdomains-10000 | ACTUAL_ALLOWED    | 56
			subdomains-10000 | PREFLIGHT_ALLOWED | 48
			subdomains-10000 | PREFLIGHT_DENIED  | 48
			subdomains-10000 | ACTUAL_DENIED     | 56
			any              | NO_ORIGIN         | 56
			any              | ACTUAL_ALLOWED    | 56
			any              | PREFLIGHT_ALLOWED | 48
			any              | ACTUAL_DENIED     | 56
			""")
	void coveredRequestCostsAtMost(String trust, Exchange exchange, long bytes) throws Exception {
		Filter filter = filters.computeIfAbsent(trust,
				(name) -> StartedApplication.filter(Trust.parse(name), Map.of()));
		assertThat(allocated(filter, trust, exchange)).isLessThanOrEqualTo(bytes);
	}

	@ParameterizedTest
	@CsvSource({ "ACTUAL_ALLOWED", "PREFLIGHT_ALLOWED", "ACTUAL_DENIED" })
	void metricsCostNothing(Exchange exchange) throws Exception {
		Filter filter = filters.computeIfAbsent("with metrics",
				(name) -> StartedApplication.filterWithMetrics(Trust.parse("exact-100")));
		assertThat(allocated(filter, "exact-100", exchange)).isLessThanOrEqualTo(56);
	}

	@ParameterizedTest
	@CsvSource({ "NO_ORIGIN", "ACTUAL_ALLOWED", "ACTUAL_DENIED" })
	void requestThatNoPolicyCoversCostsNothing(Exchange exchange) throws Exception {
		Filter filter = filters.computeIfAbsent("elsewhere",
				(name) -> StartedApplication.filter(Trust.parse("exact-1"), Map.of("cors.paths", "/elsewhere/**")));
		assertThat(allocated(filter, "exact-1", exchange)).isZero();
	}

	/** Return bytes per request: the least, since the JVM may load classes at first. */
	private double allocated(Filter filter, String trust, Exchange exchange) throws Exception {
		FilterBenchmark benchmark = new FilterBenchmark();
		benchmark.exchange = exchange;
		benchmark.fresh = false;
		benchmark.setUp(Trust.parse(trust), filter);
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5; i++) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			int written = run(benchmark);
			least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
			assertThat(written).isNotZero();
		}
		return (double) least / REQUESTS;
	}

	private static int run(FilterBenchmark benchmark) throws Exception {
		int written = 0;
		for (int i = 0; i < REQUESTS; i++) {
			written += benchmark.request();
		}
		return written;
	}

}
