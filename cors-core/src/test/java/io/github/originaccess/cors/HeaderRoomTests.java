// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A list of names that does not fit the header block of a container is a problem.
 */
class HeaderRoomTests {

	/** The header block of Tomcat and Jetty in bytes, including the status line. */
	private static final int OF_A_CONTAINER = 8192;

	/** Status line, {@code Date}, {@code Connection} and {@code Keep-Alive}. */
	private static final int OF_CONTAINERS_OWN_HEADERS = 150;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			allowed-headers |  4096 | true
			allowed-headers |  4097 | false
			allowed-headers |  6000 | false
			allowed-headers | 99999 | false
			allowed-headers |     0 | true
			exposed-headers |  2998 | true
			exposed-headers |  4096 | true
			exposed-headers |  4097 | false
			exposed-headers |  6000 | false
			exposed-headers |     0 | true
			allowed-methods |     3 | true
			allowed-methods |  1024 | true
			allowed-methods |  4097 | false
			allowed-methods |  6000 | false
			""")
	void lengthOfOneListIsLimited(String setting, int characters, boolean accepted) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://a.example");
		List<Problem> problems = FoundProblems.of(with(builder, setting, names(characters)));
		assertThat(problems).extracting((problem) -> problem.setting().propertyName(), Problem::index, Problem::code)
			.containsExactlyElementsOf(accepted ? List.of() : List.of(tuple(setting, -1, Code.LIST_TOO_LONG)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			both small                     |   50 |  100 | true
			the longest headers            | 3072 | 4096 | true
			one more                       | 3073 | 4096 | false
			the longest methods            | 4096 | 3072 | true
			one more                       | 4096 | 3073 | false
			both the longest               | 4096 | 4096 | false
			any header, ordinary methods   |   50 |   -1 | true
			any header, the longest        | 1024 |   -1 | true
			any header, one more           | 1025 |   -1 | false
			any header, as long as allowed | 4096 |   -1 | false
			any method, the longest        |   -1 | 4096 | true
			any of both                    |   -1 |   -1 | true
			""")
	void lengthOfBothListsOfAPreflightIsLimited(String why, int methods, int headers, boolean accepted) {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.allowedMethods((methods < 0) ? List.of("*", "X".repeat(5000)) : names(methods))
			.allowedHeaders((headers < 0) ? List.of("*", "X".repeat(5000)) : names(headers));
		assertThat(FoundProblems.of(builder)).extracting(Problem::setting, Problem::code)
			.as(why)
			.containsExactlyElementsOf(
					accepted ? List.of() : List.of(tuple(Setting.ALLOWED_METHODS, Code.LIST_TOO_LONG)));
	}

	@Test
	void problemOfAListIsReportedOnceWhereItIsSet() {
		CorsPolicyBuilder parent = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.exposedHeaders(names(5000))
			.allowedMethods(names(4000))
			.allowedHeaders("X-A");
		CorsPolicyBuilder one = new CorsPolicyBuilder("one", parent).paths("/1").allowedHeaders(names(4000));
		CorsPolicyBuilder two = new CorsPolicyBuilder("two", parent).paths("/2").allowedHeaders("*");
		CorsPolicyBuilder three = new CorsPolicyBuilder("three", parent).paths("/3");
		assertThat(FoundProblems.ofAll(parent, one, two, three))
			.extracting(Problem::policy, Problem::setting, Problem::index, Problem::value)
			.containsExactlyInAnyOrder(tuple("default", Setting.EXPOSED_HEADERS, -1, String.join(", ", names(5000))),
					tuple("one", Setting.ALLOWED_HEADERS, -1, String.join(", ", names(4000))),
					tuple("two", Setting.ALLOWED_HEADERS, -1, "*"));
	}

	@Test
	void problemSaysLengthAndLimit() {
		CorsPolicyBuilder builder = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.exposedHeaders(IntStream.range(0, 300).mapToObj((i) -> String.format("X-Quite-A-Name-%03d", i)).toList());
		assertThat(FoundProblems.of(builder)).extracting(Problem::reason)
			.containsExactly(
					"its 300 names take 5,998 characters of a response header and 4,096 fit, because containers"
							+ " reserve 8 KB for all headers");
		assertThat(FoundProblems.of(builder.exposedHeaders().allowedMethods(names(1100)))).extracting(Problem::reason)
			.containsExactly(
					"the methods take 1,100 characters of a preflight's response and the header names, repeated"
							+ " for *, up to 6,144; together 7,168 fit, because containers reserve 8 KB for all headers");
	}

	@Test
	void repeatedNamesAndNamesBesideAWildcardDoNotCount() {
		assertThat(FoundProblems.of(new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.exposedHeaders("X".repeat(2000), "x".repeat(2000), "X".repeat(2000)))).isEmpty();
		assertThat(FoundProblems
			.of(new CorsPolicyBuilder().allowedOrigins("https://a.example").exposedHeaders("X".repeat(5000), "*")))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			3072 | 4096
			4096 | 3072
			1024 | -1
			  -1 | -1
			  -1 | 4096
			""")
	void longestPreflightFitsTheHeaderBlockOfAContainer(int methods, int headers) {
		String origin = "https://" + ("a".repeat(49) + ".").repeat(5) + "abc:65535";
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example", origin)
			.allowCredentials(true)
			.allowedMethods((methods < 0) ? List.of("*") : names(methods))
			.allowedHeaders((headers < 0) ? List.of("*") : names(headers))
			.build();
		WireRequest request = WireRequest.parse("OPTIONS Origin: " + origin)
			.with("Access-Control-Request-Method",
					(methods < 0) ? "M".repeat(64) : policy.values(Setting.ALLOWED_METHODS).get(0))
			.with("Access-Control-Request-Headers",
					(headers < 0) ? ("a,".repeat(2047) + "a") : policy.values(Setting.ALLOWED_HEADERS).get(0));
		RecordedHeaders recorded = new RecordedHeaders();
		MapRequest view = new MapRequest(request);
		CorsDecision decision = policy.decide(view);
		decision.writeTo(view, recorded);
		assertThat(decision.isAllowed()).isTrue();
		assertThat(recorded.lines().stream().mapToInt((line) -> line.name().length() + line.value().length() + 4).sum())
			.isGreaterThan((methods < 0 && headers < 0) ? 6000 : (methods < 0) ? 4000 : 7000)
			.isLessThan(OF_A_CONTAINER - OF_CONTAINERS_OWN_HEADERS);
	}

	private static CorsPolicyBuilder with(CorsPolicyBuilder builder, String setting, List<String> names) {
		return switch (setting) {
			case "allowed-headers" -> builder.allowedHeaders(names);
			case "exposed-headers" -> builder.exposedHeaders(names);
			default -> builder.allowedMethods(names);
		};
	}

	/** Return names with a total length, including commas and blanks. */
	private static List<String> names(int characters) {
		List<String> names = new ArrayList<>();
		int rest = characters;
		for (; rest > 50; rest -= 22) {
			names.add("N" + (1000 + names.size()) + "x".repeat(15));
		}
		if (rest > 0) {
			names.add("N".repeat(rest));
		}
		return names;
	}

}
