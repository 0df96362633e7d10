// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.benchmarks.Measurements.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * The printer of measurements as Markdown tables: nanoseconds and bytes, ratios, and
 * targets.
 */
final class Report {

	private static final List<Contender> CONTENDERS = List.of(Contender.IDEAL, Contender.STRICT, Contender.OURS,
			Contender.SPRING, Contender.TOMCAT, Contender.JETTY, Contender.CORS_FILTER);

	private final Measurements measurements;

	private final PrintStream out;

	Report(Measurements measurements, PrintStream out) {
		this.measurements = measurements;
		this.out = out;
	}

	void print() {
		this.out.printf("%nJDK %s (%s), %s %s, %d processors%n", System.getProperty("java.version"),
				System.getProperty("java.vm.name"), System.getProperty("os.name"), System.getProperty("os.arch"),
				Runtime.getRuntime().availableProcessors());
		for (String fresh : List.of("true", "false")) {
			printComparison(fresh);
		}
		printSizes();
		printRest();
		printTargets();
	}

	private void printComparison(String fresh) {
		if (filter(Contender.OURS, Exchange.ACTUAL_ALLOWED, "exact-100", fresh) == null) {
			return;
		}
		this.out.printf("%n### Whole filters, 100 origins, %s%n%n", fresh.equals("true")
				? "new header strings for each request, as in containers" : "the same header strings each time");
		this.out.println("Nanoseconds / bytes per request, the best of all iterations.");
		this.out.println();
		this.out.println(
				"| request | ideal | strict | ours | Spring | Tomcat | Jetty | cors-filter | ours / strict | Spring / ours | Jetty / ours |");
		this.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
		for (Exchange exchange : Exchange.values()) {
			printRow(name(exchange), exchange, "exact-100", fresh);
		}
		printRow("actual, any origin", Exchange.ACTUAL_ALLOWED, "any", fresh);
	}

	private void printRow(String name, Exchange exchange, String trust, String fresh) {
		Measurement ours = filter(Contender.OURS, exchange, trust, fresh);
		List<String> cells = new ArrayList<>();
		for (Contender contender : CONTENDERS) {
			Measurement measurement = filter(contender, exchange, trust, fresh);
			cells.add((measurement == null) ? "-" : cell(measurement));
		}
		cells.add(text("%.2f", ratio(ours, filter(Contender.STRICT, exchange, trust, fresh))));
		cells.add(text("%.1f", ratio(filter(Contender.SPRING, exchange, trust, fresh), ours)));
		cells.add(text("%.1f", ratio(filter(Contender.JETTY, exchange, trust, fresh), ours)));
		this.out.println("| " + name + " | " + String.join(" | ", cells) + " |");
	}

	private void printSizes() {
		this.out.printf("%n### Numbers of origins, a random one of them, actual request, fresh strings%n%n");
		this.out.println("| trusted | ours | Spring | Jetty | cors-filter |");
		this.out.println("| --- | --- | --- | --- | --- |");
		for (String trust : List.of("exact-1", "exact-100", "exact-8192", "colliding-8192", "exact-10000",
				"exact-100000", "last-100000", "exact-1000000", "subdomains-1", "subdomains-100", "subdomains-10000")) {
			List<String> cells = new ArrayList<>();
			for (Contender contender : List.of(Contender.OURS, Contender.SPRING, Contender.JETTY,
					Contender.CORS_FILTER)) {
				Measurement measurement = filter(contender, Exchange.ACTUAL_ALLOWED, trust, "true");
				cells.add((measurement != null) ? cell(measurement) : "-");
			}
			if (!cells.get(0).equals("-")) {
				this.out.println("| " + trust + " | " + String.join(" | ", cells) + " |");
			}
		}
	}

