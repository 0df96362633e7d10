// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithSize;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.fixtures.HostileText;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.NaiveHeaderNames;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzed requests: the decision equals that of the oracle, and the response contains
 * validated values only.
 */
class CorsPolicyFuzzTests {

	private static final List<NaivePolicy> POLICIES = List.of(
			new NaivePolicy(List.of("https://a.example", "https://*.example.com", "http://localhost:*"),
					List.of("GET", "PUT"), List.of("X-A", "X-B", "Content-Type"), true),
			new NaivePolicy(List.of("https://a.example", "https://pr-*.example.com", "capacitor://localhost"),
					List.of("*"), List.of("*"), true),
			new NaivePolicy(List.of("https://a.example", "https://preview-*.example.org:*"), List.of("*"), List.of("*"),
					false),
			new NaivePolicy(List.of(), List.of("POST"), List.of(), false),
			new NaivePolicy(List.of("*"), List.of("*"), List.of("*"), false),
			new NaivePolicy(List.of("*"), List.of("PATCH"), List.of("X-A"), false));

	private static final List<CorsPolicy> COMPILED = POLICIES.stream().map(NaivePolicy::compile).toList();

	@Timeout(30)
	@MethodSource("requestsOfTheTables")
	@FuzzTest
	void decisionEqualsTheOracleAndWritesValidatedValuesOnly(@NotNull String method,
			@NotNull @WithSize(max = 3) List<@NotNull String> origins,
			@NotNull @WithSize(max = 3) List<@NotNull String> requestedMethods,
			@NotNull @WithSize(max = 4) List<@NotNull @WithUtf8Length(max = 5000) String> requestedHeaders) {
		Request request = new Request(method, origins, requestedMethods, requestedHeaders);
		for (int i = 0; i < POLICIES.size(); i++) {
			verify(POLICIES.get(i), COMPILED.get(i), request);
		}
	}

	private static void verify(NaivePolicy naive, CorsPolicy policy, Request request) {
		MapRequest view = request.view();
		RecordedHeaders response = new RecordedHeaders();
		CorsDecision decision = policy.decide(view);
		decision.writeTo(view, response);
		List<WireHeader> lines = response.lines();
		decision.writeTo(view, response);
		assertThat(response.lines()).as("headers written again").containsExactlyInAnyOrderElementsOf(lines);
		assertThat(policy.decide(view)).as("the same decision again").isSameAs(decision);
		assertThat(decision.kind()).isEqualTo(request.kind());
		assertThat(decision.isAllowed()).as("%s allows %s", naive, request).isEqualTo(naive.allows(request));
		assertThat(decision.status())
			.isEqualTo((request.kind() != Kind.PREFLIGHT) ? CorsDecision.GO_ON : decision.isAllowed() ? 204 : 403);
		if (!decision.isAllowed()) {
			assertThat(lines).extracting(WireHeader::name).as("headers of a denial").isSubsetOf("Vary");
		}
		for (WireHeader line : lines) {
			assertThat(line.value().chars()).as(line.name()).allMatch((c) -> c >= ' ' && c < 0x7F);
			assertThat(line.value().length()).as("length of " + line.name()).isLessThan(8000);
			assertThat(naive.mayWrite(line, request)).as("%s writes %s for %s", naive, line, request).isTrue();
		}
	}

	static Stream<Arguments> requestsOfTheTables() throws IOException {
		List<Request> requests = new ArrayList<>();
		for (String[] cells : rows("/fixtures/wire.csv")) {
			requests.add(Request.of(WireRequest.parse(cells[2])));
		}
		for (String[] cells : rows("/fixtures/hostile.csv")) {
			String value = HostileText.generate(cells[0], Integer.parseInt(cells[1]));
			WireRequest request = WireRequest
				.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT");
			WireRequest others = new WireRequest("OPTIONS",
					request.headers().stream().filter((line) -> !line.name().equals(cells[2])).toList());
			requests.add(Request.of(others.with(cells[2], value)));
		}
		return requests.stream().map(Request::arguments);
	}

