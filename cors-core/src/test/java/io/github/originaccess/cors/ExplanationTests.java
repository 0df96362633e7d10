// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.originaccess.cors.CorsDecision.Kind;
import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.SettingPlace.Setter;
import io.github.originaccess.cors.fixtures.HostileRequests;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.RecordedHeaders;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every denial has a code, a sentence and the property to change. All texts are
 * sanitised.
 */
class ExplanationTests {

	private static final String TABLE = "/fixtures/explanations.csv";

	@ParameterizedTest
	@CsvFileSource(resources = TABLE, delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`')
	void denialIsExplained(String settings, String text, @Nullable String code, @Nullable String property, int status,
			String sentence) {
		MapRequest request = MapRequest.parse(text);
		Explanation explanation = explain(PolicySettings.parse(settings).toBuilder().build(), request);
		DenialReason reason = explanation.decision().reason();
		assertThat((reason != null) ? reason.code() : null).isEqualTo(code);
		assertThat(explanation.sentence()).isEqualTo(sentence);
		assertThat(explanation.property()).isEqualTo(property);
		assertThat(explanation.writtenDecision().status()).isEqualTo(status);
		RecordedHeaders headers = new RecordedHeaders();
		explanation.writtenDecision().writeTo(request, headers);
		assertThat(headers.values(Explanation.HEADER))
			.isEqualTo((code != null) ? List.of(code + ": " + sentence) : List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`', textBlock = """
			METHOD  | REQUESTED | PATH                            | WORDS
			GET     |           | /api/items                      | GET /api/items
			get     |           | /api/items/7                    | get /api/items/7
			OPTIONS | PUT       | /api/items                      | the preflight for PUT /api/items
			OPTIONS | a b       | /api/items                      | the preflight for a?b /api/items
			OPTIONS |           | /api/items                      | OPTIONS /api/items
			DELETE  |           | ``                              | DELETE /
			POST    |           | *                               | POST *
			GET     |           | /caf%C3%A9/a,b=c!               | GET /caf%C3%A9/a,b=c!
			GET     |           | /a;jsessionid=4711/b;x;y        | GET /a;***/b;***;***
			GET     |           | /a;4711                         | GET /a;***
			GET     |           | /a%3Bx=4711%3b/b                | GET /a;***;***/b
			GET     |           | /a<script>\u001b[2J"`            | GET /a?script??[2J??
			GET     |           | `/a b\tc\rd`                      | GET /a?b?c?d
			GET     |           | /${jndi:ldap://x}               | GET /??jndi:ldap://x?
			GET     |           | /é                              | GET /?
			""")
	void requestIsNamedByMethodAndPath(String method, @Nullable String requested, String path, String words) {
		List<WireHeader> headers = new ArrayList<>(List.of(new WireHeader("Origin", "https://b.example")));
		if (requested != null) {
			headers.add(new WireHeader("Access-Control-Request-Method", requested));
		}
		MapRequest request = new MapRequest(new WireRequest(method, headers), path);
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		assertThat(explain(policy, request).request()).isEqualTo(words);
		assertThat(RequestNotice.ofDroppedHeader("default", request, "X", "x")).doesNotContain("\n", "4711", "<");
	}

	@Test
	void longPathIsCut() {
		MapRequest request = new MapRequest(WireRequest.parse("GET"), "/" + "a".repeat(200));
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		assertThat(explain(policy, request).request()).isEqualTo("GET /" + "a".repeat(99) + "...");
		MapRequest parameters = new MapRequest(WireRequest.parse("GET"), "/" + ";a".repeat(4000));
		assertThat(explain(policy, parameters).request()).hasSizeLessThan(120);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					NAME                          | VALUE                      | WORDS
					Access-Control-Allow-Origin   | https://upstream.example   | Access-Control-Allow-Origin: https://upstream.example
					Access-Control-Allow-Origin   | *                          | Access-Control-Allow-Origin: *
					Access-Control-Allow-Methods  | GET, POST                  | Access-Control-Allow-Methods: GET, POST
					Access-Control-Allow-Origin   | ''                         | Access-Control-Allow-Origin: empty
							Access-Control-Allow-Origin   | https://u:secret@a.example | Access-Control-Allow-Origin: https://***@a.example
					Access-Control-Allow-Headers  | '<b>\u001b'                | Access-Control-Allow-Headers: ?b??
					""")
	void droppedHeaderIsNamedWithItsValueAndRequest(String name, String value, String words) {
		assertThat(RequestNotice.ofDroppedHeader("shop", MapRequest.parse("PUT"), name, value))
			.isEqualTo("The header " + words + " was dropped from the response to PUT /api/items, because the CORS"
					+ " policy 'shop' alone decides there.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SETTINGS                                            | REQUEST                                                                | CHECKS
					allowed-origins=https://a.example                   | GET Origin: https://b.example                                          | malformed-origin origin-not-allowed
					allowed-origins=https://a.example                   | PUT Origin: https://a.example                                          | malformed-origin origin-not-allowed method-not-allowed
					allowed-origins=https://a.example                   | GET Origin: https://a.example                                          | malformed-origin origin-not-allowed method-not-allowed
					allowed-origins=https://a.example                   | POST Origin: http://localhost                                          |
					allowed-origins=https://a.example                   | GET                                                                    |
					allowed-origins=*                                   | GET Origin: https://a.example                                          |
					allowed-origins=*                                   | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT | malformed-origin origin-not-allowed malformed-method method-not-allowed
					allowed-origins=https://a.example                   | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | malformed-origin origin-not-allowed malformed-method method-not-allowed header-not-allowed
					allowed-origins=https://a.example;enforcement=server | GET                                                                   | cross-site-request
					allowed-origins=https://a.example;enforcement=server;own-origins=http://o.example | PUT Sec-Fetch-Site: cross-site ~ Host: o.example | not-own-origin cross-site-request
					allowed-origins=https://a.example;enforcement=server;own-origins=http://o.example | GET Host: o.example                      | not-own-origin cross-site-request
					allowed-origins=https://a.example;enforcement=server;own-origins=http://o.example | GET Origin: http://b.example ~ Sec-Fetch-Site: same-origin | not-own-origin
					""")
	void lastCheckIsTheFailedOne(String settings, String text, @Nullable String checks) {
		Explanation explanation = explain(PolicySettings.parse(settings).toBuilder().build(), MapRequest.parse(text));
		assertThat(explanation.checks()).extracting(DenialReason::code)
			.isEqualTo((checks != null) ? List.of(checks.split(" ")) : List.of());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`',
			textBlock = """
					SETTER             | BEANS   | ORIGIN ASKS FOR PUT                                                                                                                          | PROPERTY
					PROPERTY           |         | add it to cors.policies.api.allowed-methods.                                                                                                 | cors.policies.api.allowed-methods
					INHERITED_PROPERTY |         | add it to cors.allowed-methods, which the policy inherits, or set cors.policies.api.allowed-methods to a list with it.                        | cors.policies.api.allowed-methods
					NOTHING            |         | set cors.policies.api.allowed-methods to GET, HEAD, POST, PUT.                                                                               | cors.policies.api.allowed-methods
					CODE               |         | add it to allowed-methods of the policy 'api' in code.                                                                                       |
					CODE               | one     | add it to allowed-methods in the bean 'one'.                                                                                                 |
					CODE               | one,two | add it to allowed-methods in the beans 'one' and 'two'.                                                                                      |
					CODE               | a<b>"x  | add it to allowed-methods in the bean 'a?b??x'.                                                                                              |
					PROPERTY           | one     | have the bean 'one' supply it, or add it to cors.policies.api.allowed-methods.                                                               | cors.policies.api.allowed-methods
					INHERITED_PROPERTY | one,two | have the beans 'one' and 'two' supply it, or add it to cors.allowed-methods, which the policy inherits, or set cors.policies.api.allowed-methods to a list with it. | cors.policies.api.allowed-methods
					""")
	void remedyNamesThePlaceOfTheSetting(Setter setter, @Nullable String beans, String remedy,
			@Nullable String property) {
		MapRequest request = MapRequest.parse("PUT Origin: https://a.example");
		CorsPolicy policy = named("api").build();
		List<String> names = (beans != null) ? List.of(beans.split(",")) : List.of();
		Explanation explanation = Explanation.of(policy, request, policy.decide(request),
				(each, setting) -> new SettingPlace(setter, "", names, "somewhere"));
		assertThat(explanation.sentence())
			.isEqualTo("The method PUT is not among the allowed methods. To allow it, " + remedy);
		assertThat(explanation.property()).isEqualTo(property);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					OWN ORIGIN          | REQUEST                                  | WORDS
					                    | POST Sec-Fetch-Site: cross-site          | set enforcement in the bean 'one' to browser.
					                    | GET Origin: null                         | so only * in allowed-origins in the bean 'one' allows it, in a policy with neither
					                    | GET Origin: https://b.example/           | To allow that, add it to allowed-origins in the bean 'one'.
					                    | GET Origin: https://a.example ~ Cookie: a=1 | and allow-credentials in the bean 'one' is false. Set it to true,
					https://own.example | POST Host: b.example                     | add it to own-origins in the bean 'one'.
					""")
	void everyRemedyNamesTheBeanThatSetsTheSetting(@Nullable String ownOrigin, String text, String words) {
		MapRequest request = MapRequest.parse(text);
		CorsPolicy policy = named("api").enforcement(Enforcement.SERVER)
			.ownOrigins((ownOrigin != null) ? List.of(ownOrigin) : null)
			.build();
		Explanation explanation = Explanation.of(policy, request, policy.decide(request),
				(each, setting) -> SettingPlace.inCode(List.of("one")));
		String withheld = explanation.withheld();
		assertThat((withheld != null) ? withheld : explanation.sentence()).contains(words).doesNotContain("cors.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SETTINGS                                                   | REMEDY
					allowed-origins=https://a.example                          | Set it to true, or have the page send the request without credentials.
					allowed-origins=https://a.example,http://localhost:3000    | Set it to true, or have the page send the request without credentials.
					allowed-origins=https://a.example,https://*.b.example      | Set it to true, if all hosts that the allowed origins match are yours, or have the page send the request without credentials.
					allowed-origins=https://a.example,http://10.0.0.1          | Have the page send the request without credentials, or set it to true, which needs https for all allowed origins.
					allowed-origins=https://a.example; exposed-headers=*       | Have the page send the request without credentials, or set it to true, which needs a list of names in cors.exposed-headers.
					allowed-origins=https://a.example,http://b.example; exposed-headers=* | Have the page send the request without credentials, or set it to true, which needs a list of names in cors.exposed-headers and https for all allowed origins.
					""")
	void remedyForCookiesIsOneThatThePolicyAccepts(String settings, String remedy) {
		MapRequest request = MapRequest.parse("GET Origin: https://a.example ~ Cookie: a=1");
		assertThat(explain(PolicySettings.parse(settings).toBuilder().build(), request).withheld())
			.endsWith(" and cors.allow-credentials is false. " + remedy);
	}

	@Test
	void readingsWithDifferentListsAreNotSaidToBeUncovered() {
		CorsPolicy one = named("one").allowedMethods("GET", "PUT").build();
		CorsPolicy other = named("other").allowedMethods("GET", "DELETE").build();
		MapRequest request = MapRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET");
		CorsPolicy limited = one.limitedTo(other);
		assertThat(explain(limited, request).sentence()).startsWith("The path can be read in several ways, and the"
				+ " policies of these list different methods or headers, so no preflight is allowed.");
		assertThat(explain(one.withoutGrants(), request).sentence())
			.startsWith("The path can be read in several ways, and no policy covers one of them,");
	}

	@ParameterizedTest
	@CsvSource({ "api, cors.policies.api.", "My_Api-1, cors.policies.My_Api-1.", "my.api, cors.policies[my.api].",
			"my api, cors.policies[my api].", "/x/*, cors.policies[/x/*].", "default, cors." })
	void keyOfAPolicyIsOneThatBinds(String name, String prefix) {
		CorsPolicy policy = (name.equals("default") ? new CorsPolicyBuilder().allowedOrigins("https://a.example")
				: named(name))
			.build();
		assertThat(explain(policy, MapRequest.parse("GET Origin: https://b.example")).property())
			.isEqualTo(prefix + "allowed-origins");
	}

	@Test
	void placeOfAPropertyStandsBesideIt() {
		CorsPolicy policy = named("api").build();
		MapRequest request = MapRequest.parse("GET Origin: https://b.example");
		assertThat(
				Explanation
					.of(policy, request, policy.decide(request),
							(each, setting) -> new SettingPlace(Setter.PROPERTY, "property source '<b>'", List.of(),
									"text"))
					.sentence())
			.endsWith("add it to cors.policies.api.allowed-origins (property source ?b?).");
	}

	private static CorsPolicyBuilder named(String name) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder()).allowedOrigins("https://a.example").paths("/**");
	}

	@Test
	void propertyHasTheNameOfThePolicy() {
		CorsPolicy policy = new CorsPolicyBuilder("ad\nmin", new CorsPolicyBuilder()).allowedOrigins()
			.paths("/**")
			.build();
		assertThat(explain(policy, MapRequest.parse("GET Origin: https://a.example")).property())
			.isEqualTo("cors.policies[ad?min].allowed-origins");
	}

	@Test
	void tooLongHeaderListIsDeniedByAnyHeaderPolicy() {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		Explanation explanation = explain(policy,
				MapRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET"
						+ " ~ Access-Control-Request-Headers: " + "x-a,".repeat(2000)));
		assertThat(explanation.writtenDecision().status()).isEqualTo(403);
		assertThat(explanation.sentence()).contains("longer than 4096 characters", "cors.allowed-headers");
	}

	@Test
	void explainedDenialKeepsIndexReasonAndOutcome() {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins("https://a.example").build();
		Explanation explanation = explain(policy,
				MapRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT"));
		assertThat(explanation.writtenDecision().index()).isEqualTo(explanation.decision().index());
		assertThat(explanation.writtenDecision().reason()).isEqualTo(DenialReason.METHOD_NOT_ALLOWED);
		assertThat(explanation.writtenDecision().outcome()).isEqualTo(Outcome.DENIED);
	}

	/** Evaluates the response as the standard says that browsers do. */
	@Test
	void explanationPermitsNothingAndIsSanitised() {
		HostileRequests requests = new HostileRequests(20260711);
		int explained = 0;
		for (int i = 0; i < 50_000; i++) {
			MapRequest request = new MapRequest(requests.next().request());
			for (CorsPolicy policy : POLICIES) {
				Explanation explanation = explain(policy, request);
				assertThat(explanation.sentence()).matches("[A-Za-z0-9 ,.:;()*/?'+_~@\\[\\]-]+");
				if (explanation.decision().reason() != null && explanation.decision().kind() == Kind.PREFLIGHT) {
					RecordedHeaders headers = new RecordedHeaders();
					explanation.writtenDecision().writeTo(request, headers);
					assertThat(isPermission(request, headers)).as(request.toString()).isFalse();
					explained += (explanation.writtenDecision().status() == 200) ? 1 : 0;
				}
			}
		}
		assertThat(explained).isGreaterThan(100);
	}

	private static final List<CorsPolicy> POLICIES = List.of(
			new CorsPolicyBuilder().allowedOrigins("https://a.example")
				.allowedMethods("GET", "REPORT")
				.allowedHeaders("X-A")
				.build(),
			new CorsPolicyBuilder().allowedOrigins("*").allowedMethods("PUT").allowedHeaders("X-A").build(),
			new CorsPolicyBuilder().allowedOrigins("*").allowedMethods("*").build(),
			new CorsPolicyBuilder().allowedOrigins("https://*.example.com", "https://a.example")
				.allowCredentials(true)
				.allowedMethods("*")
				.build());

	/**
	 * Whether a browser takes the response for a permission.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch-0">Fetch,
	 * CORS-preflight fetch, step 7</a>
	 */
	private static boolean isPermission(MapRequest request, RecordedHeaders headers) {
		String origin = Objects.requireNonNull(request.header("Origin"));
		boolean credentials = headers.values("Access-Control-Allow-Credentials").contains("true");
		List<String> allowed = List.copyOf(headers.values("Access-Control-Allow-Origin"));
		String method = Objects.requireNonNull(request.header("Access-Control-Request-Method"));
		List<String> methods = elements(headers.values("Access-Control-Allow-Methods"));
		List<String> names = elements(headers.values("Access-Control-Allow-Headers")).stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.toList();
		return (allowed.contains(origin) || !credentials && allowed.contains("*"))
				&& (List.of("GET", "HEAD", "POST").contains(method) || methods.contains(method)
						|| !credentials && methods.contains("*"))
				&& elements(request.headers("Access-Control-Request-Headers")).stream()
					.map((name) -> name.toLowerCase(Locale.ROOT))
					.allMatch((name) -> names.contains(name)
							|| !credentials && names.contains("*") && !name.equals("authorization"));
	}

	private static List<String> elements(Iterable<String> lines) {
		return Arrays.stream(String.join(",", lines).split(","))
			.map(String::strip)
			.filter((s) -> !s.isEmpty())
			.toList();
	}

	private static Explanation explain(CorsPolicy policy, CorsRequest request) {
		return Explanation.of(policy, request, policy.decide(request));
	}

}
