// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Policies that a program puts and removes one by one, beside those of the configuration.
 */
class AddedPoliciesTests {

	private final CorsPolicy configured = policy("configured", "https://a.example", "/a");

	private final CorsPolicy acme = policy("acme", "https://acme.example");

	private final CorsPolicy globex = policy("globex", "https://globex.example", "/globex/**");

	private final CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(this.configured));

	private final List<Object> events = new ArrayList<>();

	AddedPoliciesTests() {
		this.registry.addListener(new CorsPolicyListener() {

			@Override
			public void swapped(CorsPoliciesSwapped event) {
				AddedPoliciesTests.this.events.add(event);
			}

			@Override
			public void refused(CorsPoliciesRefused event) {
				AddedPoliciesTests.this.events.add(event);
			}

		});
	}

	@Test
	void policyThatWasPutIsInForceUntilItIsRemoved() {
		this.registry.put(this.acme);
		this.registry.put(this.globex);
		assertThat(this.registry.policies()).containsExactly(this.configured, this.acme, this.globex);
		assertThat(this.registry.policy("acme")).isSameAs(this.acme).isSameAs(this.registry.required("acme"));
		assertThat(this.registry.policyOfPath("/globex/x")).isSameAs(this.globex);
		assertThat(this.registry.remove("globex")).isTrue();
		assertThat(this.registry.remove("globex")).isFalse();
		assertThat(this.registry.policy("globex")).isNull();
		assertThat(this.registry.policyOfPath("/globex/x")).isNull();
		assertThat(this.events).hasSize(3)
			.last()
			.isEqualTo(new CorsPoliciesSwapped(List.of(this.configured, this.acme, this.globex),
					List.of(this.configured, this.acme)));
	}

	@Test
	void policyThatIsPutAgainReplacesTheOldOne() {
		this.registry.put(this.acme);
		this.registry.put(this.acme);
		CorsPolicy next = policy("acme", "https://next.example");
		this.registry.put(next);
		assertThat(this.registry.policies()).containsExactly(this.configured, next);
		assertThat(this.events).hasSize(2);
	}

	@Test
	void severalPoliciesChangeAtOnce() {
		CorsPolicy last = policy("acme", "https://last.example");
		this.registry.putAll(List.of(this.acme, this.globex, last));
		assertThat(this.registry.policies()).containsExactly(this.configured, last, this.globex);
		assertThat(this.registry.removeAll(List.of("acme", "globex", "configured", "unknown"))).isTrue();
		assertThat(this.registry.policies()).containsExactly(this.configured);
		assertThat(this.registry.removeAll(List.of("configured"))).isFalse();
		assertThat(this.events).hasSize(2);
	}

	@Test
	void policyThatWasPutSurvivesReplacementsOfTheConfiguration() {
		this.registry.put(this.acme);
		CorsPolicy other = policy("other", "https://b.example", "/a");
		this.registry.replace(List.of(other));
		assertThat(this.registry.policies()).containsExactly(other, this.acme);
		this.registry.reserve(List.of("/actuator"));
		assertThat(this.registry.policies()).containsExactly(other, this.acme);
		this.registry.replace(() -> new ArrayList<>(this.registry.policies()));
		assertThat(this.registry.remove("acme")).as("a copied list does not make it a configured one").isTrue();
		assertThat(this.registry.policies()).containsExactly(other);
	}

	@Test
	void nameOfTheConfigurationIsRefused() {
		assertRefused(() -> this.registry.putAll(List.of(this.acme, policy("configured", "https://evil.example"))),
				"The configuration has a policy 'configured', and a program has put a policy of that name into the"
						+ " registry: rename or remove one of them");
		assertThat(this.registry.policies()).containsExactly(this.configured);
	}

	@Test
	void policyOfTheConfigurationItselfIsRefused() {
		this.registry.put(this.acme);
		String problem = "The configuration has a policy 'configured', and a program has put a policy of that name"
				+ " into the registry: rename or remove one of them";
		assertRefused(() -> this.registry.put(this.configured), problem);
		assertRefused(() -> this.registry.putAll(this.registry.policies()), problem);
		assertThat(this.registry.remove("configured")).isFalse();
		CorsPolicy next = policy("configured", "https://next.example", "/a");
		this.registry.replace(List.of(next));
		assertThat(this.registry.policies()).as("a refresh goes on").containsExactly(next, this.acme);
	}

	@Test
	void configurationWithANameThatWasPutIsRefused() {
		this.registry.put(this.acme);
		List<CorsPolicy> next = List.of(policy("acme", "https://evil.example", "/b"));
		assertRefused(() -> this.registry.replace(next), "The configuration has a policy 'acme', and a program has put"
				+ " a policy of that name into the registry: rename or remove one of them");
		assertThatExceptionOfType(CorsPoliciesRefusedException.class).isThrownBy(() -> this.registry.check(next));
		assertThat(this.registry.policies()).containsExactly(this.configured, this.acme);
		assertThat(this.registry.remove("acme")).isTrue();
		this.registry.replace(next);
		assertThat(this.registry.policies()).isEqualTo(next);
	}

	@Test
	void pathOfAnotherPolicyIsRefused() {
		assertRefused(() -> this.registry.put(policy("other", "https://b.example", "/a")),
				"Policies 'configured' and 'other' have the same path '/a'");
		assertRefused(() -> this.registry.put(policy("other", "https://b.example", "a")),
				"Policy 'other', path 'a': a path begins with a slash");
	}

	@Test
	void nameMakesNoLineOfItsOwnInAProblem() {
		assertRefused(() -> this.registry.put(policy("evil\r\nFAKE\u2028\u001B", "https://b.example", "/a")),
				"Policies 'configured' and 'evil??FAKE??' have the same path '/a'");
		assertRefused(() -> this.registry.put(policy("evil\nFAKE", "https://b.example", "/b\nFAKE")),
				"Policy 'evil?FAKE', path '/b?FAKE': a path contains no control character or line break");
		assertRefused(
				() -> this.registry.put(policy("a\u202E\u200B\u00E9" + "x".repeat(97), "https://b.example", "/a")),
				"Policies 'configured' and 'a???" + "x".repeat(96) + "...' have the same path '/a'");
	}

	private void assertRefused(Runnable change, String problem) {
		List<CorsPolicy> before = this.registry.policies();
		this.events.clear();
		assertThatExceptionOfType(CorsPoliciesRefusedException.class).isThrownBy(change::run)
			.withMessage("The policies are refused: " + problem)
			.satisfies((ex) -> assertThat(ex.problems()).containsExactly(problem));
		assertThat(this.registry.policies()).isSameAs(before);
		assertThat(this.events).containsExactly(new CorsPoliciesRefused(List.of(problem)));
	}

	@Test
	void originsOfAPolicyThatWasPutCanBeReplaced() {
		this.registry.put(this.acme);
		this.registry.replaceOrigins("acme", List.of("https://new.example"));
		this.registry.replace(List.of());
		assertThat(this.registry.required("acme").values(Setting.ALLOWED_ORIGINS))
			.containsExactly("https://new.example");
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.replaceOrigins("x", List.of()));
	}

	@Test
	void requiredPolicyThatDoesNotExistFailsClosed() {
		MapRequest request = MapRequest.parse("GET Origin: https://acme.example");
		assertThat(this.registry.required("acme").decide(request).reason()).isEqualTo(DenialReason.MISSING_POLICY);
		this.registry.put(this.acme);
		assertThat(this.registry.required("acme").decide(request).isAllowed()).isTrue();
		this.registry.remove("acme");
		assertThat(this.registry.required("acme").decide(request).reason()).isEqualTo(DenialReason.MISSING_POLICY);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "missing", "Acme" })
	void requiredNameThatNoPolicyHasFailsClosed(@Nullable String name) {
		this.registry.put(this.acme);
		MapRequest request = MapRequest.parse("GET Origin: https://acme.example");
		CorsPolicy policy = this.registry.required(name);
		assertThat(policy.decide(request).reason()).isEqualTo(DenialReason.MISSING_POLICY);
		assertThat(policy.name()).isEqualTo(CorsPolicy.MISSING_NAME);
	}

	/** Its name is that of no policy, and it would count as all that are missing. */
	@Test
	void policyInPlaceOfAMissingOneIsRefused() {
		String problem = "A policy that takes the place of a missing one cannot be in force";
		CorsPolicy missing = CorsPolicy.missing("acme");
		assertRefused(() -> this.registry.put(missing), problem);
		assertRefused(() -> this.registry.put(this.registry.required("acme")), problem);
		assertRefused(() -> this.registry.put(missing.withoutGrants()), problem);
		assertRefused(() -> this.registry.replace(List.of(this.configured, missing)), problem);
		assertThatIllegalArgumentException().isThrownBy(() -> new CorsPolicyRegistry(List.of(missing)))
			.withMessage(problem);
		this.registry.put(policy("missing", "https://a.example"));
		assertThat(this.registry.required("missing").values(Setting.ALLOWED_ORIGINS))
			.containsExactly("https://a.example");
	}

	@Test
	void policiesWithoutPathsKeepTheTableOfPaths() {
		PathPolicies paths = this.registry.paths();
		List<CorsPolicy> tenants = IntStream.range(0, 1_000)
			.mapToObj((i) -> policy("tenant-" + i, "https://t" + i + ".example"))
			.toList();
		this.registry.putAll(tenants);
		assertThat(this.registry.paths()).isSameAs(paths);
		assertThat(paths.find(PathContainer.parsePath("/a"))).isSameAs(this.configured);
		this.registry.put(this.globex);
		assertThat(this.registry.paths()).isNotSameAs(paths);
	}

	/**
	 * One thread puts and removes a policy while others ask for it. They find the policy
	 * or one that fails closed, and never one of another name.
	 */
	@Test
	void requestsFindAWholePolicyWhileItComesAndGoes() throws Exception {
		MapRequest request = MapRequest.parse("GET Origin: https://acme.example");
		MapRequest foreign = MapRequest.parse("GET Origin: https://globex.example");
		AtomicBoolean going = new AtomicBoolean(true);
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			List<Future<Integer>> readers = IntStream.range(0, 3).mapToObj((i) -> threads.submit(() -> {
				int found = 0;
				while (going.get()) {
					CorsPolicy policy = this.registry.required("acme");
					boolean exists = policy == this.acme;
					found += exists ? 1 : 0;
					if (policy.decide(request).isAllowed() != exists || policy.decide(foreign).isAllowed()) {
						throw new AssertionError(policy);
					}
				}
				return found;
			})).toList();
			for (int i = 0; i < 2_000; i++) {
				this.registry.putAll(List.of(this.acme, this.globex));
				this.registry.remove("acme");
			}
			going.set(false);
			int found = 0;
			for (Future<Integer> reader : readers) {
				found += reader.get();
			}
			assertThat(found).isPositive();
		}
		finally {
			going.set(false);
			threads.shutdownNow();
		}
		assertThat(this.registry.policies()).containsExactly(this.configured, this.globex);
	}

	private static CorsPolicy policy(String name, String origin, String... paths) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins(origin);
		return ((paths.length > 0) ? builder.paths(paths) : builder).build();
	}

}
