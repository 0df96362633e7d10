// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.OtherHandler;
import io.github.originaccess.cors.layers.FilterReach;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.PathProblems;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random filters, mappings and handlers. An oracle asks them one after the other, as
 * Spring does.
 */
class SpringRulesTests {

	private static final int SET_UPS = 2_000;

	private static final List<String> PATTERNS = List.of("/**", "/api/**", "/api/*", "/*/items", "/api/items/**",
			"/{a}/items/{b}", "/admin/**", "/admin/users", "/*/users", "/api/items/7", "/**", "/*", "/api/{x}/7");

	private static final List<String> PATHS = List.of("/api/items/7", "/api/items", "/api/users", "/admin/users",
			"/admin/items", "/admin/items/7", "/open", "/api/x/7");

	private static final List<String> ORIGINS = List.of("https://a.example", "https://b.example", "https://c.example");

	private static final Method METHOD = Objects
		.requireNonNull(ReflectionUtils.findMethod(SpringRulesTests.class, "noPolicyGrantsWhatSpringDoesNot"));

	private final Random random = new Random(4711);

	@Test
	void noPolicyGrantsWhatSpringDoesNot() {
		int granted = 0;
		int kept = 0;
		for (int i = 0; i < SET_UPS; i++) {
			SetUp setUp = new SetUp(filters(), configurations(3), handlers());
			List<CorsPolicy> policies = policies(setUp.layers());
			CorsPolicyRegistry registry = new CorsPolicyRegistry(policies);
			for (String path : PATHS) {
				CorsPolicy policy = registry.policyOfPath(path);
				for (String origin : ORIGINS) {
					for (String method : List.of("GET", "PUT")) {
						int spring = setUp.grant(path, origin, method);
						int ours = grant(policy, origin, method);
						assertThat(ours)
							.as(() -> method + " " + path + " " + origin + " " + policy + "\n" + setUp + policies)
							.isLessThanOrEqualTo(spring);
						granted += (spring > 0) ? 1 : 0;
						kept += (spring > 0 && ours == spring) ? 1 : 0;
					}
				}
			}
		}
		assertThat(kept).as("of " + granted).isGreaterThan(granted * 3 / 4);
	}

	/** Return 0 for nothing, 1 without and 2 with credentials. */
	private static int grant(@Nullable CorsPolicy policy, String origin, String method) {
		String request = method.equals("GET") ? "GET Origin: " + origin
				: "OPTIONS Origin: " + origin + " ~ Access-Control-Request-Method: " + method;
		return (policy == null || !policy.decide(MapRequest.parse(request)).isAllowed()) ? 0
				: policy.allowsCredentials() ? 2 : 1;
	}

	private static List<CorsPolicy> policies(List<CorsLayer> layers) {
		CorsPolicyBuilder parent = new CorsPolicyBuilder();
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		ProposedPolicies.of(SpringRules.of(layers, List.of()).all(), (remark) -> {
		}, (pattern) -> false).forEach((name, policy) -> builders.add(policy.builder(name, parent)));
		return CorsPolicyBuilder.buildAll(builders, PathProblems::find, (warning) -> {
		});
	}

