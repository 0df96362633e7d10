// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
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
 * The time of a whole filter with hostile headers. Header strings are cached, because the
 * filter has no part in the time that a container needs to make them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH sets the fields.
public class HostileBenchmark {

	@Param("OURS")
	Contender contender;

	@Param("subdomains-100")
	String trust;

	@Param
	Hostile hostile;

	private StubContainer container;

	private StubRequest request;

	@Setup
	public void setUp() throws ServletException {
		this.container = new StubContainer(this.contender.create(Trust.parse(this.trust)));
		this.request = this.hostile.request();
	}

	@Benchmark
	public int request() throws ServletException, IOException {
		this.request.next();
		return this.container.serve(this.request);
	}

}
