// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every name on the page about operations, in the alert rules and in the dashboard exists
 * in what Prometheus scrapes from an application.
 */
class OperationsDocumentationTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Pattern METRIC = Pattern.compile("\\bcors_[a-z_]+");

	/** A metric with matchers, as in {@code cors_origins{policy="default"}}. */
	private static final Pattern MATCHER = Pattern.compile("(cors_[a-z_]+)\\{([^}]*)\\}");

	private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("by \\(([a-z, ]+)\\)");

	/** The labels of each metric, and those that Prometheus adds itself. */
	private static final Map<String, Set<String>> LABELS = scrape();

	@Test
	void pageListsEveryMeterWithItsTags() throws IOException {
		String page = Files.readString(DOCS.resolve("operations.md"));
		assertThat(LABELS).hasSize(5).allSatisfy((metric, labels) -> {
			String row = page.lines().filter((line) -> line.contains("`" + metric + "`")).findFirst().orElseThrow();
			assertThat(labels).allMatch((label) -> label.equals("instance") || row.contains("`" + label + "`"));
		});
		assertThat(metrics(page)).isEqualTo(LABELS.keySet());
		assertThat(Stream.of(Outcome.values()).map(Outcome::code)).allMatch((code) -> page.contains("`" + code + "`"));
	}

	@Test
	void alertRulesUseMetricsThatExist() throws IOException {
		Map<String, List<Map<String, List<Map<String, Object>>>>> rules = new Yaml()
			.load(Files.readString(DOCS.resolve("alerts.yml")));
		List<Map<String, Object>> alerts = Objects
			.requireNonNull(Objects.requireNonNull(rules.get("groups")).get(0).get("rules"));
		assertThat(alerts).hasSizeGreaterThanOrEqualTo(6).allSatisfy((alert) -> {
			assertThat(alert).containsKeys("alert", "expr", "annotations");
			verify(String.valueOf(alert.get("expr")));
			verifyMatching(String.valueOf(alert.get("expr")));
		});
	}

	/**
	 * Prometheus combines only series with equal labels, unless the expression ignores
	 * the label.
	 */
	private static void verifyMatching(String expression) {
		Map<String, Set<String>> values = new TreeMap<>();
		MATCHER.matcher(expression)
			.results()
			.forEach((matcher) -> LABEL.matcher(matcher.group(2))
				.results()
				.forEach((label) -> values.computeIfAbsent(label.group(1), (name) -> new HashSet<>())
					.add(label.group(2))));
		values.forEach((label, different) -> {
			if (different.size() > 1) {
				assertThat(expression).contains(" and ignoring(" + label + ") ");
			}
		});
	}

	@Test
	void dashboardUsesMetricsThatExist() throws IOException {
		String dashboard = Files.readString(DOCS.resolve("grafana-dashboard.json"));
		List<String> expressions = JsonPath.read(dashboard, "$.panels[*].targets[*].expr");
		assertThat(expressions).hasSizeGreaterThanOrEqualTo(8).allSatisfy(OperationsDocumentationTests::verify);
		assertThat(metrics(String.join(" ", expressions))).isEqualTo(LABELS.keySet());
		assertThat(JsonPath.<List<Integer>>read(dashboard, "$.panels[*].id")).doesNotHaveDuplicates();
		verify(JsonPath.<List<String>>read(dashboard, "$.templating.list[*].query").get(1));
	}

	private static void verify(String expression) {
		Set<String> metrics = metrics(expression);
		assertThat(metrics).as(expression).isNotEmpty().isSubsetOf(LABELS.keySet());
		MATCHER.matcher(expression)
			.results()
			.forEach((matcher) -> LABEL.matcher(matcher.group(2))
				.results()
				.forEach((label) -> assertThat(LABELS.get(matcher.group(1))).as(expression).contains(label.group(1))));
		Set<String> labels = new HashSet<>();
		metrics.forEach((metric) -> labels.addAll(LABELS.get(metric)));
		GROUPING.matcher(expression)
			.results()
			.forEach((grouping) -> assertThat(labels).as(expression).contains(grouping.group(1).split(", ")));
	}

	private static Set<String> metrics(String text) {
		Set<String> metrics = new TreeSet<>();
		METRIC.matcher(text).results().forEach((metric) -> metrics.add(metric.group()));
		return metrics;
	}

	private static Map<String, Set<String>> scrape() {
		Map<String, Set<String>> labels = new TreeMap<>();
		try (ConfigurableApplicationContext application = WebServer.TOMCAT
			.start(Map.of("cors.allowed-origins", "https://a.example", "management.endpoints.web.exposure.include",
					"prometheus", "management.prometheus.metrics.export.enabled", "true"), Application.class);
				RawConnection connection = new RawConnection(WebServer.port(application))) {
			connection.exchange(RawHttp.text("/actuator/prometheus", WireRequest.parse("GET"), "close"));
			connection.rest().lines().filter((line) -> line.startsWith("cors_")).forEach((line) -> {
				int end = Math.max(line.indexOf('{'), line.indexOf(' '));
				int brace = line.indexOf('{');
				String name = line.substring(0, (brace >= 0) ? brace : end);
				Set<String> ofMetric = labels.computeIfAbsent(name, (key) -> new HashSet<>(Set.of("instance")));
				LABEL.matcher(line).results().forEach((label) -> ofMetric.add(label.group(1)));
			});
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return labels;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AllowedOriginsProvider provider() {
			return (policy) -> List.of("https://b.example");
		}

	}

}
