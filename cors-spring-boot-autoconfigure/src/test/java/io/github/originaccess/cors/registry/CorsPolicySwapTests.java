// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.Setting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Changes of the policies in force: all at once, or none.
 */
class CorsPolicySwapTests {

	private final CorsPolicy one = policy("one", "https://one.example", "/one");

	private final CorsPolicy two = policy("two", "https://two.example", "/two/**");

	private final CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.one, this.two));

	private final List<Object> events = new ArrayList<>();

	@Test
	void policiesAndPathsAreReplacedTogether() {
		listen();
		this.registry.reserve(List.of("/two/actuator"));
		List<CorsPolicy> before = this.registry.policies();
		CorsPolicy other = policy("other", "https://a.example", "/one", "/**");
		this.registry.replace(List.of(other));
		assertThat(this.registry.policies()).containsExactly(other);
		assertThat(this.registry.policy("one")).isNull();
		assertThat(this.registry.paths().find("/one", 0, null)).isSameAs(other);
		assertThat(this.registry.paths().find("/two/actuator/health", 0, null)).as("still reserved").isNull();
		assertThat(this.events).containsExactly(before, List.of(other),
				new CorsPoliciesSwapped(before, List.of(other)));
	}

	@Test
	void refusedPoliciesLeaveThoseInForce() {
		listen();
		List<CorsPolicy> before = this.registry.policies();
		assertThatExceptionOfType(CorsPoliciesRefusedException.class)
			.isThrownBy(() -> this.registry.replace(List.of(this.one, policy("two", "https://a.example", "/one"))))
			.satisfies((ex) -> assertThat(ex.problems())
				.containsExactly("Policies 'one' and 'two' have the same path '/one'"));
		assertThat(this.registry.policies()).isSameAs(before);
		assertThat(this.events).containsExactly(before,
				new CorsPoliciesRefused(List.of("Policies 'one' and 'two' have the same path '/one'")));
	}

	@Test
	void replacedOriginsAreValidatedWithTheirPolicy() {
		listen();
		this.registry.replaceOrigins("two", List.of("https://a.example", "https://*.b.example"));
		CorsPolicy replaced = this.registry.policies().get(1);
		assertThat(replaced.values(Setting.ALLOWED_ORIGINS)).containsExactly("https://a.example",
				"https://*.b.example");
		assertThat(replaced.values(Setting.MAX_AGE)).containsExactly("60s");
		assertThat(this.registry.policies().get(0)).isSameAs(this.one);
		assertThat(this.registry.paths().find("/two/x", 0, null)).isSameAs(replaced);
		assertThatExceptionOfType(InvalidCorsPolicyException.class)
			.isThrownBy(() -> this.registry.replaceOrigins("two", List.of("*", "http://c.example")))
			.satisfies((ex) -> assertThat(ex.problems()).extracting(Problem::code)
				.containsExactly(Code.ANY_ORIGIN_WITH_CREDENTIALS, Code.INSECURE_ORIGIN_WITH_CREDENTIALS));
		assertThat(this.registry.policy("two")).isSameAs(replaced);
		assertThat(this.events).hasSize(4).last().isInstanceOf(CorsPoliciesRefused.class);
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.replaceOrigins("three", List.of()))
			.withMessage("There is no policy 'three'");
	}

	@Test
	void nameOfSeveralPoliciesDoesNotSayWhoseOriginsToReplace() {
		CorsPolicy admin = new CorsPolicyBuilder().allowedOrigins("https://a.example").paths("/admin").build();
		CorsPolicy web = new CorsPolicyBuilder().allowedOrigins("https://b.example").paths("/web").build();
		CorsPolicyRegistry twins = new CorsPolicyRegistry(List.of(admin, web));
		assertThatIllegalArgumentException().isThrownBy(() -> twins.replaceOrigins("default", List.of()))
			.withMessageContaining("Several policies have the name 'default'")
			.withMessageContaining("new CorsPolicyBuilder(name, parent)");
		assertThat(twins.policies()).containsExactly(admin, web);
	}

	@Test
	void whatMakesPoliciesCannotChangeTheRegistry() {
		List<CorsPolicy> before = this.registry.policies();
		CorsPolicy other = policy("other", "https://a.example", "/other");
		assertThatIllegalStateException().isThrownBy(() -> this.registry.replace(() -> {
			this.registry.put(other);
			return List.of(this.one);
		})).withMessageContaining("Change it later");
		assertThat(this.registry.policies()).isSameAs(before);
		this.registry.put(other);
		assertThat(this.registry.policies()).hasSize(3);
	}

	@Test
	void samePoliciesAreNotReplaced() {
		listen();
		this.registry.replace(this.registry.policies());
		assertThat(this.events).hasSize(1);
	}

	@Test
	void registryOfPoliciesMadeInCodeCannotBeRefreshed() {
		assertThatIllegalStateException().isThrownBy(this.registry::refresh).withMessageContaining("made in code");
		List<String> calls = new ArrayList<>();
		new CorsPolicyRegistry(List.of(), () -> calls.add("refreshed")).refresh();
		assertThat(calls).containsExactly("refreshed");
	}

	@Test
	void listenerThatFailsChangesNothing() {
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void prepare(List<CorsPolicy> policies) {
				throw new IllegalStateException("in a test");
			}

			@Override
			public void settled(List<CorsPolicy> policies) {
				throw new IllegalStateException("in a test");
			}

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				throw new IllegalStateException("in a test");
			}

		});
		listen();
		this.registry.replace(List.of(this.one));
		assertThat(this.registry.policies()).containsExactly(this.one);
		assertThat(this.events).hasSize(3);
	}

	@Test
	void listenersHearOfConcurrentChangesInTheirOrder() throws Exception {
		List<CorsPoliciesSwapped> swaps = Collections.synchronizedList(new ArrayList<>());
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				swaps.add(event);
			}

		});
		List<CorsPolicy> before = this.registry.policies();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (Future<?> changes : IntStream.range(0, 4).mapToObj((thread) -> threads.submit(() -> {
				CorsPolicy added = policy("added-" + thread, "https://a.example", "/" + thread);
				for (int i = 0; i < 500; i++) {
					this.registry.put(added);
					this.registry.remove(added.name());
				}
			})).toList()) {
				changes.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(swaps).hasSize(4_000);
		List<CorsPolicy> last = before;
		for (CorsPoliciesSwapped swap : swaps) {
			assertThat(swap.before()).isEqualTo(last);
			last = swap.after();
		}
		assertThat(last).isEqualTo(this.registry.policies()).isEqualTo(before);
	}

	@Test
	void listenerThatChangesTheRegistryHearsOfItAfterwards() {
		CorsPolicy added = policy("added", "https://a.example", "/added");
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				CorsPolicySwapTests.this.registry.put(added);
			}

			@Override
			public void refused(CorsPoliciesRefused event) {
				CorsPolicySwapTests.this.registry.remove("added");
			}

		});
		listen();
		this.events.clear();
		List<CorsPolicy> one = List.of(this.one);
		this.registry.replace(one);
		List<CorsPolicy> both = List.of(this.one, added);
		assertThat(this.events).containsExactly(one, both, new CorsPoliciesSwapped(List.of(this.one, this.two), one),
				new CorsPoliciesSwapped(one, both));
		this.events.clear();
		assertThatExceptionOfType(CorsPoliciesRefusedException.class)
			.isThrownBy(() -> this.registry.put(policy("other", "https://b.example", "/one")));
		assertThat(this.events).hasSize(5).element(1).isInstanceOf(CorsPoliciesRefused.class);
		assertThat(this.registry.policies()).as("put again").containsExactly(this.one, added);
	}

	/** A refresh has a thread of its own, and the listener waits for it. */
	@Test
	void listenerMayWaitForAChangeOfAnotherThread() throws Exception {
		CorsPolicy added = policy("added", "https://a.example", "/added");
		ExecutorService thread = Executors.newSingleThreadExecutor();
		List<CorsPoliciesSwapped> swaps = new ArrayList<>();
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				swaps.add(event);
				assertThat(CompletableFuture.runAsync(() -> CorsPolicySwapTests.this.registry.put(added), thread))
					.succeedsWithin(Duration.ofSeconds(10));
			}

		});
		try {
			this.registry.replace(List.of(this.one));
		}
		finally {
			thread.shutdownNow();
		}
		assertThat(swaps).extracting(CorsPoliciesSwapped::after)
			.containsExactly(List.of(this.one), List.of(this.one, added));
	}

	private void listen() {
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void prepare(List<CorsPolicy> policies) {
				assertThat(CorsPolicySwapTests.this.events).doesNotContain(policies);
				CorsPolicySwapTests.this.events.add(policies);
			}

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				CorsPolicySwapTests.this.events.add(event);
			}

			@Override
			public void refused(CorsPoliciesRefused event) {
				CorsPolicySwapTests.this.events.add(event);
			}

		});
	}

	private static CorsPolicy policy(String name, String origin, String... paths) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins(origin)
			.allowCredentials(true)
			.maxAge(Duration.ofMinutes(1))
			.paths(paths)
			.build();
	}

}
