// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NameListTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '~', useHeadersInDisplayName = true, textBlock = """
			SETTING         | WRITTEN                        | CODE                      | REMEDY
			ALLOWED_METHODS | GET PUT                        | method-invalid            | GET, PUT
			ALLOWED_METHODS | [GET, PUT]                     | method-invalid            | GET, PUT
			ALLOWED_METHODS | ["GET","PUT"]                  | method-invalid            | GET, PUT
			ALLOWED_METHODS | GET;PUT                        | method-invalid            | GET, PUT
			ALLOWED_METHODS | 'GET'                          | method-invalid            | GET
			ALLOWED_METHODS | "GET                           | method-invalid            | GET
			ALLOWED_METHODS | GET/PUT                        | method-invalid            |
			ALLOWED_METHODS | GÉT                            | method-invalid            |
			ALLOWED_METHODS | GET TRACE                      | method-invalid            |
			ALLOWED_METHODS | []                             | method-invalid            |
			ALLOWED_METHODS | "                              | method-invalid            |
			ALLOWED_METHODS | trace                          | method-forbidden          |
			ALLOWED_METHODS | P*                             | name-with-wildcard        | *
			ALLOWED_METHODS | '                              |                           |
			ALLOWED_METHODS | ''                             |                           |
			ALLOWED_METHODS | '*'                            | name-with-wildcard        | *
			ALLOWED_METHODS | '!'                            |                           |
			ALLOWED_METHODS | ~GET|PUT~                      |                           |
			ALLOWED_HEADERS | X-A: 1                         | header-name-invalid       | X-A
			ALLOWED_HEADERS | Content-Type: application/json | header-name-invalid       | Content-Type
			ALLOWED_HEADERS | Cookie: a=b                    | header-name-invalid       |
			ALLOWED_HEADERS | : X-A                          | header-name-invalid       |
			ALLOWED_HEADERS | `X-A`                          | header-name-invalid       | X-A
			ALLOWED_HEADERS | X-* X-A                        | header-name-invalid       |
			ALLOWED_HEADERS | X A Y                          | header-name-invalid       | X, A, Y
			ALLOWED_HEADERS | Sec-Fetch-Site                 | request-header-forbidden  |
			ALLOWED_HEADERS | Set-Cookie2                    |                           |
			EXPOSED_HEADERS | Set-Cookie2                    | response-header-forbidden |
			EXPOSED_HEADERS | X-A;X-B                        | header-name-invalid       | X-A, X-B
			EXPOSED_HEADERS | Cookie                         |                           |
			ALLOWED_METHODS | all                            | any-written-as-word       | *
			ALLOWED_HEADERS | ANY                            | any-written-as-word       | *
			EXPOSED_HEADERS | all                            | any-written-as-word       |
			ALLOWED_METHODS | DELTE                          | name-nearly-standard      | DELETE
			ALLOWED_METHODS | delte                          | name-nearly-standard      | DELETE
			ALLOWED_METHODS | OPTION                         | name-nearly-standard      | OPTIONS
			ALLOWED_METHODS | QUREY                          | name-nearly-standard      | QUERY
			ALLOWED_METHODS | POSTS                          | name-nearly-standard      | POST
			ALLOWED_METHODS | DLTE                           |                           |
			ALLOWED_HEADERS | Autorization                   | name-nearly-standard      | Authorization
			ALLOWED_HEADERS | Authorisation                  | name-nearly-standard      | Authorization
			ALLOWED_HEADERS | authroization                  | name-nearly-standard      | Authorization
			ALLOWED_HEADERS | Contnet-Type                   | name-nearly-standard      | Content-Type
			ALLOWED_HEADERS | ContentType                    | name-nearly-standard      | Content-Type
			ALLOWED_HEADERS | If-Nonmatch                    |                           |
			ALLOWED_HEADERS | Content-Lenght                 |                           |
			EXPOSED_HEADERS | Content-Lenght                 | name-nearly-standard      | Content-Length
			EXPOSED_HEADERS | Cache-Controll                 | name-nearly-standard      | Cache-Control
			EXPOSED_HEADERS | X-*                            | name-with-wildcard        |
			EXPOSED_HEADERS | **                             | name-with-wildcard        |
			ALLOWED_HEADERS | X-*                            | name-with-wildcard        | *
			ALLOWED_METHODS | GET DELTE                      | method-invalid            | GET, DELETE
			ALLOWED_METHODS | get GET Put                    | method-invalid            | get, Put
			ALLOWED_HEADERS | X-A x-a Autorization           | header-name-invalid       | X-A, Authorization
			ALLOWED_HEADERS | 'Autorization'                 | header-name-invalid       | Authorization
			EXPOSED_HEADERS | ETag all                       | header-name-invalid       |
			ALLOWED_HEADERS | Access-Control-X: Y            | header-name-invalid       |
			""")
	void problemOfANameIsFoundWithItsRemedy(Setting setting, String written, @Nullable String code,
			@Nullable String remedy) {
		ElementProblem problem = NameList.problem(setting, written);
		assertThat((problem != null) ? problem.code().id() : null).isEqualTo(code);
		assertThat((problem != null) ? problem.remedy() : null).isEqualTo(remedy);
	}

	@ParameterizedTest
	@EnumSource(names = { "ALLOWED_METHODS", "ALLOWED_HEADERS", "EXPOSED_HEADERS" })
	void nameMayContainEveryCharacterOfAToken(Setting setting) {
		for (char c : "!#$%&'+-.^_`|~0aZ".toCharArray()) {
			assertThat(NameList.problem(setting, c + "x" + c + "y")).as("%s", c).isNull();
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SETTING         | WRITTEN                                                                       | FORBIDDEN                             | REMEDY
					ALLOWED_HEADERS | Origin, Content-Type, Accept, Authorization, Access-Control-Request-Method    | Origin, Access-Control-Request-Method | Content-Type, Accept, Authorization
					ALLOWED_HEADERS | Host, X-Token, Cookie                                                         | Host, Cookie                          | X-Token
					ALLOWED_HEADERS | x-token,cookie,X-TOKEN2,cookie                                                | cookie                                | x-token, X-TOKEN2
					ALLOWED_HEADERS | Cookie, *                                                                     | Cookie                                | *
					ALLOWED_HEADERS | Sec-Fetch-Site, DNT                                                           | Sec-Fetch-Site, DNT                   |
					ALLOWED_HEADERS | Cookie                                                                        | Cookie                                |
					ALLOWED_HEADERS | Cookie, X A                                                                   | Cookie                                | X, A
					ALLOWED_HEADERS | Cookie, X-*                                                                   | Cookie                                |
					ALLOWED_HEADERS | Cookie, X/A                                                                   | Cookie                                |
					ALLOWED_HEADERS | Origin, DELETE                                                                | Origin                                |
					ALLOWED_HEADERS | Origin, "X-A"                                                                 | Origin                                | X-A
					ALLOWED_HEADERS | Cookie, X-A, x-a, X-B                                                         | Cookie                                | X-A, X-B
					ALLOWED_METHODS | GET, TRACE, DELTE                                                             | TRACE                                 | GET, DELETE
					ALLOWED_METHODS | TRACE, get, GET, purge, PURGE                                                 | TRACE                                 | get, purge, PURGE
					ALLOWED_METHODS | TRACE, all                                                                    | TRACE                                 | *
					ALLOWED_METHODS | TRACE, GET, *                                                                 | TRACE                                 | *
					EXPOSED_HEADERS | *, Set-Cookie                                                                 | Set-Cookie                            |
					EXPOSED_HEADERS | Set-Cookie, X-*                                                               | Set-Cookie                            |
					EXPOSED_HEADERS | Set-Cookie, all                                                               | Set-Cookie                            |
					ALLOWED_HEADERS | Cookie, Autorization                                                          | Cookie                                | Authorization
					EXPOSED_HEADERS | ETag, Set-Cookie, Access-Control-Allow-Origin, Cookie                         | Set-Cookie, Access-Control-Allow-Origin | ETag, Cookie
					ALLOWED_METHODS | GET, trace, PUT, CONNECT                                                      | trace, CONNECT                        | GET, PUT
					ALLOWED_METHODS | TRACK                                                                         | TRACK                                 |
					""")
	void forbiddenNamesAreOneProblemWhoseRemedyIsTheListWithoutThem(Setting setting, String written, String forbidden,
			@Nullable String remedy) {
		Map<ListElement, ElementProblem> found = new LinkedHashMap<>();
		NameList.parse(setting, List.of(written), found::put);
		List<Map.Entry<ListElement, ElementProblem>> problems = found.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().code().id().endsWith("forbidden"))
			.toList();
		assertThat(problems).singleElement().satisfies((problem) -> {
			boolean whole = written.contains(",");
			assertThat(problem.getKey().index()).isEqualTo(whole ? -1 : 0);
			assertThat(problem.getValue().reason()).contains(" " + forbidden);
			assertThat(problem.getValue().remedy()).isEqualTo(remedy);
			assertThat(problem.getValue().reason().contains("leave the property out"))
				.isEqualTo(written.equals(forbidden));
		});
		if (remedy != null) {
			assertThat(problemsOf(setting, remedy)).isEmpty();
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					SETTING         | WRITTEN                                             | CODE                | REMEDY
					ALLOWED_HEADERS | Access-Control-Allow-Headers: X-B, X-A              | header-name-invalid | X-B, X-A
					ALLOWED_HEADERS | access-control-allow-headers : Autorization         | header-name-invalid | Authorization
					ALLOWED_HEADERS | Access-Control-Request-Headers: x-b,content-type    | header-name-invalid | x-b, content-type
					ALLOWED_HEADERS | Access-Control-Allow-Headers: Cookie, X-A           | header-name-invalid | X-A
					ALLOWED_HEADERS | Access-Control-Allow-Headers: *                     | header-name-invalid | *
					ALLOWED_HEADERS | Access-Control-Allow-Headers:                       | header-name-invalid |
					ALLOWED_METHODS | Access-Control-Allow-Methods: GET, POST             | method-invalid      | GET, POST
					ALLOWED_METHODS | Access-Control-Allow-Methods: GET POST, get         | method-invalid      | GET, POST
					EXPOSED_HEADERS | Access-Control-Expose-Headers: ETag, Link           | header-name-invalid | ETag, Link
					EXPOSED_HEADERS | Access-Control-Expose-Headers: *                    | header-name-invalid |
					""")
	void pastedHeaderIsOneProblemWhoseRemedyAreItsNames(Setting setting, String written, String code,
			@Nullable String remedy) {
		assertThat(problemsOf(setting, written)).singleElement().satisfies((problem) -> {
			assertThat(problem.code().id()).isEqualTo(code);
			assertThat(problem.remedy()).isEqualTo(remedy);
		});
		if (remedy != null) {
			assertThat(problemsOf(setting, remedy)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "*, Cookie", "*, X/A" })
	void starCoversNoInvalidName(String written) {
		assertThat(problemsOf(Setting.ALLOWED_HEADERS, written)).singleElement()
			.satisfies((problem) -> assertThat(problem.code().isWarning()).isFalse());
	}

	private static List<ElementProblem> problemsOf(Setting setting, String written) {
		List<ElementProblem> problems = new ArrayList<>();
		NameList.parse(setting, List.of(written), (element, problem) -> problems.add(problem));
		return problems;
	}

	@ParameterizedTest
	@ValueSource(strings = { "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "DELETE", "GET", "HEAD",
			"LABEL", "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE",
			"MOVE", "OPTIONS", "ORDERPATCH", "PATCH", "POST", "PRI", "PROPFIND", "PROPPATCH", "PUT", "QUERY", "REBIND",
			"REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE", "UPDATEREDIRECTREF",
			"VERSION-CONTROL", "PURGE", "BAN", "NOTIFY", "SUBSCRIBE", "UNSUBSCRIBE", "M-SEARCH", "POLL", "PUSH", "SET",
			"READ", "REFRESH", "BPROPFIND", "SOURCE", "BATCH", "WATCH", "MATCH", "CATCH", "BDELETE", "BCOPY" })
	void realMethodIsNoWarning(String method) {
		assertThat(NameList.problem(Setting.ALLOWED_METHODS, method)).isNull();
		// Link is a header name too.
		ElementProblem lowerCase = NameList.problem(Setting.ALLOWED_METHODS, method.toLowerCase(Locale.ROOT));
		assertThat(lowerCase != null).isEqualTo(method.equals("LINK"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "A-IM", "Accept", "Accept-CH", "Accept-Datetime", "Accept-Language", "Accept-Patch",
			"Accept-Post", "Accept-Ranges", "Accept-Version", "Age", "Allow", "Alt-Svc", "API-Version",
			"Apollo-Require-Preflight", "Authorization", "Authentication-Info", "Baggage", "B3", "Cache-Control",
			"Cache-Status", "Client-Version", "Content-Digest", "Content-Disposition", "Content-Encoding", "Content-ID",
			"Content-Language", "Content-Length", "Content-Location", "Content-MD5", "Content-Range",
			"Content-Security-Policy", "Content-Type", "Correlation-Id", "CSRF-Token", "Depth", "Destination", "Digest",
			"DPoP", "ETag", "Expires", "Forwarded", "From", "HX-Request", "Idempotency-Key", "If", "If-Match",
			"If-Modified-Since", "If-None-Match", "If-Range", "If-Schedule-Tag-Match", "If-Unmodified-Since",
			"Last-Event-ID", "Last-Modified", "Link", "Location", "Lock-Token", "Max-Forwards", "Mcp-Session-Id",
			"MCP-Protocol-Version", "Overwrite", "Pragma", "Prefer", "Preference-Applied", "Priority", "Range",
			"RateLimit", "RateLimit-Policy", "Request-Id", "Retry-After", "Server", "Server-Timing", "Signature",
			"Signature-Input", "Slug", "SOAPAction", "Sunset", "Tenant-Id", "Timeout", "Timing-Allow-Origin", "Token",
			"Traceparent", "Tracestate", "Tus-Resumable", "Upload-Length", "Upload-Offset", "User-Agent", "Vary",
			"Want-Digest", "Warning", "WWW-Authenticate", "X-Amz-Date", "X-API-Key", "X-Auth-Token", "X-B3-TraceId",
			"X-Correlation-ID", "X-CSRF-Token", "X-CSRFToken", "X-Forwarded-For", "X-Forwarded-Host", "X-Frame-Options",
			"X-HTTP-Method", "X-HTTP-Method-Override", "X-Rate-Limit", "X-Request-ID", "X-Requested-By",
			"X-Requested-With", "X-Tenant-ID", "X-Total-Count", "X-Trace-Id", "X-XSRF-TOKEN", "X-XSRFToken",
			"Idempotence-Key", "IdempotencyKey", "If-Patch" })
	void realHeaderNameIsNoWarning(String name) {
		for (Setting setting : List.of(Setting.ALLOWED_HEADERS, Setting.EXPOSED_HEADERS)) {
			for (String spelling : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
				ElementProblem problem = NameList.problem(setting, spelling);
				assertThat(problem == null || !problem.code().isWarning()).as("%s", problem).isTrue();
			}
		}
	}

	@Test
	void queryMeansTheRegisteredMethod() {
		assertThat(
				NameList.parse(Setting.ALLOWED_METHODS, List.of("query, Query, patch, purge"), (element, problem) -> {
				}).names())
			.containsExactly("QUERY", "PATCH", "purge");
	}

}
