// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sentences about denials of whole configurations. Each remedy of a sentence is
 * applied as a reader would, and the request is repeated.
 */
class DenialRemediesTests {

	private static final String TABLE = "/fixtures/denial-remedies.csv";

	/** The name of a property that holds what a bean sets or supplies. */
	private static final String BEAN = "bean.";

	@ParameterizedTest(name = "{0}: {2}")
	@CsvFileSource(resources = TABLE, delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
	void remedyOfADenialAllowsTheRequest(String why, String configuration, String request, String sentence) {
		Map<String, String> properties = properties(configuration);
		Outcome outcome = decide(properties, request);
		assertThat(outcome.sentence()).as(why).isEqualTo(sentence);
		assertThat(outcome.isReadable()).isFalse();
		List<Attempt> attempts = attempts(sentence, request, properties);
		if (attempts.isEmpty()) {
			assertThat(sentence).containsIgnoringCase("no property allows");
		}
		for (Attempt attempt : attempts) {
			Outcome repeated = decide(attempt.properties(), attempt.request());
			assertThat(repeated.isReadable()).as("%s%n%s", attempt, repeated.sentence()).isTrue();
		}
	}

	/**
	 * Return the attempts that a sentence proposes. If it names several reasons, the
	 * remedies of all of them are taken.
	 */
	private static List<Attempt> attempts(String sentence, String request, Map<String, String> properties) {
		List<Attempt> attempts = List.of(new Attempt(properties, request));
		for (String reason : sentence.split(" (?=The (?:method \\S+|request headers? .*) (?:is|are) not among)")) {
			attempts = attempts.stream()
				.flatMap((attempt) -> new Advice(reason, attempt.request(), attempt.properties()).attempts().stream())
				.toList();
		}
		return attempts;
	}

	private static Map<String, String> properties(String configuration) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (String property : configuration.split("; *")) {
			int equals = property.indexOf('=');
			properties.put(property.substring(0, equals).strip(), property.substring(equals + 1).strip());
		}
		return properties;
	}

	private static Outcome decide(Map<String, String> properties, String text) {
		List<Outcome> outcomes = new ArrayList<>();
		WebApplicationContextRunner runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withPropertyValues(properties.entrySet()
				.stream()
				.map((property) -> property.getKey() + "=" + property.getValue())
				.toArray(String[]::new));
		withBeans(runner, properties).run((context) -> {
			assertThat(context).hasNotFailed();
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			if (properties.keySet().stream().anyMatch((name) -> name.startsWith(BEAN + "tenants"))) {
				registry.refresh();
			}
			CorsPolicy policy = Objects.requireNonNull(registry.policyOfPath("/api/things"),
					"a policy covers the path");
			MapRequest request = MapRequest.parse(text);
			CorsDecision decision = policy.decide(request);
			outcomes.add(new Outcome(decision,
					Explanation.of(policy, request, decision, context.getBean(SettingPlaces.class))));
		});
		return outcomes.get(0);
	}

	/** Add the beans that read what they set from properties. */
	private static WebApplicationContextRunner withBeans(WebApplicationContextRunner runner,
			Map<String, String> properties) {
		WebApplicationContextRunner result = runner;
		Set<String> names = properties.keySet()
			.stream()
			.filter((name) -> name.startsWith(BEAN))
			.map((name) -> name.split("\\.")[1])
			.collect(Collectors.toCollection(TreeSet::new));
		for (String name : names) {
			Map<String, List<String>> settings = new LinkedHashMap<>();
			properties.forEach((property, value) -> {
				if (property.startsWith(BEAN + name + ".")) {
					settings.put(property.substring((BEAN + name + ".").length()), List.of(value.split(", *")));
				}
			});
			result = switch (name) {
				case "tenants" -> result.withBean(name, AllowedOriginsProvider.class,
						() -> (policy) -> settings.get("allowed-origins"));
				case "accountPolicies" -> result.withBean(name, CorsPolicyRegistry.class, () -> new CorsPolicyRegistry(
						List.of(set(settings, new CorsPolicyBuilder().paths("/api/**")).build())));
				default -> result.withBean(name, CorsPolicyCustomizer.class, () -> (policy) -> set(settings, policy));
			};
		}
		return result;
	}

	private static CorsPolicyBuilder set(Map<String, List<String>> settings, CorsPolicyBuilder builder) {
		settings.forEach((setting, values) -> {
			switch (setting) {
				case "allowed-origins" -> builder.allowedOrigins(values);
				case "allowed-methods" -> builder.allowedMethods(values);
				case "allowed-headers" -> builder.allowedHeaders(values);
				case "allow-credentials" -> builder.allowCredentials(Boolean.valueOf(values.get(0)));
				default -> throw new IllegalArgumentException(setting);
			}
		});
		return builder;
	}

	/**
	 * A decision and its explanation.
	 */
	private record Outcome(CorsDecision decision, Explanation explanation) {

		boolean isReadable() {
			return this.decision.isAllowed() && this.explanation.withheld() == null;
		}

		String sentence() {
			String withheld = this.explanation.withheld();
			return (withheld != null) ? withheld : this.explanation.sentence();
		}

	}

	/**
	 * A configuration and a request after a remedy.
	 */
	private record Attempt(Map<String, String> properties, String request) {

	}

	/**
	 * The remedies of a sentence, as a reader takes them.
	 */
	private record Advice(String sentence, String request, Map<String, String> properties) {

		private static final Pattern ADD = Pattern
			.compile("add (?:it|them|that|(https?://\\S+)) to (cors\\.[\\w.\\[\\]-]*\\w)");

		private static final Pattern ADD_IN_BEAN = Pattern
			.compile("add (?:it|them|that) to ([\\w-]+) in the bean '(\\w+)'");