	private void printRest() {
		this.out.printf("%n### Paths, hostile headers, metrics, the engine alone, compilation%n%n");
		this.out.println("| what | nanoseconds / bytes |");
		this.out.println("| --- | --- |");
		for (String policies : List.of("0", "1", "10", "20", "200")) {
			for (Exchange exchange : List.of(Exchange.NO_ORIGIN, Exchange.ACTUAL_ALLOWED)) {
				printLine(policies + " named policies, " + name(exchange), paths(policies, exchange, "/orders/42"));
			}
		}
		for (String rest : Comparison.AMBIGUOUS.split(",")) {
			for (String policies : List.of("1", "100", "10000")) {
				printLine(policies + " named policies, path with " + rest,
						paths(policies, Exchange.ACTUAL_ALLOWED, rest));
			}
		}
		for (Contender contender : List.of(Contender.OURS, Contender.SPRING)) {
			for (Hostile hostile : Hostile.values()) {
				Measurement measurement = hostile(contender, hostile);
				printLine(
						text("%s, %s, %d bytes%s", contender.name().toLowerCase(Locale.ROOT), name(hostile),
								hostile.length(),
								(measurement != null)
										? text(": %.2f ns per byte", measurement.time() / hostile.length()) : ""),
						measurement);
			}
		}
		for (Exchange exchange : Exchange.values()) {
			Measurement counted = filter(Contender.OURS_WITH_METRICS, exchange, "exact-100", "true");
			printLine(text("with metrics, %s, %.2f times without", name(exchange),
					ratio(counted, filter(Contender.OURS, exchange, "exact-100", "true"))), counted);
		}
		for (String trust : List.of("exact-100", "exact-1000000", "subdomains-10000")) {
			for (Exchange exchange : Exchange.values()) {
				printLine("engine, " + trust + ", " + name(exchange), engine(exchange, trust));
			}
		}
		for (String trust : List.of("exact-1", "exact-10000", "exact-1000000", "subdomains-10000", "labels-40000",
				"ports-40000")) {
			Measurement measurement = this.measurements.find(CompileBenchmark.class, "trust", trust);
			if (measurement != null) {
				this.out.println(text("| compile %s in a cold JVM | %.1f ms |", trust, measurement.time()));
			}
		}
	}

	private void printLine(String name, @Nullable Measurement measurement) {
		if (measurement != null) {
			this.out.println("| " + name + " | " + cell(measurement) + " |");
		}
	}

	private void printTargets() {
		this.out.printf("%n### Targets%n%n");
		this.out.println("| what | must | measured | |");
		this.out.println("| --- | --- | --- | --- |");
		for (Target target : Target.all(this)) {
			this.out.println(text("| %s | %s %s | %s | %s |", target.what(), target.atLeast() ? "≥" : "≤",
					number(target.must()), number(target.measured()), target.isMet() ? "" : "missed"));
		}
	}

	@Nullable Measurement filter(Contender contender, Exchange exchange, String trust, String fresh) {
		return this.measurements.find(FilterBenchmark.class, "contender", contender.name(), "exchange", exchange.name(),
				"trust", trust, "fresh", fresh);
	}

	@Nullable Measurement hostile(Contender contender, Hostile hostile) {
		return this.measurements.find(HostileBenchmark.class, "contender", contender.name(), "trust", "subdomains-100",
				"hostile", hostile.name());
	}

	@Nullable Measurement engine(Exchange exchange, String trust) {
		return this.measurements.find(EngineBenchmark.class, "exchange", exchange.name(), "trust", trust);
	}

	@Nullable Measurement paths(int policies) {
		return paths(String.valueOf(policies), Exchange.ACTUAL_ALLOWED, "/orders/42");
	}

	@Nullable Measurement paths(String policies, Exchange exchange, String rest) {
		return this.measurements.find(PathsBenchmark.class, "policies", policies, "exchange", exchange.name(), "rest",
				rest);
	}

	@Nullable Measurement compile(String trust) {
		return this.measurements.find(CompileBenchmark.class, "trust", trust);
	}

	static double ratio(@Nullable Measurement one, @Nullable Measurement other) {
		return (one != null && other != null) ? one.time() / other.time() : Double.NaN;
	}

	private static String cell(Measurement measurement) {
		return number(measurement.time()) + " / " + Math.round(measurement.bytes());
	}

	private static String number(double number) {
		return text((number < 10) ? "%.1f" : "%,.0f", number);
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	private static String text(String format, Object... arguments) {
		return String.format(Locale.ROOT, format, arguments);
	}

}
