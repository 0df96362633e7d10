// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyCoverageTests {

	private static final CorsPolicyRegistry REGISTRY = registry();

	private static CorsPolicyRegistry registry() {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(policy("default", "/app/**", "/ops/**"),
				policy("api", "/app/api/**"), policy("item", "/app/api/items/{id}"), policy("ops", "/ops/cors")));
		registry.reserve(List.of("/ops"));
		return registry;
	}

	private static CorsPolicy policy(String name, String... paths) {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder();
		CorsPolicyBuilder builder = name.equals(CorsPolicyBuilder.DEFAULT_NAME) ? defaults
				: new CorsPolicyBuilder(name, defaults);
		return builder.allowedOrigins("https://a.example").paths(paths).build();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATTERN             | POLICIES            | WHOLE
			/app/x              | default             | true
			/app/{x}            | api default         | true
			/app/api/x          | api                 | true
			/app/api/items/1    | item                | true
			/app/api/items/{x}  | item                | true
			/app/api/items/**   | item api            | true
			/app/**             | item api default    | true
			/**                 | ops item api default | false
			/*/x                | default             | false
			/other/**           | ''                  | false
			/ops/health         | ''                  | false
			/ops/cors           | ops                 | true
			/ops/**             | ops                 | false
			""")
	void policiesOfAPatternAreThoseThatDecideOnItsPaths(String pattern, String policies, boolean whole) {
		PolicyCoverage coverage = PolicyCoverage.of(REGISTRY, pattern);
		assertThat(coverage.policies().stream().map(CorsPolicy::name).collect(Collectors.joining(" ")))
			.isEqualTo(policies);
		assertThat(coverage.whole()).isEqualTo(whole);
	}

}
