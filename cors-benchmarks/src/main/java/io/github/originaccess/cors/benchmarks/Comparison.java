// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.benchmarks.Measurements.Length;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The program that runs the benchmarks and prints ratios, because only ratios can be
 * compared between machines.
 *
 * <pre>
 * mvn -q -P benchmark -pl cors-benchmarks -am verify -DskipTests
 * mvn -q -P benchmark -pl cors-benchmarks -am verify -DskipTests -Dbenchmark=long
 * </pre>
 */
public final class Comparison {

	static final List<Contender> RIVALS = List.of(Contender.SPRING, Contender.TOMCAT, Contender.JETTY,
			Contender.CORS_FILTER);

	private static final String EXCHANGES = "NO_ORIGIN,ACTUAL_ALLOWED,PREFLIGHT_ALLOWED,PREFLIGHT_DENIED,ACTUAL_DENIED";

	/**
	 * Paths with several readings: an empty segment, a path parameter, an encoded byte.
	 */
	static final String AMBIGUOUS = "//orders/42,;a=b/orders/42,/%6frders/42";

	private Comparison() {
	}

	/**
	 * Run the comparison.
	 * @param arguments {@code short} (the default) or {@code long}, and the garbage
	 * collector ({@code Parallel} by default)
	 * @throws RunnerException if a benchmark fails
	 */
	public static void main(String[] arguments) throws RunnerException {
		Length length = Length.valueOf((arguments.length > 0) ? arguments[0].toUpperCase(Locale.ROOT) : "SHORT");
		Measurements measurements = new Measurements(length, (arguments.length > 1) ? arguments[1] : "Parallel");
		for (int round = 0; round < length.rounds(); round++) {
			run(measurements, length == Length.LONG);
		}
		measurements.run(CompileBenchmark.class, "trust",
				"exact-1,exact-10000,exact-1000000,subdomains-10000,labels-40000,ports-40000");
		new Report(measurements,
				new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8))
			.print();
	}

	private static void run(Measurements measurements, boolean all) throws RunnerException {
		measurements.run(FilterBenchmark.class, "contender", "BARE,ORIGIN_ONLY", "exchange", "NO_ORIGIN", "trust",
				"exact-100", "fresh", "true,false");
		measurements.run(FilterBenchmark.class, "contender", "IDEAL,STRICT,OURS,SPRING,TOMCAT,JETTY,CORS_FILTER",
				"exchange", EXCHANGES, "trust", "exact-100", "fresh", "true,false");
		measurements.run(FilterBenchmark.class, "contender", "IDEAL,STRICT,OURS,SPRING,TOMCAT,JETTY,CORS_FILTER",
				"exchange", "ACTUAL_ALLOWED", "trust", "any", "fresh", "true,false");
		// Each JVM compiles differently, so what the targets compare runs in a second
		// one.
		measurements.run(FilterBenchmark.class, "contender", "STRICT,OURS", "exchange", EXCHANGES, "trust", "exact-100",
				"fresh", "true,false");
		measurements.run(FilterBenchmark.class, "contender", "STRICT,OURS", "exchange", "ACTUAL_ALLOWED", "trust",
				"any", "fresh", "true,false");
		measurements.run(FilterBenchmark.class, "contender", "OURS", "exchange", "ACTUAL_ALLOWED", "trust", all
				? "exact-1,exact-10000,exact-100000,last-100000,exact-1000000,subdomains-1,subdomains-100,subdomains-10000,"
						+ "exact-8192,colliding-8192"
				: "exact-1,exact-1000000,last-100000,subdomains-1,subdomains-10000", "fresh", "true");
		measurements.run(PathsBenchmark.class, "policies", all ? "0,1,10,20,200" : "0,10,200", "exchange",
				all ? "NO_ORIGIN,ACTUAL_ALLOWED" : "ACTUAL_ALLOWED", "rest", "/orders/42");
		measurements.run(PathsBenchmark.class, "policies", "1,100,10000", "exchange", "ACTUAL_ALLOWED", "rest",
				AMBIGUOUS);
		measurements.run(HostileBenchmark.class, "contender", "OURS", "trust", "subdomains-100", "hostile",
				"LONG_ORIGIN,GARBAGE_ORIGIN,DEEP_SUBDOMAIN,REQUESTED_NAMES,PREFIXED_NAMES,COMMAS");
		if (all) {
			measurements.run(FilterBenchmark.class, "contender", "OURS_WITH_METRICS", "exchange", EXCHANGES, "trust",
					"exact-100", "fresh", "true");
			measurements.run(FilterBenchmark.class, "contender", "SPRING,JETTY,CORS_FILTER", "exchange",
					"ACTUAL_ALLOWED", "trust", "subdomains-10000", "fresh", "true");
			measurements.run(FilterBenchmark.class, "contender", "SPRING", "exchange", "ACTUAL_ALLOWED", "trust",
					"exact-100000", "fresh", "true");
			measurements.run(HostileBenchmark.class, "contender", "SPRING", "trust", "subdomains-100", "hostile",
					"LONG_ORIGIN,REQUESTED_NAMES");
			measurements.run(EngineBenchmark.class, "exchange", EXCHANGES, "trust",
					"exact-100,exact-1000000,subdomains-10000");
		}
	}

}
