// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.io.IOException;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Providers fail in many ways, and their last answer stays in force.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailingProviderTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

	@ParameterizedTest
	@EnumSource
	void applicationStartsWithConfiguredOriginsWhenAProviderFails(Failure failure, CapturedOutput output) {
		this.runner
			.withPropertyValues("cors.refresh-timeout=200ms", "cors.policies.api.paths=/api",
					"cors.policies.api.allowed-origins=https://a.example")
			.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> failure.fail())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(RefreshedApplication.origins(context, "default")).as("covered, without allowed origins")
					.isEmpty();
				assertThat(RefreshedApplication.origins(context, "api")).containsExactly("https://a.example");
				assertThat(output).contains("The bean 'tenants' gave no allowed origins: ")
					.doesNotContain("secret")
					.doesNotContain("no\nroute");
				assertThat(RefreshedApplication.provider(context).state().failures()).isPositive();
			});
	}

	@ParameterizedTest
	@EnumSource
	void lastAnswerStaysInForceUntilTheProviderAnswersAgain(Failure failure) {
		AtomicReference<AllowedOriginsProvider> behaviour = new AtomicReference<>(
				(policy) -> List.of("https://b.example"));
		this.runner.withPropertyValues("cors.refresh-timeout=2s")
			.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> behaviour.get().allowedOrigins(policy))
			.withBean("others", AllowedOriginsProvider.class, () -> (policy) -> List.of("https://other.example"))
			.run((context) -> {
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example",
						"https://other.example");
				behaviour.set((policy) -> failure.fail());
				assertThatExceptionOfType(CorsPoliciesRefusedException.class)
					.isThrownBy(() -> RefreshedApplication.registry(context).refresh())
					.satisfies((ex) -> assertThat(ex.problems()).singleElement()
						.asString()
						.contains("bean 'tenants'", "Its last answer stays in force."));
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example",
						"https://other.example");
				behaviour.set((policy) -> List.of("https://c.example"));
				refreshUntilItSucceeds(context);
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://c.example",
						"https://other.example");
				assertThat(RefreshedApplication.provider(context).state().failures()).isZero();
			});
	}

	@Test
	void hangingProviderIsNotAskedAgain() {
		CountDownLatch end = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.runner.withPropertyValues("cors.refresh-timeout=100ms")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				calls.incrementAndGet();
				awaitUninterruptibly(end);
				return List.of("https://b.example");
			})
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					assertThatExceptionOfType(CorsPoliciesRefusedException.class)
						.isThrownBy(() -> RefreshedApplication.registry(context).refresh())
						.satisfies((ex) -> assertThat(ex.problems()).singleElement()
							.asString()
							.contains("its previous call has not returned"));
				}
				assertThat(calls).hasValue(1);
				end.countDown();
				refreshUntilItSucceeds(context);
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example");
			});
	}

	@Test
	void failFastStopsTheStart() {
		this.runner.withPropertyValues("cors.refresh-fail-fast=true")
			.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> {
				throw new IllegalStateException("no route");
			})
			.run((context) -> assertThat(context.getStartupFailure()).cause()
				.isInstanceOfSatisfying(OriginsUnavailableException.class,
						(ex) -> assertThat(ex.failures()).singleElement().asString().contains("no route")));
		this.runner.withPropertyValues("cors.refresh-fail-fast=true")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of())
			.run((context) -> assertThat(context).hasNotFailed());
	}

	/** An interrupted call returns late, and a refresh before that fails. */
	private static void refreshUntilItSucceeds(ApplicationContext context) {
		Awaitility.await().ignoreExceptions().until(() -> {
			RefreshedApplication.registry(context).refresh();
			return true;
		});
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (true) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// Some database drivers ignore interrupts, too.
			}
		}
	}

	enum Failure {

		EXCEPTION {

			@Override
			Collection<String> fail() throws Exception {
				throw new IOException("no\nroute to jdbc:h2:user:secret@host");
			}

		},
		ERROR {

			@Override
			Collection<String> fail() {
				throw new NoClassDefFoundError("in a test");
			}

		},
		OUT_OF_MEMORY {

			@Override
			Collection<String> fail() {
				throw new OutOfMemoryError("in a test");
			}

		},
		SLOW {

			@Override
			Collection<String> fail() throws Exception {
				new CountDownLatch(1).await();
				return List.of();
			}

		},
		ENDLESS {

			@Override
			Collection<String> fail() {
				return new AbstractCollection<>() {

					@Override
					public Iterator<String> iterator() {
						return Stream.generate(() -> "https://a.example").iterator();
					}

					@Override
					public int size() {
						return 1;
					}

				};
			}

		},
		LAZY {

			@Override
			Collection<String> fail() {
				return new AbstractCollection<>() {

					@Override
					public Iterator<String> iterator() {
						throw new IllegalStateException("no session");
					}

					@Override
					public int size() {
						return 1;
					}

				};
			}

		};

		abstract Collection<String> fail() throws Exception;

	}

}
