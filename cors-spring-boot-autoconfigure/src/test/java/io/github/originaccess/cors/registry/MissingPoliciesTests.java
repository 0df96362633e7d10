// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies that a program asks for and that do not exist: one line each, in bounded
 * memory.
 */
@ExtendWith(OutputCaptureExtension.class)
class MissingPoliciesTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** Close to the overflow of nanoTime. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final MissingPolicies missing = new MissingPolicies(this.now.get());

	private final List<CorsPolicy> existing = List.of(new CorsPolicyBuilder().allowedOrigins().build());

	@Test
	void eachNameHasOneLine(CapturedOutput output) {
		for (int i = 0; i < 100; i++) {
			find("acme");
			find("globex");
			this.now.addAndGet(MINUTE.toNanos());
		}
		assertThat(lines(output)).hasSize(2)
			.first()
			.asString()
			.contains("WARN")
			.contains(
					"The application asked for the CORS policy acme, which does not exist. Until it exists, requests from"
							+ " pages of other origins that need it are refused. The only policy is default. Set cors.policies.<name>.allowed-origins");
	}

	@Test
	void sameNameGetsTheSameObjectOfNoBytes() {
		CorsPolicy first = find("acme");
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5 && least > 0; i++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int call = 0; call < 1_000; call++) {
				assertSame(first, find("acme"));
			}
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertThat(least).isZero();
	}

	private static void assertSame(CorsPolicy expected, CorsPolicy actual) {
		if (expected != actual) {
			throw new AssertionError(actual);
		}
	}

	@Test
	void manyNamesHaveFewLinesAndLittleMemory(CapturedOutput output) {
		IntStream.range(0, 100_000).forEach((i) -> assertThat(find("host-" + i).name()).isEqualTo("missing"));
		assertThat(lines(output)).hasSize(5);
		assertThat(this.missing.size()).isEqualTo(5);
		this.now.addAndGet(MINUTE.toNanos());
		find("acme");
		assertThat(lines(output)).hasSize(6)
			.last()
			.asString()
			.contains(" policy acme, ")
			.endsWith(" (left out since the last such line: 99995) (docs/denials.md#missing-policy)");
	}

	@Test
	void memoryStaysBoundedForMonthsOfNewNames() {
		for (int i = 0; i < 10 * MissingPolicies.MOST_NAMES; i++) {
			find("host-" + i);
			this.now.addAndGet(MINUTE.toNanos());
			assertThat(this.missing.size()).isBetween(1, MissingPolicies.MOST_NAMES);
		}
	}

	@Test
	void nameHasOneLineWhateverTheNumberOfThreads(CapturedOutput output) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<CorsPolicy> call = () -> find("acme");
			for (Future<CorsPolicy> result : threads
				.invokeAll(IntStream.range(0, 1_000).mapToObj((i) -> call).toList())) {
				assertThat(result.get().name()).isEqualTo("missing");
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(lines(output)).hasSize(1);
	}

	@Test
	void lineShowsNoBytesOfARequest(CapturedOutput output) {
		find("a\nforged line\u001B[2J<script>");
		assertThat(lines(output)).singleElement().asString().contains(" policy a?forged?line?[2J?script?, ");
	}

	private CorsPolicy find(String name) {
		return this.missing.find(name, this.existing, this.now.get());
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("asked for the CORS policy")).toList();
	}

}
