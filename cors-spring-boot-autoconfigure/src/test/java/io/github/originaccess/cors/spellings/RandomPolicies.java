// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Enforcement;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A random set of policies, with the simplest possible search for the policy of a path.
 *
 * @param policies the policies in the order of their declaration
 */
record RandomPolicies(List<Policy> policies) {

	static final String FIRST = "https://first.example";

	static final String SECOND = "https://second.example";

	private static final List<String> PATHS = List.of("/raw/**", "/raw", "/raw/a", "/raw/in/**", "/exact", "/*.act",
			"/a.act", "/pub/*.act", "/admin/a.act", "/api/**", "/api/items", "/api/items/*", "/api/items/{id}",
			"/api/*/list", "/open/**", "/open/{name}", "/pub/**", "/pub/in/**", "/admin/**", "/admin/a", "/admin/in/*",
			"/*/a", "/caf\u00e9/**", "/files/**", "/files/a.txt", "/files/in/**", "/admin/c.txt", "/raw/d.txt",
			"/*/in/**", "/nothing/**", "/open/", "/pub/");

	private static final Map<String, PathPattern> PATTERNS = Stream.concat(PATHS.stream(), Stream.of("/**"))
		.collect(Collectors.toMap((path) -> path, PathPatternParser.defaultInstance::parse));

	/**
	 * Return a random set of named policies, with or without a default policy.
	 * @param random decides
	 * @return the set
	 */
	static RandomPolicies next(Random random) {
		List<String> paths = new ArrayList<>(PATHS);
		Collections.shuffle(paths, random);
		List<Policy> policies = new ArrayList<>();
		if (random.nextBoolean()) {
			policies.add(Policy.next(CorsPolicyBuilder.DEFAULT_NAME, List.of("/**"), random));
		}
		int next = 0;
		for (int i = random.nextInt(5); i >= 0; i--) {
			int count = 1 + random.nextInt(3);
			policies.add(Policy.next("policy" + i, List.copyOf(paths.subList(next, next + count)), random));
			next += count;
		}
		return new RandomPolicies(policies);
	}

	/** Return the policies as the registry takes them. */
	List<CorsPolicy> compiled() {
		return this.policies.stream().map(Policy::compiled).toList();
	}

	/**
	 * Return the policy with the most specific pattern, the first declared of several.
	 * @param path the path as its handler reads it
	 * @return the policy, or {@code null} if none covers the path
	 */
	@Nullable Policy of(PathContainer path) {
		record Match(PathPattern pattern, Policy policy) {
		}
		List<Match> matches = new ArrayList<>();
		for (Policy policy : this.policies) {
			for (String text : policy.paths()) {
				PathPattern pattern = PATTERNS.get(text);
				if (pattern.matches(path)) {
					matches.add(new Match(pattern, policy));
				}
			}
		}
		// The sort is stable, so the first declared of equal patterns stays in front.
		matches.sort(Comparator.comparing(Match::pattern, PathPattern.SPECIFICITY_COMPARATOR));
		return matches.isEmpty() ? null : matches.get(0).policy();
	}

	/**
	 * The settings of one policy.
	 *
	 * @param name its name
	 * @param paths its path patterns
	 * @param origins its origins; {@code *} is for any
	 * @param credentials whether it allows credentials
	 * @param enforced whether its enforcement is {@code server}
	 */
	record Policy(String name, List<String> paths, List<String> origins, boolean credentials, boolean enforced) {

		private static Policy next(String name, List<String> paths, Random random) {
			return switch (random.nextInt(8)) {
				case 0, 1 -> new Policy(name, paths, List.of("*"), false, false);
				case 2 -> new Policy(name, paths, List.of(), false, random.nextBoolean());
				case 3 -> new Policy(name, paths, List.of(FIRST), false, random.nextBoolean());
				case 4 -> new Policy(name, paths, List.of(SECOND), false, random.nextBoolean());
				case 5 -> new Policy(name, paths, List.of(FIRST), true, random.nextBoolean());
				case 6 -> new Policy(name, paths, List.of(SECOND), true, random.nextBoolean());
				default -> new Policy(name, paths, List.of(FIRST, SECOND), true, random.nextBoolean());
			};
		}

		private CorsPolicy compiled() {
			CorsPolicyBuilder defaults = new CorsPolicyBuilder();
			CorsPolicyBuilder builder = this.name.equals(CorsPolicyBuilder.DEFAULT_NAME) ? defaults
					: new CorsPolicyBuilder(this.name, defaults);
			return builder.paths(this.paths)
				.allowedOrigins(this.origins)
				.allowCredentials(this.credentials)
				.enforcement(this.enforced ? Enforcement.SERVER : Enforcement.BROWSER)
				.build();
		}

		boolean isForAnyOrigin() {
			return this.origins.contains("*");
		}

		boolean allows(@Nullable String origin) {
			return isForAnyOrigin() || origin != null && this.origins.contains(origin);
		}

	}

}
