// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.benchmarks.Measurements.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * A target of the engine, and the measured value of one run.
 *
 * @param what the name of the quantity
 * @param atLeast whether a larger value is better
 * @param must the least accepted value if a larger one is better, or else the greatest
 * @param measured the measured value
 */
record Target(String what, boolean atLeast, double must, double measured) {

	/** The limit for a request with its guard of the response, in bytes. */
	private static final double MOST_BYTES = 56;

	boolean isMet() {
		return this.atLeast ? this.measured >= this.must : this.measured <= this.must;
	}

	/** Return all targets with measured values. */
	static List<Target> all(Report report) {
		List<Target> targets = new ArrayList<>();
		for (String fresh : List.of("true", "false")) {
			for (Exchange exchange : Exchange.values()) {
				againstStrict(targets, report, exchange, "exact-100", fresh);
			}
			againstStrict(targets, report, Exchange.ACTUAL_ALLOWED, "any", fresh);
			against(targets, report, Contender.SPRING, Exchange.NO_ORIGIN, "exact-100", fresh, 3);
			against(targets, report, Contender.SPRING, Exchange.ACTUAL_ALLOWED, "exact-100", fresh, 18);
			against(targets, report, Contender.JETTY, Exchange.ACTUAL_ALLOWED, "exact-100", fresh, 1);
			against(targets, report, Contender.SPRING, Exchange.PREFLIGHT_ALLOWED, "exact-100", fresh, 15);
			against(targets, report, Contender.JETTY, Exchange.PREFLIGHT_ALLOWED, "exact-100", fresh, 3);
			against(targets, report, Contender.SPRING, Exchange.PREFLIGHT_DENIED, "exact-100", fresh, 20);
			against(targets, report, Contender.SPRING, Exchange.ACTUAL_DENIED, "exact-100", fresh, 20);
			against(targets, report, Contender.SPRING, Exchange.ACTUAL_ALLOWED, "any", fresh, 30);
		}
		for (Exchange exchange : Exchange.values()) {
			add(targets, "bytes of the whole filter, " + exchange, false, MOST_BYTES,
					bytes(report.filter(Contender.OURS, exchange, "exact-100", "false")));
			add(targets, "bytes of the engine, " + exchange, false, 0, bytes(report.engine(exchange, "exact-100")));
			add(targets, "bytes of the engine, 10,000 patterns, " + exchange, false, 0,
					bytes(report.engine(exchange, "subdomains-10000")));
		}
		sizes(targets, report);
		Measurement denied = report.filter(Contender.OURS, Exchange.ACTUAL_DENIED, "exact-100", "false");
		add(targets, "8 KB origin, times a denied request", false, 1,
				Report.ratio(report.hostile(Contender.OURS, Hostile.LONG_ORIGIN), denied));
		add(targets, "8 KB of garbage, times a denied request", false, 1,
				Report.ratio(report.hostile(Contender.OURS, Hostile.GARBAGE_ORIGIN), denied));
		for (Hostile hostile : List.of(Hostile.DEEP_SUBDOMAIN, Hostile.REQUESTED_NAMES, Hostile.PREFIXED_NAMES,
				Hostile.COMMAS)) {
			Measurement measurement = report.hostile(Contender.OURS, hostile);
			add(targets, "nanoseconds per byte, " + hostile, false, 1.5,
					(measurement != null) ? measurement.time() / hostile.length() : Double.NaN);
		}
		add(targets, "names that share a long prefix with allowed ones, times allowed ones", false, 3,
				Report.ratio(report.hostile(Contender.OURS, Hostile.PREFIXED_NAMES),
						report.hostile(Contender.OURS, Hostile.REQUESTED_NAMES)));
		add(targets, "milliseconds that 10,000 origins take longer than one, cold", false, 15,
				time(report.compile("exact-10000")) - time(report.compile("exact-1")));
		add(targets, "milliseconds for 1,000,000 origins, cold", false, 1000, time(report.compile("exact-1000000")));
		add(targets, "milliseconds for 40,000 label patterns, cold", false, 500, time(report.compile("labels-40000")));
		add(targets, "milliseconds for 40,000 port patterns, cold", false, 500, time(report.compile("ports-40000")));
		return targets;
	}

	private static void sizes(List<Target> targets, Report report) {
		add(targets, "the last of 100,000 origins, times one", false, 2, ours(report, "last-100000", "exact-1"));
		add(targets, "1,000,000 origins, times one", false, 4, ours(report, "exact-1000000", "exact-1"));
		add(targets, "origins that collide for String.hashCode, times others", false, 3,
				ours(report, "colliding-8192", "exact-8192"));
		add(targets, "10,000 patterns, times one", false, 1.5, ours(report, "subdomains-10000", "subdomains-1"));
		add(targets, "10,000 patterns, times faster than Spring", true, 5000,
				Report.ratio(report.filter(Contender.SPRING, Exchange.ACTUAL_ALLOWED, "subdomains-10000", "true"),
						report.filter(Contender.OURS, Exchange.ACTUAL_ALLOWED, "subdomains-10000", "true")));
		add(targets, "nanoseconds that ten policies by path take longer than /**", false, 30,
				time(report.paths(10)) - time(report.paths(0)));
		add(targets, "bytes that ten policies by path take more than /**", false, 0,
				Math.rint(bytes(report.paths(10)) - bytes(report.paths(0))));
		add(targets, "200 policies by path, times ten", false, 2, Report.ratio(report.paths(200), report.paths(10)));
		for (String rest : Comparison.AMBIGUOUS.split(",")) {
			add(targets, "10,000 policies, path with " + rest + ", times one policy", false, 1.5,
					Report.ratio(report.paths("10000", Exchange.ACTUAL_ALLOWED, rest),
							report.paths("1", Exchange.ACTUAL_ALLOWED, rest)));
		}
	}

	private static void againstStrict(List<Target> targets, Report report, Exchange exchange, String trust,
			String fresh) {
		add(targets, exchange + name(trust, fresh) + ", times the strict filter", false, 1.25,
				Report.ratio(report.filter(Contender.OURS, exchange, trust, fresh),
						report.filter(Contender.STRICT, exchange, trust, fresh)));
	}

	private static String name(String trust, String fresh) {
		return (trust.equals("any") ? ", any origin" : "") + (fresh.equals("true") ? " (fresh strings)" : "");
	}

	private static void against(List<Target> targets, Report report, Contender rival, Exchange exchange, String trust,
			String fresh, double must) {
		add(targets, exchange + name(trust, fresh) + ", times faster than " + rival, true, must, Report.ratio(
				report.filter(rival, exchange, trust, fresh), report.filter(Contender.OURS, exchange, trust, fresh)));
	}

	private static double ours(Report report, String trust, String other) {
		return Report.ratio(report.filter(Contender.OURS, Exchange.ACTUAL_ALLOWED, trust, "true"),
				report.filter(Contender.OURS, Exchange.ACTUAL_ALLOWED, other, "true"));
	}

	private static double time(@Nullable Measurement measurement) {
		return (measurement != null) ? measurement.time() : Double.NaN;
	}

	private static double bytes(@Nullable Measurement measurement) {
		return (measurement != null) ? Math.rint(measurement.bytes()) : Double.NaN;
	}

	private static void add(List<Target> targets, String what, boolean atLeast, double must, double measured) {
		if (!Double.isNaN(measured)) {
			targets.add(new Target(what, atLeast, must, measured));
		}
	}

}
