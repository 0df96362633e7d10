// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.CorsPolicy;
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
 * The time of the first compilation of a policy in a JVM: one shot for each fork, without
 * warm-up.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH sets the fields.
public class CompileBenchmark {

	@Param({ "exact-1", "exact-10000", "exact-1000000", "subdomains-10000" })
	String trust;

	private Trust parsed;

	@Setup
	public void setUp() {
		this.parsed = Trust.parse(this.trust);
	}

	@Benchmark
	public CorsPolicy compile() {
		return EngineBenchmark.policy(this.parsed);
	}

}
