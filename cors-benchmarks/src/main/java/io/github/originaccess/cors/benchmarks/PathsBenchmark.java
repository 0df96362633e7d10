// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.ServletException;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The time of our filter with policies by path, such as {@code /tenant-7/**}. Each
 * request has a random one of the paths. Without named policies, the default policy
 * covers all paths.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH sets the fields.
public class PathsBenchmark {

	private static final int PROBES = 1024;

	/** The number of named policies. */
	@Param({ "0", "1", "10", "20", "200" })
	int policies;

	@Param("ACTUAL_ALLOWED")
	Exchange exchange;

	/** The path after that of the policy. Some have several readings. */
	@Param("/orders/42")
	String rest;

	private StubContainer container;

	private final StubRequest[] requests = new StubRequest[PROBES];

	private int next;

	@Setup
	public void setUp() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 0; i < this.policies; i++) {
			properties.put("cors.policies.tenant-" + i + ".paths", "/tenant-" + i + "/**");
		}
		this.container = new StubContainer(StartedApplication.filter(Trust.parse("exact-1"), properties));
		SplittableRandom random = new SplittableRandom(42);
		List<String> headers = ChromiumHeaders
			.ofActualRequest(this.exchange.hasOrigin() ? "https://app-0.example.com" : null, true);
		for (int i = 0; i < PROBES; i++) {
			String path = "/tenant-" + random.nextInt(Math.max(1, this.policies)) + this.rest;
			this.requests[i] = new StubRequest(this.exchange.method(), path, headers, true);
		}
	}

	@Benchmark
	public int request() throws ServletException, IOException {
		StubRequest request = this.requests[this.next++ & PROBES - 1];
		request.next();
		return this.container.serve(request);
	}

}