	private static List<String[]> rows(String table) throws IOException {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(Objects.requireNonNull(CorsPolicyFuzzTests.class.getResourceAsStream(table)),
						StandardCharsets.UTF_8))) {
			return reader.lines()
				.skip(1)
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split(" \\| "))
				.toList();
		}
	}

	/**
	 * A request with all lines of its CORS headers.
	 */
	private record Request(String method, List<String> origins, List<String> requestedMethods,
			List<String> requestedHeaders) {

		static Request of(WireRequest request) {
			MapRequest view = new MapRequest(request);
			return new Request(request.method(), view.headers(HeaderNames.ORIGIN),
					view.headers(HeaderNames.REQUEST_METHOD), view.headers(HeaderNames.REQUEST_HEADERS));
		}

		Arguments arguments() {
			return Arguments.of(this.method, this.origins, this.requestedMethods, this.requestedHeaders);
		}

		Kind kind() {
			if (this.origins.isEmpty()) {
				return Kind.NOT_CORS;
			}
			return (this.method.equals("OPTIONS") && !this.requestedMethods.isEmpty()) ? Kind.PREFLIGHT : Kind.ACTUAL;
		}

		List<String> requestedHeaderNames() {
			return this.requestedHeaders.stream().flatMap((line) -> Stream.of(line.split("[,\t ]+"))).toList();
		}

		/** Return a view without a host, so that no origin is the target. */
		MapRequest view() {
			List<WireHeader> lines = new ArrayList<>(List.of(new WireHeader("Host", "")));
			this.origins.forEach((value) -> lines.add(new WireHeader("origin", value)));
			this.requestedMethods.forEach((value) -> lines.add(new WireHeader("access-control-request-method", value)));
			this.requestedHeaders
				.forEach((value) -> lines.add(new WireHeader("access-control-request-headers", value)));
			return new MapRequest(new WireRequest(this.method, lines));
		}

	}

	/**
	 * The oracle of decisions: the specification in its simplest form.
	 */
	private record NaivePolicy(List<String> origins, List<String> methods, List<String> headers, boolean credentials) {

		CorsPolicy compile() {
			return new CorsPolicyBuilder().allowedOrigins(this.origins)
				.allowedMethods(this.methods)
				.allowedHeaders(this.headers)
				.exposedHeaders("X-C")
				.allowCredentials(this.credentials)
				.build();
		}

		boolean allows(Request request) {
			return switch (request.kind()) {
				case NOT_CORS -> true;
				case ACTUAL ->
					this.origins.contains("*") || allowsOrigin(request.origins()) && allowsMethod(request.method());
				case PREFLIGHT -> allowsOrigin(request.origins()) && request.requestedMethods().size() == 1
						&& allowsMethod(request.requestedMethods().get(0)) && allowsHeaders(request.requestedHeaders());
			};
		}

		/**
		 * Whether a line contains only constants, and values that the request sent and
		 * the policy allows.
		 */
		boolean mayWrite(WireHeader line, Request request) {
			List<String> elements = List.of(line.value().split(", "));
			return switch (line.name()) {
				case "Access-Control-Allow-Origin" -> this.origins.contains("*") ? line.value().equals("*")
						: allowsOrigin(request.origins()) && line.value().equals(request.origins().get(0));
				case "Access-Control-Allow-Methods" -> {
					List<String> listed = listed(this.methods, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
					yield elements.stream()
						.allMatch((method) -> listed.contains(method)
								|| allowsMethod(method) && request.requestedMethods().contains(method));
				}
				case "Access-Control-Allow-Headers" -> {
					List<String> listed = listed(this.headers, "Authorization", "Content-Type");
					List<String> requested = request.requestedHeaderNames();
					yield elements.stream()
						.allMatch((name) -> listed.contains(name)
								|| NaiveHeaderNames.allow(this.headers, name) && requested.contains(name));
				}
				case "Access-Control-Allow-Credentials" -> this.credentials && line.value().equals("true");
				case "Access-Control-Expose-Headers" -> line.value().equals("X-C");
				case "Access-Control-Max-Age" -> line.value().equals("1800");
				case "Vary" ->
					line.value().equals((request.kind() == Kind.PREFLIGHT) ? HeaderNames.PREFLIGHT_VARY : "Origin");
				default -> false;
			};
		}

		private List<String> listed(List<String> configured, String... usual) {
			if (!configured.contains("*")) {
				return configured;
			}
			return Stream.concat(Stream.of(usual), this.credentials ? Stream.empty() : Stream.of("*")).toList();
		}

		private boolean allowsOrigin(List<String> lines) {
			return lines.size() == 1 && isPossible(lines.get(0)) && NaiveOrigins.allow(this.origins, lines.get(0));
		}

		/** The limits are: scheme 64, separator 3, host 253, port 6. */
		private static boolean isPossible(String origin) {
			int end = origin.indexOf("://");
			return origin.matches("[A-Za-z0-9._~!$&'()*+;=%:/\\[\\]-]{1,326}")
					&& origin.length() - Math.max(end, 0) <= 262;
		}

		private boolean allowsMethod(String method) {
			return this.methods.contains(method) || method.equals("HEAD") && this.methods.contains("GET")
					|| this.methods.contains("*") && method.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
							&& !method.matches("(?i)CONNECT|TRACE|TRACK");
		}

		private boolean allowsHeaders(List<String> lines) {
			int length = lines.stream().mapToInt(String::length).sum() + ((lines.size() > 1) ? lines.size() : 0);
			return lines.stream().allMatch((line) -> NaiveHeaderNames.allow(this.headers, line))
					&& (length <= 4096 || !this.headers.contains("*"));
		}

	}

}
