// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * The runner of benchmarks, which keeps their results. A result is the best iteration of
 * all rounds, because other load on the machine can only add time. For benchmarks that
 * run once in a JVM it is the median.
 */
final class Measurements {

	private static final String ALLOCATED = "gc.alloc.rate.norm";

	private final Length length;

	private final String collector;

	private final Map<String, Measurement> measurements = new HashMap<>();

	/**
	 * Create an empty collection.
	 * @param collector the garbage collector, such as {@code Parallel} or {@code G1}
	 */
	Measurements(Length length, String collector) {
		this.length = length;
		this.collector = "-XX:+Use" + collector + "GC";
	}

	/**
	 * Run a benchmark for every combination of parameters.
	 * @param parameters names and values: {@code "trust", "exact-1,any"}
	 */
	void run(Class<?> benchmark, String... parameters) throws RunnerException {
		ChainedOptionsBuilder options = new OptionsBuilder().include(benchmark.getSimpleName())
			.addProfiler(GCProfiler.class)
			.jvmArgs("-Xmx3g", this.collector)
			.shouldFailOnError(true);
		if (benchmark == CompileBenchmark.class) {
			options.forks(this.length.coldForks).warmupIterations(0).measurementIterations(1);
		}
		else {
			// The first use of memory costs time, most for benchmarks that allocate most.
			// The warm-up uses all of a young generation this small.
			options.jvmArgsAppend("-Xmn64m")
				.forks(1)
				.warmupIterations(this.length.warmups)
				.warmupTime(TimeValue.milliseconds(this.length.milliseconds))
				.measurementIterations(this.length.iterations)
				.measurementTime(TimeValue.milliseconds(this.length.milliseconds));
		}
		for (int i = 0; i < parameters.length; i += 2) {
			options.param(parameters[i], parameters[i + 1].split(","));
		}
		keep(new Runner(options.build()).run());
	}

	@SuppressWarnings("rawtypes")
	private void keep(Collection<RunResult> results) {
		for (RunResult result : results) {
			BenchmarkParams parameters = result.getParams();
			Map<String, String> values = new TreeMap<>();
			parameters.getParamsKeys().forEach((name) -> values.put(name, parameters.getParam(name)));
			String benchmark = parameters.getBenchmark().replaceAll("\\.[^.]*$", "").replaceAll(".*\\.", "");
			double bytes = result.getSecondaryResults()
				.entrySet()
				.stream()
				.filter((entry) -> entry.getKey().endsWith(ALLOCATED))
				.mapToDouble((entry) -> entry.getValue().getScore())
				.findFirst()
				.orElse(Double.NaN);
			Statistics times = result.getPrimaryResult().getStatistics();
			boolean cold = result.getParams().getMode() == Mode.SingleShotTime;
			this.measurements.merge(benchmark + values,
					new Measurement(cold ? times.getPercentile(50) : times.getMin(), bytes), Measurement::best);
		}
	}

	/**
	 * Find a measurement.
	 * @param parameters all parameters of the benchmark, names and values
	 * @return the measurement, or {@code null} if the benchmark did not run
	 */
	@Nullable Measurement find(Class<?> benchmark, String... parameters) {
		Map<String, String> values = new TreeMap<>();
		for (int i = 0; i < parameters.length; i += 2) {
			values.put(parameters[i], parameters[i + 1]);
		}
		return this.measurements.get(benchmark.getSimpleName() + values);
	}

	/**
	 * The result of one benchmark.
	 *
	 * @param time nanoseconds per operation; milliseconds for {@link CompileBenchmark}
	 * @param bytes allocated bytes per operation
	 */
	record Measurement(double time, double bytes) {

		private Measurement best(Measurement other) {
			return new Measurement(Math.min(this.time, other.time), Math.min(this.bytes, other.bytes));
		}

	}

	/** The length of a run. */
	enum Length {

		/** A run of a few minutes for a first impression. */
		SHORT(1, 3, 3, 200, 3),

		/** The run for RESULTS.md. */
		LONG(2, 4, 5, 400, 10);

		private final int rounds;

		private final int warmups;

		private final int iterations;

		private final int milliseconds;

		private final int coldForks;

		Length(int rounds, int warmups, int iterations, int milliseconds, int coldForks) {
			this.rounds = rounds;
			this.warmups = warmups;
			this.iterations = iterations;
			this.milliseconds = milliseconds;
			this.coldForks = coldForks;
		}

		int rounds() {
			return this.rounds;
		}

	}

}
