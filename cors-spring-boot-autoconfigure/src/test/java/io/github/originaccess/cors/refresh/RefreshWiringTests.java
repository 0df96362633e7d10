// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PropertyProblem;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The times and threads of calls of providers in an application, and the events.
 */
@ExtendWith(OutputCaptureExtension.class)
class RefreshWiringTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

	@Test
	void providersAreCreatedAndAskedAfterAllOtherBeans() {
		AtomicReference<@Nullable Boolean> active = new AtomicReference<>();
		this.runner.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> {
			active.compareAndSet(null, true);
			return List.of();
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			assertThat(active).hasValue(true);
			assertThat(ProviderSchedule.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
			assertThat(context.getBean(ProviderSchedule.class).getPhase()).isEqualTo(ProviderSchedule.PHASE);
		});
	}

	@Test
	void providersAreAskedWithLazyInitialization() {
		this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("https://b.example"))
			.run((context) -> assertThat(RefreshedApplication.origins(context, "default"))
				.containsExactly("https://b.example"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors.refresh-interval=0", "cors.refresh-interval=-1s", "cors.refresh-timeout=0s",
			"cors.refresh-timeout=-5" })
	void intervalAndTimeoutMustBePositive(String property) {
		this.runner.withPropertyValues(property, "cors.allowed-methods=TRACE")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidCorsConfigurationException.class,
						(ex) -> assertThat(ex.problems()).extracting(PropertyProblem::code)
							.containsExactly("refresh-time-not-positive", "method-forbidden")));
	}

	@Test
	void intervalAndTimeoutMayExceedNanoseconds() {
		this.runner.withPropertyValues("cors.refresh-interval=999999d", "cors.refresh-timeout=999999d")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("https://b.example"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				RefreshedApplication.registry(context).refresh();
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example");
			});
	}

	@Test
	void beanMayRefreshDuringItsCreation() {
		this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of("https://b.example"))
			.withUserConfiguration(EarlyRefresh.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://b.example");
			});
	}

	@Test
	void changeOfPropertiesDoesNotWaitForARefresh() {
		CountDownLatch end = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		this.runner.withPropertyValues("cors.refresh-timeout=1m", "cors.allowed-origins=https://a.example")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				if (calls.getAndIncrement() > 0) {
					end.await();
				}
				return List.of();
			})
			.run((context) -> {
				Thread refresh = new Thread(RefreshedApplication.registry(context)::refresh);
				refresh.start();
				Awaitility.await().until(() -> calls.get() == 2);
				TestPropertyValues.of("cors.allowed-origins=https://changed.example").applyTo(context);
				RefreshedApplication.refresher(context).refreshProperties(false);
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://changed.example");
				end.countDown();
				refresh.join();
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://changed.example");
			});
	}

	@Test
	void bareNumbersAreSeconds() {
		this.runner.withPropertyValues("cors.refresh-interval=60", "cors.refresh-timeout=3")
			.run((context) -> assertThat(RefreshSettings.of(RefreshedApplication.refresher(context).values()))
				.isEqualTo(new RefreshSettings(Duration.ofMinutes(1), Duration.ofSeconds(3), false)));
	}

	@Test
	void linesNameProvidersAtStartAndChangesLater(CapturedOutput output) {
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(Level.INFO);
		AtomicReference<List<String>> answer = new AtomicReference<>(List.of("https://b.example", "https://c.example"));
		AtomicInteger swaps = new AtomicInteger();
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example")
			.withBean("tenants", AllowedOriginsProvider.class, () -> (policy) -> answer.get())
			.withBean("listener", ApplicationListener.class, () -> (event) -> {
				if (event instanceof PayloadApplicationEvent<?> payload
						&& payload.getPayload() instanceof CorsPoliciesSwapped) {
					swaps.incrementAndGet();
				}
			})
			.run((context) -> {
				assertThat(output.getAll().lines().filter((line) -> line.contains("PolicyLog"))).singleElement()
					.asString()
					.contains(
							"origins https://a.example, https://b.example, https://c.example (cors.allowed-origins in "
									+ "property source 'test'; bean 'tenants', 2 origins)");
				RefreshedApplication.registry(context).refresh();
				assertThat(swaps).as("at the start").hasValue(1);
				answer.set(List.of("https://d.example"));
				RefreshedApplication.registry(context).refresh();
				assertThat(swaps).hasValue(2);
				assertThat(output).contains("CORS policies have changed: 'default' has 2 origins after 3");
			});
		((Logger) LoggerFactory.getLogger(PolicyLog.class)).setLevel(null);
	}

	@Test
	void policiesReplacedByAProgramHoldUntilTheNextRefresh() {
		this.runner.withPropertyValues("cors.allowed-origins=https://a.example").run((context) -> {
			CorsPolicyRegistry registry = RefreshedApplication.registry(context);
			List<CorsPolicy> configured = registry.policies();
			registry.replaceOrigins("default", List.of("https://b.example"));
			assertThat(RefreshedApplication.place(context, "default", Setting.ALLOWED_ORIGINS)).isEqualTo("code");
			assertThat(RefreshedApplication.place(context, "default", Setting.MAX_AGE)).isEqualTo("code");
			registry.refresh();
			assertThat(registry.policies()).isSameAs(configured);
		});
	}

	@Test
	void applicationGetsNoSchedulerAndNoExecutor() {
		this.runner.withBean(AllowedOriginsProvider.class, () -> (policy) -> List.of())
			.withPropertyValues("cors.refresh-interval=1h")
			.run((context) -> assertThat(context).doesNotHaveBean(TaskScheduler.class)
				.doesNotHaveBean(TaskExecutor.class));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualIfThoseOfTheApplicationAre(boolean virtual) {
		AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
		CountDownLatch again = new CountDownLatch(2);
		this.runner.withPropertyValues("spring.threads.virtual.enabled=" + virtual, "cors.refresh-interval=10ms")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				thread.set(Thread.currentThread());
				again.countDown();
				return List.of();
			})
			.run((context) -> {
				assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
				Object isVirtual = Thread.class.getMethod("isVirtual").invoke(thread.get());
				assertThat(isVirtual).isEqualTo(virtual);
			});
	}

	@Test
	void providersAreAskedInTheBackgroundUntilTheApplicationStops() {
		AtomicInteger calls = new AtomicInteger();
		AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
		CountDownLatch hanging = new CountDownLatch(1);
		this.runner.withPropertyValues("cors.refresh-interval=10ms", "cors.refresh-timeout=1h")
			.withBean(AllowedOriginsProvider.class, () -> (policy) -> {
				if (calls.incrementAndGet() == 3) {
					thread.set(Thread.currentThread());
					hanging.countDown();
					new CountDownLatch(1).await();
				}
				return List.of("https://" + calls + ".example");
			})
			.run((context) -> {
				assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
				assertThat(RefreshedApplication.origins(context, "default")).containsExactly("https://2.example");
			});
		Thread asked = Objects.requireNonNull(thread.get());
		assertThat(asked.getName()).startsWith("cors-provider-");
		Awaitility.await().until(() -> !asked.isAlive());
		assertThat(calls).hasValue(3);
	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyRefresh {

		@Bean
		Object early(CorsPolicyRegistry registry) {
			registry.refresh();
			return new Object();
		}

	}

}
