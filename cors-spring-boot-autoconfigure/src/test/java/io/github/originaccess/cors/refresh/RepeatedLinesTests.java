// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Repeated events at run time write few log lines.
 */
@ExtendWith(OutputCaptureExtension.class)
class RepeatedLinesTests {

	private static final int TIMES = 50;

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class));

	@Test
	void sameFailureOfAProviderIsOneLineWithItsCause(CapturedOutput output) {
		refreshOften(() -> "com.example.Pool@1a2b3c: jdbc:postgresql://user:secret@db/x: Connection refused");
		assertThat(lines(output, "gave no allowed origins")).singleElement()
			.asString()
			.endsWith(
					"com.example.Pool@1a2b3c: jdbc:postgresql://***@db/x: Connection refused. It has not answered yet."
							+ " (docs/scaling.md#when-something-fails)");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void differentFailuresOfAProviderAreFiveLines(CapturedOutput output) {
		AtomicInteger number = new AtomicInteger();
		refreshOften(() -> "transaction " + number.incrementAndGet());
		assertThat(lines(output, "gave no allowed origins")).hasSize(5);
	}

	@Test
	void differentSkippedOriginsAreFiveLines(CapturedOutput output) {
		AtomicInteger number = new AtomicInteger();
		this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("bad " + number.incrementAndGet()))
			.run((context) -> {
				for (int i = 0; i < TIMES; i++) {
					registry(context).refresh();
				}
				assertThat(lines(output, "is skipped")).hasSize(5);
				assertThat(RefreshedApplication.refresher(context).warnings()).singleElement()
					.asString()
					.contains("bad " + number);
			});
	}

	@Test
	void sameRefusalOfOriginsIsOneLine(CapturedOutput output) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example").run((context) -> {
			for (int i = 0; i < TIMES; i++) {
				assertThatExceptionOfType(InvalidCorsPolicyException.class)
					.isThrownBy(() -> registry(context).replaceOrigins("default", List.of("https://a.example/x")));
			}
			assertThat(lines(output, "New CORS policies are refused")).hasSize(1);
		});
	}

	@Test
	void firstOfManyProblemsAreLogged(CapturedOutput output) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example").run((context) -> {
			List<String> problems = IntStream.range(0, 10_000).mapToObj((i) -> "problem " + i).toList();
			context.getBean(PolicyLog.class).refused(new CorsPoliciesRefused(problems));
			assertThat(lines(output, "New CORS policies are refused")).singleElement()
				.asString()
				.endsWith("; problem 19; and 9980 more, see (docs/problems.md#correct-a-problem)");
		});
	}

	@Test
	void causeOfARefusalIsNotTakenForAPassword(CapturedOutput output) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example").run((context) -> {
			String problem = "a.b.Tenants@1a2b3c: https://user:secret@db/x: no route for me@b.example";
			assertThatExceptionOfType(CorsPoliciesRefusedException.class)
				.isThrownBy(() -> registry(context).replace(() -> {
					throw new CorsPoliciesRefusedException("refused", List.of(problem));
				}));
			assertThat(output)
				.contains("the old ones stay: a.b.Tenants@1a2b3c: https://***@db/x: no route for me@b.example");
		});
	}

	@Test
	void firstOfManyChangesAreLogged() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example");
		List<CorsPolicy> policies = IntStream.range(0, 100)
			.mapToObj((i) -> new CorsPolicyBuilder("p" + i, defaults).paths("/" + i).build())
			.toList();
		assertThat(PolicyLog.changes(new CorsPoliciesSwapped(List.of(), policies)))
			.endsWith("'p19' is new, with 1 origin; and 80 more");
	}

	@Test
	void failingListenerOfTheApplicationIsOneLine(CapturedOutput output) {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean(FailingListener.class, FailingListener::new)
			.run((context) -> {
				for (int i = 0; i < TIMES; i++) {
					registry(context).replaceOrigins("default", List.of("https://b" + i + ".example"));
				}
				assertThat(lines(output, "A listener to changes of CORS policies failed (docs/operations.md#events)"))
					.hasSize(1);
			});
	}

	private void refreshOften(Supplier<String> message) {
		this.runner.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> {
			throw new IllegalStateException(message.get());
		}).run((context) -> {
			for (int i = 0; i < TIMES; i++) {
				assertThatExceptionOfType(CorsPoliciesRefusedException.class)
					.isThrownBy(() -> registry(context).refresh());
			}
			assertThat(RefreshedApplication.provider(context).state().failures()).isGreaterThanOrEqualTo(TIMES);
		});
	}

	private static CorsPolicyRegistry registry(ApplicationContext context) {
		return context.getBean(CorsPolicyRegistry.class);
	}

	private static List<String> lines(CapturedOutput output, String part) {
		return Stream.of(output.getAll().split("\n")).filter((line) -> line.contains(part)).toList();
	}

	static class FailingListener implements ApplicationListener<PayloadApplicationEvent<CorsPoliciesSwapped>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<CorsPoliciesSwapped> event) {
			throw new IllegalStateException("in a test");
		}

	}

}
