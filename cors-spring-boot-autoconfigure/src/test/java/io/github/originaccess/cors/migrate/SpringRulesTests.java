// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.MappingsFilterLayer;
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

	private static final List<String> HANDLER_PATTERNS = List.of("/api/{y}/7", "/{c}/items/{d}", "/api/{n:[a-z]+}/7",
			"/api/{m:[a-z]+}/7", "/admin/{*rest}", "/api/{z}", "/{a}/{b}", "/api/items/{id}");

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
			filters.add(new Filter(
					new FilterReach(this.random.nextInt(100), List.copyOf(reached),
							this.random.nextInt(3) == 0 ? List.copyOf(patterns(1)) : List.of()),
					(this.random.nextInt(4) > 0) ? configurations(3) : null));
		}
		return filters;
	}

	private List<Handler> handlers() {
		Set<String> patterns = patterns(4);
		for (int i = this.random.nextInt(3); i > 0; i--) {
			patterns.add(HANDLER_PATTERNS.get(this.random.nextInt(HANDLER_PATTERNS.size())));
		}
		CorsConfiguration same = configuration();
		return patterns.stream()
			.map((pattern) -> new Handler(pattern,
					Stream.of("GET", "PUT").filter((method) -> this.random.nextInt(3) == 0).toList(),
					this.random.nextInt(4) == 0, switch (this.random.nextInt(4)) {
						case 0 -> same;
						case 1 -> configuration();
						default -> null;
					}))
			.toList();
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
	 * @param configurations its configurations by pattern; {@code null} if it asks the
	 * mappings
	 */
	private record Filter(FilterReach reach, @Nullable Map<String, CorsConfiguration> configurations) {

		boolean sees(String path) {
			return Objects.requireNonNull(this.reach.patterns()).stream().anyMatch((each) -> matches(each, path))
					&& this.reach.except().stream().noneMatch((each) -> matches(each, path));
		}

	}

	/**
	 * A handler.
	 *
	 * @param pattern its pattern
	 * @param methods the methods that it is mapped to; empty for any
	 * @param conditional whether it has a condition that a request may fail
	 * @param own the configuration of its annotation; {@code null} if it has none
	 */
	private record Handler(String pattern, List<String> methods, boolean conditional, @Nullable CorsConfiguration own) {

		boolean serves(String path, String method) {
			return matches(this.pattern, path) && (this.methods.isEmpty() || this.methods.contains(method));
		}

	}

	/**
	 * A random application.
	 *
	 * @param filters the filters
	 * @param mappings the CORS mappings by pattern
	 * @param handlers the handlers
	 */
	private record SetUp(List<Filter> filters, Map<String, CorsConfiguration> mappings, List<Handler> handlers) {

		/**
		 * Return the least that any order of equally specific handlers grants, whether or
		 * not the request meets the conditions of handlers.
		 */
		int grant(String path, String origin, String method) {
			List<Handler> serving = this.handlers.stream().filter((handler) -> handler.serves(path, method)).toList();
			List<Handler> always = serving.stream().filter((handler) -> !handler.conditional()).toList();
			int least = least(serving, path, origin, method);
			for (Handler handler : serving) {
				if (handler.conditional()) {
					List<Handler> met = new ArrayList<>(always);
					met.add(handler);
					least = Math.min(least, least(met, path, origin, method));
				}
			}
			// A page may read the error of a request that no handler serves.
			boolean error = always.isEmpty() && !serving.isEmpty() && first(this.mappings, path) == null;
			return error ? least : Math.min(least, least(always, path, origin, method));
		}

		private int least(List<Handler> serving, String path, String origin, String method) {
			return handlers(serving).stream()
				.mapToInt((own) -> grant(configuration(path, !method.equals("GET"), own), origin, method))
				.min()
				.orElseThrow();
		}

		private static int grant(@Nullable CorsConfiguration configuration, String origin, String method) {
			if (configuration == null || configuration.checkOrigin(origin) == null
					|| configuration.checkHttpMethod(HttpMethod.valueOf(method)) == null) {
				return 0;
			}
			return Boolean.TRUE.equals(configuration.getAllowCredentials()) ? 2 : 1;
		}

		private static List<@Nullable CorsConfiguration> handlers(List<Handler> serving) {
			List<@Nullable CorsConfiguration> first = serving.stream()
				.filter((handler) -> serving.stream()
					.noneMatch((other) -> PathPattern.SPECIFICITY_COMPARATOR.compare(parse(other.pattern()),
							parse(handler.pattern())) < 0))
				.<@Nullable CorsConfiguration>map(Handler::own)
				.toList();
			return first.isEmpty() ? Collections.singletonList(null) : first;
		}

		private @Nullable CorsConfiguration configuration(String path, boolean preflight,
				@Nullable CorsConfiguration own) {
			CorsConfiguration base = first(this.mappings, path);
			CorsConfiguration mapped = (base == null) ? own : base.combine(own);
			List<Filter> sorted = this.filters.stream()
				.sorted(Comparator.comparingInt((filter) -> filter.reach().order()))
				.toList();
			for (Filter filter : sorted) {
				if (filter.sees(path)) {
					Map<String, CorsConfiguration> configurations = filter.configurations();
					CorsConfiguration configuration = (configurations != null) ? first(configurations, path) : mapped;
					if (configuration != null || preflight) {
						return configuration;
					}
				}
			}
			return mapped;
		}

		List<CorsLayer> layers() {
			List<CorsLayer> layers = new ArrayList<>();
			for (Filter filter : this.filters) {
				Map<String, CorsConfiguration> configurations = filter.configurations();
				layers.add((configurations != null)
						? new BeanLayer(BeanKind.FILTER, "filter", null, paths(configurations), filter.reach())
						: new MappingsFilterLayer("filter", false, filter.reach(), false));
			}
			layers.add(new BeanLayer(BeanKind.MAPPINGS, "mappings", null, paths(this.mappings), null));
			List<OtherHandler> others = this.handlers.stream()
				.filter((handler) -> handler.own() == null)
				.map((handler) -> new OtherHandler(handler.pattern(), handler.methods(), handler.conditional()))
				.toList();
			for (Handler handler : this.handlers) {
				if (handler.own() != null) {
					layers.add(new HandlerLayer(SpringRulesTests.class, METHOD, true, handler.methods(),
							handler.conditional(), List.of(new LayerPath(handler.pattern(), true, handler.own())),
							others));
				}
			}
			return layers;
		}

		@Override
		public String toString() {
			StringBuilder text = new StringBuilder();
			this.filters.forEach((filter) -> text.append("filter ")
				.append(filter.reach())
				.append(" ")
				.append((filter.configurations() != null) ? text(filter.configurations()) : "mappings")
				.append('\n'));
			text.append("mappings ").append(text(this.mappings));
			this.handlers.forEach((handler) -> text.append("\nhandler ")
				.append(handler.methods())
				.append(handler.conditional() ? " conditional " : " ")
				.append(handler.pattern())
				.append(" ")
				.append((handler.own() != null) ? text(handler.own()) : "-"));
			return text.append('\n').toString();
		}

		private static String text(Map<String, CorsConfiguration> configurations) {
			StringBuilder text = new StringBuilder();
			configurations.forEach((pattern,
					configuration) -> text.append(pattern).append("=").append(text(configuration)).append("; "));
			return text.toString();
		}

		private static String text(CorsConfiguration configuration) {
			return configuration.getAllowedOrigins() + " " + configuration.getAllowedMethods() + " "
					+ configuration.getAllowCredentials();
		}

	}

}
