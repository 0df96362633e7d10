// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.PolicySettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A decision allocates nothing: each row of the tables is measured.
 */
class AllocationTests {

	private static final int CALLS = 10_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@ParameterizedTest
	@CsvFileSource(resources = { "/fixtures/wire.csv", "/fixtures/enforcement.csv" }, delimiter = '|',
			useHeadersInDisplayName = true)
	void decisionAllocatesNothing(String name, String settings, String text) {
		CorsPolicy policy = PolicySettings.parse(settings).toBuilder().build();
		MapRequest request = MapRequest.parse(text);
		// During the first measurements, the JVM may load classes and compile.
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5 && least > 0; i++) {
			least = Math.min(least, allocatedBytes(policy, request));
		}
		assertThat(least).as("bytes allocated by %,d decisions", CALLS).isZero();
	}

	private static long allocatedBytes(CorsPolicy policy, MapRequest request) {
		CorsDecision expected = policy.decide(request);
		int same = 0;
		long before = THREADS.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < CALLS; i++) {
			same += (policy.decide(request) == expected) ? 1 : 0;
		}
		long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
		assertThat(same).as("equal requests that got the same object").isEqualTo(CALLS);
		return allocated;
	}

}
