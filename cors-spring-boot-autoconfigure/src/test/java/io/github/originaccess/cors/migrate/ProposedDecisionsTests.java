// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import io.github.originaccess.cors.registry.PathProblems;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The proposed properties decide like Spring's configuration. Each application answers 60
 * requests with Spring's configuration. Then it takes the proposed properties and answers
 * them again.
 */
class ProposedDecisionsTests {

	static Stream<SetUp> setUps() {
		return Stream
			.of(MvcSetUps.all(), AnnotationSetUps.all(), FilterSetUps.all(), SecuritySetUps.all(),
					ChainPlaceSetUps.all(), WebFluxSetUps.all(), GatewaySetUps.all(), GraphQlSetUps.all(),
					DataRestSetUps.all(), OddSetUps.all(), ConditionSetUps.all())
			.flatMap((setUps) -> setUps);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("setUps")
	void proposedPropertiesDecideLikeSpring(SetUp setUp) throws IOException {
		try (ConfigurableApplicationContext context = setUp.server().start(setUp.properties(), setUp.application())) {
			Map<String, String> before = grants(setUp, WebServer.port(context));
			SpringRules rules = SpringRules.of(context.getBean(LayerFinder.class).find(),
					context.getBeanProvider(ExposedEndpoints.class)
						.stream()
						.flatMap((each) -> each.reserved().stream())
						.toList());
			String text = String.join("\n", context.getBean(ExistingCors.class).lines());
			for (PropertySource<?> source : new YamlPropertySourceLoader().load("proposed",
					new ByteArrayResource(text.getBytes()))) {
				context.getEnvironment().getPropertySources().addLast(source);
			}
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			registry.refresh();
			Map<String, String> after = grants(setUp, WebServer.port(context));
			List<String> found = new ArrayList<>();
			before.forEach((request, grant) -> {
				if (!grant.equals(after.get(request))) {
					found.add(request + ": " + grant + " -> " + after.get(request));
				}
			});
			assertThat(found).as(text).allMatch((line) -> setUp.differences().stream().anyMatch(line::matches));
			assertThat(setUp.differences()).as(found + "\n" + text)
				.allMatch((difference) -> found.stream().anyMatch((line) -> line.matches(difference)));
			assertThat(before).hasSizeGreaterThanOrEqualTo(60);
			assertThat(before.values()).as("Spring grants something, and not everything")
				.contains("NOTHING")
				.anyMatch((grant) -> !grant.equals("NOTHING"));
			assertThat(values(registry.policies())).as(text)
				.isEqualTo(proposed(ProposedPolicies.of(rules.all(), (remark) -> {
				}, rules::isReserved)));
		}
	}

	private static Map<String, String> grants(SetUp setUp, int port) throws IOException {
		Map<String, String> grants = new LinkedHashMap<>();
		for (String path : setUp.paths()) {
			for (String origin : setUp.origins()) {
				for (String request : setUp.requests()) {
					grants.put(request + " " + path + " " + origin, BrowserGrant.of(port, path, origin, request));
				}
			}
		}
		return grants;
	}

	private static Map<String, Map<Setting, List<String>>> values(List<CorsPolicy> policies) {
		Map<String, Map<Setting, List<String>>> values = new LinkedHashMap<>();
		policies.forEach((policy) -> ProposedPolicy.SETTINGS
			.forEach((setting) -> values.computeIfAbsent(policy.name(), (key) -> new LinkedHashMap<>())
				.put(setting, sorted(policy.values(setting)))));
		return values;
	}

	private static Map<String, Map<Setting, List<String>>> proposed(Map<String, ProposedPolicy> policies) {
		CorsPolicyBuilder parent = new CorsPolicyBuilder();
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		policies.forEach((name, policy) -> builders.add(policy.builder(name, parent)));
		return values(CorsPolicyBuilder.buildAll(builders, PathProblems::find, (warning) -> {
		}));
	}

	private static List<String> sorted(List<String> values) {
		// A policy that allows GET allows HEAD.
		return values.stream().filter((value) -> !value.equals("HEAD")).sorted().toList();
	}

}