		private static final Pattern SUPPLY = Pattern.compile("have the bean '(\\w+)' supply (?:it|that)");

		private static final Pattern SET = Pattern
			.compile("set (cors\\.[\\w.-]*\\w) to (?:(a list with (?:it|them))|([\\w-]+(?:, [\\w-]+)*))(?:\\.|,|$)");

		private static final Pattern SET_FALSE = Pattern.compile("and (cors\\.\\S+) is false\\. Set it to true");

		private static final Pattern SET_FALSE_IN_BEAN = Pattern
			.compile("and ([\\w-]+) in the bean '(\\w+)' is false\\. Set it to true");

		private static final Pattern SIMILAR = Pattern
			.compile("(\\S+) is allowed, but scheme, host and port must be the same");

		private static final Pattern ANY = Pattern.compile("only \\* in (cors\\.\\S+) allows it");

		List<Attempt> attempts() {
			List<Map<String, String>> changes = new ArrayList<>();
			all(ADD).forEach((match) -> changes.add(added(match.group(2), elements(match.group(1)))));
			all(ADD_IN_BEAN)
				.forEach((match) -> changes.add(added(BEAN + match.group(2) + "." + match.group(1), elements(null))));
			all(SUPPLY)
				.forEach((match) -> changes.add(added(BEAN + match.group(1) + ".allowed-origins", elements(null))));
			all(SET).forEach((match) -> changes
				.add(changed(match.group(1), (match.group(2) != null) ? elements(null) : match.group(3))));
			all(SET_FALSE).forEach((match) -> changes.add(changed(match.group(1), "true")));
			all(SET_FALSE_IN_BEAN)
				.forEach((match) -> changes.add(changed(BEAN + match.group(2) + "." + match.group(1), "true")));
			all(ANY).forEach((match) -> changes.add(changed(match.group(1), "*")));
			if (this.sentence.contains("in a policy with neither credentials nor enforcement")) {
				changes.forEach((change) -> {
					change.put("cors.allow-credentials", "false");
					change.put("cors.enforcement", "browser");
				});
			}
			if (this.sentence.contains("which needs https for all allowed origins")) {
				changes.add(changed("cors.allow-credentials", "true"));
				changes.get(0)
					.computeIfPresent("cors.allowed-origins",
							(property, origins) -> origins.replace("http://", "https://"));
			}
			if (this.sentence.contains("which needs a list of names in cors.exposed-headers")) {
				changes.add(changed("cors.allow-credentials", "true"));
				changes.get(0).put("cors.exposed-headers", "ETag");
			}
			if (this.sentence.contains("list the origins that may send them")) {
				changes.forEach((change) -> change.put("cors.allowed-origins", elements("https://a.example")));
			}
			List<Attempt> attempts = new ArrayList<>();
			String ofPage = ofPage();
			if (changes.isEmpty() && !ofPage.equals(this.request)) {
				attempts.add(new Attempt(this.properties, ofPage));
			}
			changes.forEach((change) -> attempts.add(new Attempt(change, ofPage)));
			all(SIMILAR).forEach((match) -> attempts.add(new Attempt(this.properties,
					this.request.replaceFirst("Origin: \\S+", "Origin: " + match.group(1)))));
			if (this.request.contains("Cookie:")) {
				assertThat(this.sentence).containsAnyOf("without cookies", "without credentials");
				attempts.add(new Attempt(this.properties, this.request.replaceFirst(" ~ Cookie: \\S+", "")));
			}
			return attempts;
		}

		/** Return the request after the changes of the page that every remedy needs. */
		private String ofPage() {
			UnaryOperator<String> page = UnaryOperator.identity();
			if (this.sentence.contains("Pages cannot set the request header cookie,")) {
				page = (text) -> text.replace("cookie,", "");
			}
			if (this.sentence.contains("upper case in the page")) {
				page = (text) -> Pattern.compile("Method: \\S+")
					.matcher(text)
					.replaceFirst((match) -> "Method: " + match.group().substring("Method: ".length()).toUpperCase());
			}
			if (this.sentence.contains("over https") || this.sentence.contains("https for all")) {
				page = (text) -> text.replace("Origin: http://", "Origin: https://");
			}
			Matcher sent = Pattern.compile("(?:They send|differs from) (\\S+?)[,.] ").matcher(this.sentence + " ");
			return sent.find() ? this.request.replaceFirst("Origin: \\S+", "Origin: " + sent.group(1))
					: page.apply(this.request);
		}

		private List<MatchResult> all(Pattern pattern) {
			return pattern.matcher(this.sentence).results().toList();
		}

		/** Return what a pronoun stands for, if it is not written. */
		private String elements(@Nullable String written) {
			if (written != null) {
				return written;
			}
			Matcher named = Pattern.compile(
					"To allow ([A-Z]+), |(?:They send|differs from) (\\S+)\\. |application at (\\S+), |The origin (\\S+) is not"
							+ "|The method (\\S+) is not|The request headers? (.*?) (?:is|are) not")
				.matcher(this.sentence);
			assertThat(named.find()).isTrue();
			String text = Arrays.stream(new int[] { 1, 2, 3, 4, 5, 6 })
				.mapToObj(named::group)
				.filter(Objects::nonNull)
				.findFirst()
				.orElseThrow();
			// The last name that is listed follows "and".
			return text.replace(" and ", ", ");
		}

		private Map<String, String> added(String property, String elements) {
			String old = this.properties.get(property);
			return changed(property, (old == null || old.isEmpty()) ? elements : old + ", " + elements);
		}

		private Map<String, String> changed(String property, String value) {
			Map<String, String> changed = new LinkedHashMap<>(this.properties);
			changed.put(property, value);
			return changed;
		}

	}

}