	private List<Filter> filters() {
		List<Filter> filters = new ArrayList<>();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			Set<String> reached = this.random.nextBoolean() ? Set.of("/**") : patterns(2);
			filters.add(new Filter(new FilterReach(this.random.nextInt(100), List.copyOf(reached),
					this.random.nextInt(3) == 0 ? List.copyOf(patterns(1)) : List.of()), configurations(3)));
		}
		return filters;
	}

	private Map<String, @Nullable CorsConfiguration> handlers() {
		Map<String, @Nullable CorsConfiguration> handlers = new LinkedHashMap<>();
		patterns(4).forEach((pattern) -> handlers.put(pattern, this.random.nextBoolean() ? configuration() : null));
		return handlers;
	}

	private Map<String, CorsConfiguration> configurations(int most) {
		Map<String, CorsConfiguration> configurations = new LinkedHashMap<>();
		patterns(most).forEach((pattern) -> configurations.put(pattern, configuration()));
		return configurations;
	}

	private Set<String> patterns(int most) {
		Set<String> patterns = new LinkedHashSet<>();
		for (int i = this.random.nextInt(most + 1); i >= 0; i--) {
			patterns.add(PATTERNS.get(this.random.nextInt(PATTERNS.size())));
		}
		return patterns;
	}

	private CorsConfiguration configuration() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(ORIGINS.stream().filter((origin) -> this.random.nextBoolean()).toList());
		configuration.setAllowedMethods(this.random.nextBoolean() ? List.of("GET", "PUT") : List.of("GET"));
		if (this.random.nextInt(3) > 0) {
			configuration.setAllowCredentials(this.random.nextBoolean());
		}
		return configuration;
	}

	private static PathPattern parse(String pattern) {
		return PathPatternParser.defaultInstance.parse(pattern);
	}

	private static boolean matches(String pattern, String path) {
		return parse(pattern).matches(PathContainer.parsePath(path));
	}

	private static @Nullable CorsConfiguration first(Map<String, CorsConfiguration> configurations, String path) {
		return configurations.entrySet()
			.stream()
			.filter((entry) -> matches(entry.getKey(), path))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static List<LayerPath> paths(Map<String, CorsConfiguration> configurations) {
		return configurations.entrySet()
			.stream()
			.map((entry) -> new LayerPath(entry.getKey(), true, entry.getValue()))
			.toList();
	}

	/**
	 * A filter.
	 *
	 * @param reach the requests that it sees
	 * @param configurations its configurations by pattern
	 */
	private record Filter(FilterReach reach, Map<String, CorsConfiguration> configurations) {

		boolean sees(String path) {
			return Objects.requireNonNull(this.reach.patterns()).stream().anyMatch((each) -> matches(each, path))
					&& this.reach.except().stream().noneMatch((each) -> matches(each, path));
		}

	}

	/**
	 * A random application.
	 *
	 * @param filters the filters
	 * @param mappings the CORS mappings by pattern
	 * @param handlers the handlers by pattern, with the configuration of an annotation
	 */
	private record SetUp(List<Filter> filters, Map<String, CorsConfiguration> mappings,
			Map<String, @Nullable CorsConfiguration> handlers) {

		int grant(String path, String origin, String method) {
			CorsConfiguration configuration = configuration(path, !method.equals("GET"));
			if (configuration == null || configuration.checkOrigin(origin) == null
					|| configuration.checkHttpMethod(HttpMethod.valueOf(method)) == null) {
				return 0;
			}
			return Boolean.TRUE.equals(configuration.getAllowCredentials()) ? 2 : 1;
		}

		private @Nullable CorsConfiguration configuration(String path, boolean preflight) {
			List<Filter> sorted = this.filters.stream()
				.sorted(Comparator.comparingInt((filter) -> filter.reach().order()))
				.toList();
			for (Filter filter : sorted) {
				if (filter.sees(path)) {
					CorsConfiguration configuration = first(filter.configurations(), path);
					if (configuration != null || preflight) {
						return configuration;
					}
				}
			}
			CorsConfiguration base = first(this.mappings, path);
			CorsConfiguration own = this.handlers.entrySet()
				.stream()
				.filter((entry) -> matches(entry.getKey(), path))
				.min(Comparator.comparing((entry) -> parse(entry.getKey())))
				.map(Map.Entry::getValue)
				.orElse(null);
			return (base == null) ? own : base.combine(own);
		}

		List<CorsLayer> layers() {
			List<CorsLayer> layers = new ArrayList<>();
			for (Filter filter : this.filters) {
				layers.add(
						new BeanLayer(BeanKind.FILTER, "filter", null, paths(filter.configurations()), filter.reach()));
			}
			layers.add(new BeanLayer(BeanKind.MAPPINGS, "mappings", null, paths(this.mappings), null));
			List<OtherHandler> others = this.handlers.keySet()
				.stream()
				.filter((pattern) -> this.handlers.get(pattern) == null)
				.map((pattern) -> new OtherHandler(pattern, List.of()))
				.toList();
			this.handlers.forEach((pattern, own) -> {
				if (own != null) {
					layers.add(new HandlerLayer(SpringRulesTests.class, METHOD, true, List.of(),
							List.of(new LayerPath(pattern, true, own)), others));
				}
			});
			return layers;
		}

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder();
			this.filters.forEach((filter) -> text.append("filter ")
				.append(filter.reach())
				.append(" ")
				.append(text(filter.configurations()))
				.append('\n'));
			return text + "mappings " + text(this.mappings) + "\nhandlers " + text(this.handlers);
		}

		private static String text(Map<String, ? extends @Nullable CorsConfiguration> configurations) {
			StringBuilder text = new StringBuilder();
			configurations.forEach((pattern, configuration) -> text.append(pattern)
				.append("=")
				.append((configuration != null) ? configuration.getAllowedOrigins() + " "
						+ configuration.getAllowedMethods() + " " + configuration.getAllowCredentials() : "-")
				.append("; "));
			return text.toString();
		}

	}

}
