// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The translation of Spring's origins and origin patterns. A policy never allows an
 * origin that Spring denies.
 */
class OriginTranslationTests {

	private static final int PAIRS = 10_000;

	private final Random random = new Random(4711);

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					LIST     | SPRING                            | OURS                            | REMARK
					origins  | https://a.example                 | https://a.example               |
					origins  | https://a.example/                | https://a.example               |
					origins  | HTTPS://A.example                 | HTTPS://A.example               |
					origins  | http://localhost:3000             | http://localhost:3000           |
					origins  | http://[::1]:3000                 | http://[::1]:3000               |
					origins  | capacitor://localhost             | capacitor://localhost           |
					origins  | *                                 | *                               |
					origins  | https://*.a.example               |                                 | Spring takes it for an origin, and not for a pattern
					origins  | http://localhost:*                |                                 | Spring takes it for an origin, and not for a pattern
					origins  | http://localhost:[3000,3001]      |                                 | Spring takes it for an origin, and not for a pattern
					origins  | https://a.example:443             |                                 | browsers never send the default port
					origins  | http://a.example:80               |                                 | browsers never send the default port
					origins  | https://a.example/path            |                                 | an origin has no path
					origins  | a.example                         |                                 | an origin begins with its scheme
					origins  | null                              |                                 | any page can have the origin null
					patterns | https://a.example                 | https://a.example               |
					patterns | https://*.a.example               | https://*.a.example             |
					patterns | https://*.a.example/              | https://*.a.example             |
					patterns | https://*.a.example:*             | https://*.a.example:*           |
					patterns | https://*.a.example:[*]           | https://*.a.example:*           |
					patterns | https://*.a.example:[8080]        | https://*.a.example:8080        |
					patterns | https://*.a.example:[8080,8081]   | https://*.a.example:[8080,8081] |
					patterns | https://*.a.example:[443,8081]    | https://*.a.example:8081        |
					patterns | http://*.a.example:[80]           |                                 | browsers never send the default port
					patterns | https://*.a.example:443           |                                 | browsers never send the default port
					patterns | http://localhost:*                | http://localhost:*              |
					patterns | http://localhost:[*]              | http://localhost:*              |
					patterns | https://app-*.a.example           | https://app-*.a.example         | matches one label of a host
					patterns | https://*-app.a.example           | https://*-app.a.example         | matches one label of a host
					patterns | chrome-extension://*              | chrome-extension://*            |
					patterns | http://192.168.*.*:3000           | http://192.168.*.*:3000         |
					patterns | *                                 | *                               |
					patterns | https://*.A.example               |                                 | browsers send origins in lower case
					patterns | https://*                         |                                 | a * cannot replace a whole host
					patterns | *.a.example                       |                                 | an origin begins with its scheme
					patterns | http*://a.example                 |                                 | a * cannot replace the scheme
					patterns | https://*a.example                |                                 | write a dot or a hyphen after the *
					patterns | https://a.*.example               |                                 | a host has at most one *, in its first label
					patterns | https://a.example:80*             |                                 |
					patterns | null                              |                                 | any page can have the origin null
					""")
	void eachOriginHasACounterpartOrARemark(String list, String spring, @Nullable String ours,
			@Nullable String remark) {
		CorsConfiguration configuration = new CorsConfiguration();
		if (list.equals("origins")) {
			configuration.addAllowedOrigin(spring);
		}
		else {
			configuration.addAllowedOriginPattern(spring);
		}
		ProposedPolicy policy = proposed(configuration);
		assertThat(policy.values(Setting.ALLOWED_ORIGINS)).isEqualTo((ours != null) ? List.of(ours) : List.of());
		String remarks = String.join(" ", policy.remarks(Setting.ALLOWED_ORIGINS));
		assertThat(remarks).contains((remark != null) ? remark : "");
		assertThat(remarks.isEmpty()).as(remarks).isEqualTo(ours != null && remark == null);
	}

	@Test
	void policyAllowsNoOriginThatSpringDenies() {
		int allowed = 0;
		int pairs = 0;
		while (pairs < PAIRS) {
			CorsConfiguration configuration = configuration();
			CorsPolicy policy = build(proposed(configuration));
			for (int i = 0; i < 40; i++) {
				pairs++;
				String origin = origin();
				if (policy.decide(MapRequest.parse("GET Origin: " + origin + " ~ Host: server.example")).isAllowed()) {
					allowed++;
					assertThat(springAllows(configuration, origin))
						.as(origin + " by " + configuration.getAllowedOrigins() + " "
								+ configuration.getAllowedOriginPatterns())
						.isTrue();
				}
			}
		}
		assertThat(allowed).isGreaterThan(PAIRS / 50);
	}

	/** Spring's {@code :*} needs a port, which a policy does not. This is documented. */
	private static boolean springAllows(CorsConfiguration configuration, String origin) {
		return configuration.checkOrigin(origin) != null || configuration.checkOrigin(origin + ":1") != null
				&& Objects.requireNonNull(configuration.getAllowedOriginPatterns())
					.stream()
					.anyMatch((pattern) -> pattern.endsWith(":*"));
	}

	private CorsConfiguration configuration() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOriginPatterns(new ArrayList<>());
		configuration.setAllowCredentials(this.random.nextBoolean());
		for (int i = 0; i < 6; i++) {
			if (this.random.nextInt(3) == 0) {
				configuration.addAllowedOrigin(this.random.nextInt(4) == 0 ? pattern() : origin());
			}
			else {
				configuration.addAllowedOriginPattern(pattern());
			}
		}
		return configuration;
	}

	private String pattern() {
		String host = any("*.b.example", "*.example", "a-*.example", "*-a.b.example", "a.example", "*a.example", "*",
				"a.*.example", "localhost", "10.0.*.*", "*.B.example", "b.example.*");
		return any("https", "https", "https", "https", "https", "http", "http*", "app") + "://" + host
				+ any("", "", ":*", ":[*]", ":443", ":[80,443]", ":[8080,8081]", ":8080", ":80*", "/", ":[8080]");
	}

	private String origin() {
		StringBuilder host = new StringBuilder();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			host.append(any("a", "b", "a-1", "1-a", "x")).append('.');
		}
		host.append(any("example", "b.example", "a.example", "localhost", "10.0.1.2"));
		return any("https", "https", "https", "http", "app") + "://" + host
				+ any("", "", "", ":8080", ":8081", ":3000", ":80", ":443");
	}

	private String any(String... texts) {
		return texts[this.random.nextInt(texts.length)];
	}

	private static ProposedPolicy proposed(CorsConfiguration configuration) {
		Collection<SpringRule> rules = List
			.of(new SpringRule("/**", SpringSettings.of(configuration), Set.of("test"), false));
		Map<String, ProposedPolicy> policies = ProposedPolicies.of(rules, (remark) -> {
		}, (pattern) -> false);
		return Objects.requireNonNull(policies.get(CorsPolicyBuilder.DEFAULT_NAME));
	}

	private static CorsPolicy build(ProposedPolicy policy) {
		return policy.builder(CorsPolicyBuilder.DEFAULT_NAME, new CorsPolicyBuilder()).build();
	}

}
