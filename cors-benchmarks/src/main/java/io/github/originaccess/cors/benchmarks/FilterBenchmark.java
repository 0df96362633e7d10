// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.Filter;
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
 * The time of a whole filter: one request for each operation, from a random one of the
 * allowed origins.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH sets the fields.
public class FilterBenchmark {

	/** The largest number of origins, rounded up to a power of two. */
	private static final int PROBES = 1 << 20;

	@Param("OURS")
	Contender contender;

	@Param("ACTUAL_ALLOWED")
	Exchange exchange;

	@Param("exact-100")
	String trust;

	/** Whether each request makes new header strings, as containers do. */
	@Param("true")
	boolean fresh;

	private StubContainer container;

	private StubRequest request;

	private String[] origins;

	private byte[][] bytes;

	private int next;

	@Setup
	public void setUp() throws ServletException {
		Trust trust = Trust.parse(this.trust);
		setUp(trust, this.contender.create(trust));
	}

	void setUp(Trust trust, Filter filter) {
		this.container = new StubContainer(filter);
		this.request = StubRequest.of(this.exchange, this.fresh, trust.credentials());
		List<String> visitors = this.exchange.isOfVisitor() ? trust.visitors() : List.of(Trust.STRANGER);
		int probes = Math.min(PROBES, Integer.highestOneBit(visitors.size()) * 4);
		SplittableRandom random = new SplittableRandom(42);
		this.origins = new String[probes];
		this.bytes = new byte[probes][];
		for (int i = 0; i < probes; i++) {
			this.origins[i] = visitors.get(random.nextInt(visitors.size()));
			this.bytes[i] = StubRequest.bytes(this.origins[i]);
		}
	}

	@Benchmark
	public int request() throws ServletException, IOException {
		if (this.exchange.hasOrigin()) {
			int index = this.next++ & this.origins.length - 1;
			this.request.next(this.origins[index], this.bytes[index]);
		}
		else {
			this.request.next();
		}
		return this.container.serve(this.request);
	}

	/** Return the headers of the last response. */
	Map<String, List<String>> headers() {
		return this.container.headers();
	}

}
