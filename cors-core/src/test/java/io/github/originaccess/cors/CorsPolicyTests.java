// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CorsPolicyTests {

	private static final String PREFLIGHT = "OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: ";

	private static final List<String> REQUESTS = List.of("GET", "GET Origin: https://a.example",
			"PUT Origin: https://a.example", "GET Origin: https://b.example", "GET Origin:",
			"GET Origin: https://a.example ~ Origin: https://a.example", PREFLIGHT + "GET",
			PREFLIGHT + "GET ~ Access-Control-Request-Headers: x-a", PREFLIGHT + "HEAD", PREFLIGHT + "PUT",
			PREFLIGHT + "GET ~ Access-Control-Request-Headers: ;", PREFLIGHT + "GET, PUT",
			"OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET",
			"OPTIONS Origin: ~ Access-Control-Request-Method: GET");

	private final CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();

	@Test
	void equalRequestsGetTheSameObject() {
		for (String text : REQUESTS) {
			assertThat(decide(text)).as(text).isSameAs(decide(text));
		}
	}

	@Test
	void differentNamesOfAllowedHeadersGetTheSameObject() {
		assertThat(decide(PREFLIGHT + "GET ~ Access-Control-Request-Headers: x-a"))
			.isSameAs(decide(PREFLIGHT + "POST ~ Access-Control-Request-Headers: x-b, x-c"));
	}

	@Test
	void decisionsHaveDistinctIndexesBelowTheCount() {
		Map<CorsDecision, Integer> decisions = new IdentityHashMap<>();
		REQUESTS.forEach((text) -> decisions.put(decide(text), decide(text).index()));
		Set<Integer> indexes = new HashSet<>(decisions.values());
		assertThat(indexes).hasSameSizeAs(decisions.keySet());
		assertThat(indexes).allMatch((index) -> index >= 0 && index < this.policy.possibleDecisions().size());
		assertThat(this.policy.possibleDecisions().size()).isLessThan(40);
	}

	/** A request with several of them is denied, so none of these is validated. */
	@Test
	void decisionEchoesNoMethodOfSeveral() {
		CorsPolicy any = new CorsPolicyBuilder().allowedOrigins("*").allowedMethods("*").build();
		String preflight = "OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PURGE";
		CorsDecision allowed = any.decide(MapRequest.parse(preflight));
		RecordedHeaders written = new RecordedHeaders();
		allowed.writeTo(MapRequest.parse(preflight + " ~ Access-Control-Request-Method: \u00e4"), written);
		assertThat(written.values("Access-Control-Allow-Methods")).singleElement()
			.asString()
			.doesNotContain("PURGE")
			.doesNotContain("\u00e4");
	}

	@Test
	void textOfADecisionContainsNothingOfTheRequest() {
		assertThat(REQUESTS).extracting((text) -> decide(text).toString())
			.containsExactly("default NOT_CORS allowed", "default ACTUAL allowed",
					"default ACTUAL denied method-not-allowed", "default ACTUAL denied origin-not-allowed",
					"default ACTUAL denied malformed-origin", "default ACTUAL denied malformed-origin",
					"default PREFLIGHT allowed", "default PREFLIGHT allowed", "default PREFLIGHT allowed",
					"default PREFLIGHT denied method-not-allowed", "default PREFLIGHT denied header-not-allowed",
					"default PREFLIGHT denied malformed-method", "default PREFLIGHT denied origin-not-allowed",
					"default PREFLIGHT denied malformed-origin");
	}

	@Test
	void policyReturnsItsSettingsWithCanonicalOrigins() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://A.example/, https://*.b.example")
			.allowedMethods("get", "PURGE")
			.maxAge(Duration.ofMinutes(2));
		CorsPolicy named = new CorsPolicyBuilder("named", defaults).paths("/x/**", "/y")
			.allowCredentials(true)
			.enforcement(Enforcement.SERVER)
			.build();
		Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
		Arrays.stream(Setting.values()).forEach((setting) -> values.put(setting, named.values(setting)));
		assertThat(values.values()).map(List::toString)
			.containsExactly("[https://a.example, https://*.b.example]", "[GET, PURGE]", "[*]", "[]", "[true]",
					"[120s]", "[/x/**, /y]", "[server]", "[]", "[false]", "[false]");
		assertThat(this.policy.values(Setting.ALLOWED_METHODS)).containsExactly("GET", "HEAD", "POST");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			STRICTER        | LAXER           | REQUEST
			enforced        | other           | GET Origin: https://a.example
			enforced        | wide            | POST Sec-Fetch-Site: cross-site
			enforced        | any             | GET Origin: https://a.example
			other           | wide            | GET Origin: https://a.example
			other           | any             | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET
			wide            | credentials     | GET Origin: https://a.example
			credentials     | any             | GET Origin: https://a.example
			credentials     | any             | GET
			credentials     | any             | POST
			credentials     | any             | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: POST
			any             | credentials     | GET Origin: https://a.example ~ Cookie: a=1
			any             | wide            | GET Origin: https://a.example ~ Cookie: a=1
			wide            | any             | GET
			wide            | credentials     | GET
			methods         | wide            | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET
			headers         | wide            | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET
			methods         | headers         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET
			wide            | methods         | OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT
			credentials     | wide            | GET Origin: https://b.example
			other           | wide            | GET Origin: https://a.example ~ Sec-Fetch-Site: same-origin
			other           | credentials     | GET Origin: https://a.example ~ Sec-Fetch-Site: none
			other           | any             | GET Origin: https://a.example ~ Sec-Fetch-Site: same-origin
			""")
	void stricterPolicyIsFoundInBothDirections(String stricter, String laxer, String request) {
		MapRequest parsed = MapRequest.parse(request);
		assertThat(covering(stricter).stricter(covering(laxer), parsed).name()).isEqualTo(stricter);
		assertThat(covering(laxer).stricter(covering(stricter), parsed).name()).isEqualTo(stricter);
	}

	@Test
	void firstPolicyIsReturnedIfNeitherIsStricter() {
		CorsPolicy wide = covering("wide");
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		assertThat(wide.stricter(this.policy, request)).isSameAs(wide);
		assertThat(this.policy.stricter(wide, request)).isSameAs(this.policy);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					POLICY      | REQUEST                                                                            | STATUS | DECISION                                    | HEADERS
					wide        | GET                                                                                | 0      | wide NOT_CORS allowed                       | Vary: Origin
					wide        | GET Origin: https://a.example                                                      | 0      | wide ACTUAL denied ambiguous-path           | Vary: Origin
					wide        | GET Origin: https://c.example                                                      | 0      | wide ACTUAL denied origin-not-allowed       | Vary: Origin
					wide        | POST Origin: https://a.example ~ Sec-Fetch-Site: same-origin                       | 0      | wide ACTUAL denied ambiguous-path           | Vary: Origin
					wide        | POST Origin: https://c.example ~ Sec-Fetch-Site: same-origin                       | 0      | wide ACTUAL same-origin                     | Vary: Origin
					credentials | GET Origin: https://a.example                                                      | 0      | credentials ACTUAL denied ambiguous-path    | Vary: Origin
					any         | GET                                                                                | 0      | any NOT_CORS allowed                        | Vary: Origin
					any         | GET Origin: https://a.example                                                      | 0      | any ACTUAL denied ambiguous-path            | Vary: Origin
					any         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET             | 403    | any PREFLIGHT denied ambiguous-path         | Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
					enforced    | GET Origin: https://a.example                                                      | 403    | enforced ACTUAL denied origin-not-allowed   | Cache-Control: no-store ~ Vary: Origin
					enforced    | POST Origin: https://c.example                                                   | 0      | enforced ACTUAL denied ambiguous-path       | Vary: Origin
					enforced    | POST Sec-Fetch-Site: cross-site                                                    | 403    | enforced NOT_CORS denied cross-site-request | Cache-Control: no-store ~ Vary: Origin
					enforced    | POST Sec-Fetch-Site: same-origin                                                   | 0      | enforced NOT_CORS allowed                   | Vary: Origin
					enforced    | OPTIONS Origin: https://c.example ~ Access-Control-Request-Method: GET           | 403    | enforced PREFLIGHT denied ambiguous-path    | Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
					""")
	void policyWithoutGrantsKeepsItsDenialsAndGrantsNothing(String policy, String text, int status, String decision,
			String headers) {
		CorsPolicy withoutGrants = covering(policy).withoutGrants();
		MapRequest request = MapRequest.parse(text);
		CorsDecision decided = withoutGrants.decide(request);
		RecordedHeaders written = new RecordedHeaders();
		decided.writeTo(request, written);
		assertThat(decided).hasToString(decision);
		assertThat(decided.status()).isEqualTo(status);
		assertThat(written.lines()).map((line) -> line.name() + ": " + line.value())
			.containsExactly(headers.split(" ~ "));
		assertThat(withoutGrants.possibleDecisions()).element(decided.index()).isSameAs(decided);
		assertThat(withoutGrants.withoutGrants()).isSameAs(withoutGrants);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					POLICY      | OTHER       | REQUEST                                                                     | DECISION                              | CREDENTIALS
					credentials | credentials | GET Origin: https://a.example                                               | credentials ACTUAL allowed            | true
					credentials | wide        | GET Origin: https://a.example                                               | wide ACTUAL allowed                   | false
					credentials | any         | GET Origin: https://a.example                                               | credentials ACTUAL allowed            | false
					any         | credentials | GET Origin: https://a.example                                               | credentials ACTUAL allowed            | false
					any         | credentials | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET      | credentials PREFLIGHT allowed         | false
					any         | credentials | GET Origin: https://a.example ~ Cookie: a=1                                 | any ACTUAL denied credentials-not-allowed | false
					credentials | enforced    | GET Origin: https://a.example                                               | enforced ACTUAL denied origin-not-allowed | false
					credentials | any         | GET                                                                         | credentials NOT_CORS allowed          | false
					credentials | other       | GET Origin: https://a.example ~ Sec-Fetch-Site: same-origin                 | other ACTUAL same-origin              | false
					""")
	void combinedDecisionPermitsNoMoreThanEither(String policy, String other, String text, String decision,
			boolean credentials) {
		MapRequest request = MapRequest.parse(text);
		CorsDecision both = covering(policy).decide(request).and(covering(other).decide(request));
		RecordedHeaders written = new RecordedHeaders();
		both.writeTo(request, written);
		assertThat(both).hasToString(decision);
		assertThat(!written.values("Access-Control-Allow-Credentials").isEmpty()).isEqualTo(credentials);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					POLICY      | OTHER       | REQUEST                                                                | STATUS | HEADERS
					credentials | wide        | GET Origin: https://a.example                                          | 0      | Access-Control-Allow-Origin: https://a.example ~ Vary: Origin
					credentials | any         | GET Origin: https://a.example                                          | 0      | Access-Control-Allow-Origin: https://a.example ~ Vary: Origin
					exposing    | wide        | GET Origin: https://a.example                                          | 0      | Access-Control-Allow-Origin: https://a.example ~ Vary: Origin
					exposing    | any         | GET Origin: https://a.example                                          | 0      | Access-Control-Allow-Origin: https://a.example ~ Vary: Origin
					methods     | wide        | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 403    | Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
					methods     | wide        | GET Origin: https://a.example                                          | 0      | Access-Control-Allow-Origin: https://a.example ~ Vary: Origin
					wide        | headers     | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 403    | Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
					upper case  | lower case  | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | 403    | Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
					wide        | methods     | GET Origin: https://c.example                                          | 0      | Vary: Origin
					""")
	void policyIsLimitedToWhatAnotherGrants(String policy, String other, String text, int status, String headers) {
		CorsPolicy limited = covering(policy).limitedTo(covering(other));
		MapRequest request = MapRequest.parse(text);
		RecordedHeaders written = new RecordedHeaders();
		CorsDecision decision = limited.decide(request);
		decision.writeTo(request, written);
		assertThat(decision.status()).isEqualTo(status);
		assertThat(written.lines()).map((line) -> line.name() + ": " + line.value())
			.containsExactly(headers.split(" ~ "));
		assertThat(limited.possibleDecisions()).extracting(CorsDecision::reason).contains(decision.reason());
	}

	@Test
	void policyThatGrantsNoMoreThanAnotherIsReturned() {
		CorsPolicy wide = covering("wide");
		for (String other : List.of("wide", "credentials", "exposing", "methods", "other", "any")) {
			assertThat(wide.limitedTo(covering(other))).as(other).isSameAs(wide);
		}
		CorsPolicy credentials = covering("credentials");
		CorsPolicy limited = credentials.limitedTo(wide);
		assertThat(limited.withoutGrants()).isSameAs(credentials.withoutGrants());
		assertThat(limited.limitedTo(covering("any"))).isSameAs(limited);
	}

	@Test
	void denialHasAReasonAndTheSettingToChange() {
		assertReason("GET Origin:", DenialReason.MALFORMED_ORIGIN, null);
		assertReason("GET Origin: null", DenialReason.ORIGIN_NOT_ALLOWED, Setting.ALLOWED_ORIGINS);
		assertReason(PREFLIGHT + "a b", DenialReason.MALFORMED_METHOD, null);
		assertReason(PREFLIGHT + "PUT", DenialReason.METHOD_NOT_ALLOWED, Setting.ALLOWED_METHODS);
		assertReason(PREFLIGHT + "GET ~ Access-Control-Request-Headers: ;", DenialReason.HEADER_NOT_ALLOWED,
				Setting.ALLOWED_HEADERS);
	}

	@Test
	void reasonIsThatOfTheFirstFailedCheck() {
		String wrong = " ~ Access-Control-Request-Method: TRACE ~ Access-Control-Request-Headers: ;";
		assertReason("OPTIONS Origin: a b" + wrong, DenialReason.MALFORMED_ORIGIN, null);
		assertReason("OPTIONS Origin: https://b.example" + wrong, DenialReason.ORIGIN_NOT_ALLOWED,
				Setting.ALLOWED_ORIGINS);
		assertReason("OPTIONS Origin: https://a.example" + wrong, DenialReason.METHOD_NOT_ALLOWED,
				Setting.ALLOWED_METHODS);
	}

	@Test
	void codesOfReasonsAreStable() {
		assertThat(DenialReason.values()).extracting(DenialReason::code)
			.containsExactly("malformed-origin", "origin-not-allowed", "malformed-method", "method-not-allowed",
					"header-not-allowed", "not-own-origin", "cross-site-request", "credentials-not-allowed",
					"ambiguous-path", "missing-policy");
		assertThat(CorsDecision.Outcome.values()).extracting(CorsDecision.Outcome::code)
			.containsExactly("allowed", "denied", "would-deny", "same-origin");
		assertThat(DenialReason.values()).extracting(DenialReason::sentence)
			.allMatch((sentence) -> !sentence.isBlank() && !sentence.endsWith("."));
	}

	@Test
	void onlyPreflightsHaveAStatus() {
		assertThat(REQUESTS).allSatisfy((text) -> {
			CorsDecision decision = decide(text);
			boolean preflight = decision.kind() == CorsDecision.Kind.PREFLIGHT;
			assertThat(decision.status()).isEqualTo(!preflight ? CorsDecision.GO_ON : decision.isAllowed() ? 204 : 403);
			assertThat(decision.isAllowed()).isEqualTo(decision.reason() == null);
			assertThat(decision.policy()).isEqualTo("default");
		});
	}

	@Test
	void optionsInLowerCaseIsNotAPreflight() {
		assertThat(decide("options Origin: https://a.example ~ Access-Control-Request-Method: GET").kind())
			.isEqualTo(CorsDecision.Kind.ACTUAL);
	}

	@Test
	void headersWrittenTwiceAreSetOnce() {
		MapRequest request = MapRequest.parse("GET Origin: https://a.example");
		RecordedHeaders headers = new RecordedHeaders();
		headers.add("Vary", "Accept-Encoding");
		headers.add("access-control-allow-origin", "https://upstream.example");
		CorsDecision decision = this.policy.decide(request);
		decision.writeTo(request, headers);
		decision.writeTo(request, headers);
		assertThat(headers.values("Access-Control-Allow-Origin")).containsExactly("https://a.example");
		assertThat(headers.values("Vary")).containsExactly("Accept-Encoding", "Origin");
	}

	@Test
	void textOfAPolicyHasNameAndPaths() {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example");
		assertThat(defaults.build()).hasToString("default [/**]");
		CorsPolicy named = new CorsPolicyBuilder("admin", defaults).paths("/admin/**", "/ops").build();
		assertThat(named).hasToString("admin [/admin/**, /ops]");
		assertThat(named.name()).isEqualTo("admin");
		assertThat(named.paths()).containsExactly("/admin/**", "/ops");
		assertThat(named.decide(MapRequest.parse("GET")).policy()).isEqualTo("admin");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource({ "http://localhost, true", "http://localhost:*, true", "https://localhost:8443, true",
			"http://*.localhost:8080, true", "http://a.localhost, true", "http://127.0.0.1:8080, true",
			"http://127.1.2.3, true", "http://127.*.*.*:*, true", "http://[::1], true", "http://[::1]:8080, true",
			"'http://localhost:[1,2]', true", "'http://[::1]:[1,2]', true", "https://app.example.com, false",
			"http://localhost.example.com, false", "http://127.0.0.1.example.com, false", "http://10.0.0.1:8080, false",
			"http://[::2]:8080, false", "http://[fe80::1], false", "http://notlocalhost, false",
			"https://*.example.com:*, false", "'https://example.com:[8443,9443]', false",
			"'http://localhost, https://app.example.com', false" })
	void loopbackOwnOriginsAreRecognized(String origins, boolean loopback) {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example")
			.ownOrigins(origins)
			.enforcement(Enforcement.SERVER)
			.build();
		assertThat(policy.ownsOnlyLoopbackOrigins()).isEqualTo(loopback);
		assertThat(this.policy.ownsOnlyLoopbackOrigins()).as("without own origins").isFalse();
	}

	private static CorsPolicy covering(String name) {
		CorsPolicyBuilder policy = new CorsPolicyBuilder(name, new CorsPolicyBuilder()).paths("/x");
		CorsPolicyBuilder built = switch (name) {
			case "enforced" -> policy.allowedOrigins("https://c.example").enforcement(Enforcement.SERVER);
			case "other" -> policy.allowedOrigins("https://c.example");
			case "wide" -> policy.allowedOrigins("https://a.example", "https://b.example");
			case "methods" ->
				policy.allowedOrigins("https://a.example", "https://b.example").allowedMethods("GET", "PUT");
			case "upper case" -> policy.allowedOrigins("https://a.example").allowedMethods("GET", "REPORT");
			case "lower case" -> policy.allowedOrigins("https://a.example").allowedMethods("GET", "report");
			case "exposing" -> policy.allowedOrigins("https://a.example").exposedHeaders("X-A");
			case "headers" -> policy.allowedOrigins("https://a.example").allowedHeaders("X-A");
			case "credentials" -> policy.allowedOrigins("https://a.example").allowCredentials(true);
			default -> policy.allowedOrigins("*");
		};
		return built.build();
	}

	private CorsDecision decide(String request) {
		return this.policy.decide(MapRequest.parse(request));
	}

	private void assertReason(String request, DenialReason reason, @Nullable Setting setting) {
		assertThat(decide(request).reason()).isEqualTo(reason);
		assertThat(reason.setting()).isEqualTo(setting);
	}

}
