// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import io.github.originaccess.cors.CorsPolicy;

/**
 * The program that prints the memory of a compiled policy without its configured strings.
 */
public final class Footprint {

	private Footprint() {
	}

	/**
	 * Measure and print the memory.
	 * @param arguments configurations such as {@code exact-100000}
	 */
	public static void main(String[] arguments) {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		for (String argument : (arguments.length > 0) ? List.of(arguments)
				: List.of("exact-100000", "exact-1000000", "subdomains-100000")) {
			Trust trust = Trust.parse(argument);
			EngineBenchmark.policy(Trust.parse("exact-1"));
			long before = usedBytes();
			CorsPolicy policy = EngineBenchmark.policy(trust);
			long bytes = usedBytes() - before;
			Reference.reachabilityFence(policy);
			out.println(String.format(Locale.ROOT, "%s: %,d bytes beyond the strings that were given, %.0f each",
					argument, bytes, (double) bytes / trust.allowedOrigins().size()));
		}
	}

	private static long usedBytes() {
		for (int i = 0; i < 5; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
