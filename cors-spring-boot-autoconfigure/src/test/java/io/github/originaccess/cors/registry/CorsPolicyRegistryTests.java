// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CorsPolicyRegistryTests {

	private final CorsPolicyBuilder parent = new CorsPolicyBuilder().allowedOrigins("*");

	@Test
	void policiesAreKeptInTheirOrder() {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(policy("b", "/b"), policy("a", "/a", "/c")));
		assertThat(registry.policies()).extracting(CorsPolicy::name).containsExactly("b", "a");
		assertThat(registry.policy("a")).isSameAs(registry.policies().get(1));
		assertThat(registry.policy("c")).isNull();
	}

	@Test
	void pathThatNeverMatchesIsAProblem() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CorsPolicyRegistry(List.of(policy("a", "/a", "api/**"))))
			.withMessage("Policy 'a', path 'api/**': a path begins with a slash");
	}

	@Test
	void samePathInTwoPoliciesIsAProblem() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CorsPolicyRegistry(List.of(policy("a", "/a", "/b"), policy("b", "/b"))))
			.withMessage("Policies 'a' and 'b' have the same path '/b'");
	}

	private CorsPolicy policy(String name, String... paths) {
		return new CorsPolicyBuilder(name, this.parent).paths(paths).build();
	}

}
