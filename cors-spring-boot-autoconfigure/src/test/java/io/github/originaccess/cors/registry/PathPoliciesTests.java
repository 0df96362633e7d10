// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class PathPoliciesTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                                 | PATTERNS                       | PATH            | WINNER
			everything                          | /**                            | /x              | /**
			everything, the empty path          | /**                            | ''              | /**
			not OPTIONS *                       | /**                            | *               | none
			a literal                           | /login                         | /login          | /login
			a literal is the whole path         | /login                         | /login/x        | none
			a trailing slash is another path    | /login                         | /login/         | none
			case counts                         | /login                         | /Login          | none
			everything below                    | /api/**                        | /api/a/b        | /api/**
			everything below, and itself        | /api/**                        | /api            | /api/**
			with a trailing slash               | /api/**                        | /api/           | /api/**
			not what merely begins like it      | /api/**                        | /apix           | none
			not behind two slashes              | /api/**                        | //api/a         | none
			two slashes below                   | /api/**                        | /api//a         | /api/**
			encoded letters                     | /api/**                        | /%61pi/a        | /api/**
			path parameters                     | /api/**                        | /api;x=y/a      | /api/**
			parameters alone are a segment      | /, /**                         | /;x=y           | /**
			parameters alone behind a slash     | /docs/                         | /docs/;x        | none
			parameters alone between slashes    | //**                           | /;x=y/a         | none
			parameters alone are below          | /docs/**                       | /docs/;x        | /docs/**
			an encoded slash is no slash        | /api/**                        | /api%2Fa        | none
			dot segments are as written         | /api/**                        | /api/../x       | /api/**
			the longer literal wins             | /api/**, /api/admin/**, /**    | /api/admin/x    | /api/admin/**
			the shorter one for the rest        | /api/**, /api/admin/**, /**    | /api/user       | /api/**
			a literal before everything below   | /api/**, /api/x                | /api/x          | /api/x
			one segment                         | /files/*.json, /**             | /files/a.json   | /files/*.json
			one segment does not match          | /files/*.json, /**             | /files/a.xml    | /**
			a variable                          | /public/{id}/x, /public/**     | /public/7/x     | /public/{id}/x
			a variable does not match           | /public/{id}/x, /public/**     | /public/7/y     | /public/**
			a pattern after a better literal    | /{any}, /login                 | /login          | /login
			a pattern before everything         | /{any}, /**                    | /login          | /{any}
			a regular expression                | /v{n:[0-9]{1,2}}/**            | /v12/x          | /v{n:[0-9]{1,2}}/**
			""")
	void mostSpecificPatternWins(String why, String patterns, String path, String winner) {
		CorsPolicy policy = find(paths(policies(patterns.split(", "))), path);
		assertThat((policy != null) ? policy.name() : null).isEqualTo(winner);
	}

	@Test
	void policyDeclaredFirstWinsATie() {
		List<CorsPolicy> policies = policies("/{a}/x", "/{b}/x");
		CorsPolicy policy = find(paths(policies), "/1/x");
		assertThat(policy).isSameAs(policies.get(0));
	}

	@Test
	void patternsAreRelativeToTheContextPath() {
		PathPolicies paths = paths(policies("/api/**"));
		assertThat(paths.find("/context/api/x", "/context".length(), null)).isNotNull();
		assertThat(paths.find("/context/x", "/context".length(), null)).isNull();
	}

	@Test
	void decodedPathIsNotDecodedAgain() {
		PathPolicies paths = paths(policies("/api/**"));
		assertThat(paths.find(PathReadings.decoded("/api/x"))).isNotNull();
		assertThat(paths.find(PathReadings.decoded("/api;x/y"))).isNull();
		assertThat(paths.find(PathReadings.decoded("/%61pi/x"))).isNull();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                             | PATTERNS                       | PATH                 | WINNER
			a literal                       | /Login                         | /login               | /Login
			a literal in upper case         | /login                         | /LOGIN               | /login
			everything below                | /Admin/**                      | /aDMIN/things        | /Admin/**
			a pattern                       | /api/{id}/Info                 | /API/7/iNFO          | /api/{id}/Info
			a pattern without literals      | /*/Info                        | /x/INFO              | /*/Info
			encoded letters                 | /admin/**                      | /%41DMIN/x           | /admin/**
			letters beyond ASCII            | /école/**                 | /%C3%89COLE/x        | /école/**
			the Kelvin sign                 | /k/**                          | /%E2%84%AA/x         | /k/**
			the first of two that are alike | /Api/**, /api/**               | /API/x               | /Api/**
			the longer literal              | /api/**, /API/admin/**         | /Api/Admin/x         | /API/admin/**
			another path                    | /admin/**                      | /ADMINS              | none
			""")
	void caseMattersIfItMattersToTheParser(String why, String patterns, String path, String winner) {
		PathPatternParser ignoringCase = new PathPatternParser();
		ignoringCase.setCaseSensitive(false);
		CorsPolicy policy = find(new PathPolicies(policies(patterns.split(", ")), List.of("/actuator"), ignoringCase),
				path);
		assertThat((policy != null) ? policy.name() : null).isEqualTo(winner);
	}

	@Test
	void reservedPathIsReservedInAnyCaseIfCaseDoesNotMatter() {
		PathPatternParser ignoringCase = new PathPatternParser();
		ignoringCase.setCaseSensitive(false);
		List<CorsPolicy> policies = policies("/**", "/Actuator/info");
		PathPolicies paths = new PathPolicies(policies, List.of("/actuator"), ignoringCase);
		assertThat(find(paths, "/ACTUATOR/health")).isNull();
		assertThat(find(paths, "/actuator/INFO")).isSameAs(policies.get(1));
		assertThat(paths.isReserved("/Actuator/x", 0)).isTrue();
		assertThat(paths.isReserved("/actuators", 0)).isFalse();
	}

	@Test
	void customParserParsesEveryPattern() {
		PathPatternParser shouting = new PathPatternParser() {

			@Override
			public PathPattern parse(String pattern) {
				return super.parse(pattern.replace("~", "*"));
			}

		};
		PathPolicies paths = new PathPolicies(policies("/api/~", "/x"), List.of(), shouting);
		assertThat(find(paths, "/api/orders")).isNotNull();
		assertThat(find(paths, "/x")).isNotNull();
		assertThat(find(paths, "/y")).isNull();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                              | PATTERNS                      | PATH                   | WINNER
			a pattern for everything         | /**                           | /actuator              | none
			below the area                   | /**                           | /actuator/health       | none
			beside the area                  | /**                           | /actuators             | /**
			above the area                   | /**                           | /                      | /**
			the same segment further down    | /**                           | /x/actuator/health     | /**
			an encoded letter                | /**                           | /%61ctuator/health     | none
			an encoded letter below          | /**                           | /actuator/he%61lth     | none
			path parameters                  | /**                           | /actuator;x=y/health   | none
			a pattern that happens to match  | /*/health, /{a}/**            | /actuator/health       | none
			a pattern that begins like it    | /act*/**, /actuator*/**       | /actuator/health       | none
			a pattern that names it          | /actuator/**, /**             | /actuator/health       | /actuator/**
			a pattern that names it itself   | /actuator, /**                | /actuator              | /actuator
			a pattern that names one of it   | /actuator/health, /**         | /actuator/health       | /actuator/health
			another than is asked for        | /actuator/health, /**         | /actuator/info         | none
			the most specific that names it  | /actuator/**, /actuator/{e}   | /actuator/health       | /actuator/{e}
			another area                     | /**, /actuator/**             | /healthz/live          | none
			""")
	void reservedPathIsCoveredByPatternsThatBeginWithIt(String why, String patterns, String path, String winner) {
		CorsPolicy policy = find(new PathPolicies(policies(patterns.split(", ")), List.of("/actuator", "/healthz"),
				PathPatternParser.defaultInstance), path);
		assertThat((policy != null) ? policy.name() : null).isEqualTo(winner);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                         | PATTERNS                   | PATH                 | WINNER
			the variable's value        | /**                        | /a/actuator          | none
			below the area              | /**                        | /a/actuator/health   | none
			an encoded letter           | /**                        | /a/%61ctuator/health | none
			without the variable        | /**                        | /actuator/health     | /**
			beside the area             | /**                        | /a/actuators         | /**
			deeper                      | /**                        | /a/b/actuator        | /**
			a pattern that happens to match | /a/actuator/**, /**    | /a/actuator/health   | none
			a pattern that names it     | /{tenant}/actuator/**, /** | /a/actuator/health   | /{tenant}/actuator/**
			a literal beside it         | /login, /**                | /login               | /login
			""")
	void reservedPathMayHaveVariables(String why, String patterns, String path, String winner) {
		PathPolicies paths = new PathPolicies(policies(patterns.split(", ")), List.of("/{tenant}/actuator"),
				PathPatternParser.defaultInstance);
		CorsPolicy policy = find(paths, path);
		assertThat((policy != null) ? policy.name() : null).isEqualTo(winner);
	}

	@Test
	void defaultPolicyNeverCoversAReservedPath() {
		CorsPolicyBuilder named = new CorsPolicyBuilder().allowedOrigins("*").paths("/actuator/**", "/x");
		PathPolicies paths = new PathPolicies(List.of(named.build()), List.of("/actuator"),
				PathPatternParser.defaultInstance);
		assertThat(find(paths, "/actuator/health")).isNull();
		assertThat(find(paths, "/x")).isNotNull();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none", textBlock = """
			WHY                                    | PATTERN  | PATH                  | WINNER
			two slashes                            | /api/**  | //api/x               | /api/**
			two slashes within                     | /api/x   | /api//x               | /api/x
			an encoded slash                       | /api/**  | /api%2Fx              | /api/**
			an encoded backslash                   | /api/**  | /%5Capi%5cx           | /api/**
			a dot segment                          | /api/**  | /./api/x              | /api/**
			an encoded dot segment                 | /api/**  | /%2e/api/x            | /api/**
			up and down again                      | /api/**  | /x/../api/x           | /api/**
			up and down again, encoded             | /api/**  | /x%2f%2e%2e%2fapi     | /api/**
			up from the top                        | /api/**  | /../api/x             | /api/**
			up and out                             | /api/**  | /api/../x             | none
			up and out behind a parameter          | /api/**  | /api/..;a=b/x         | none
			a parameter of an empty segment        | /api/**  | /;a=b/api/x           | /api/**
			a trailing slash stays                 | /api     | //api/                | none
			a trailing slash stays and matches     | /api/    | //api/                | /api/
			nothing is left                        | /        | //..//                | /
			what is decoded is not decoded again   | /api/**  | //%2561pi/x           | none
			three dots are a name                  | /.../x   | //.../x               | /.../x
			what begins like it                    | /api/**  | //apix                | none
			""")
	void normalizedPathIsFound(String why, String pattern, String path, String winner) {
		List<PathContainer> readings = PathReadings.of("", path, null, null).known();
		CorsPolicy policy = paths(policies(pattern)).find(readings.get(readings.size() - 1));
		assertThat((policy != null) ? policy.name() : null).isEqualTo(winner);
		assertThat(PathReadings.areSeveral(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void agreesWithSpringOnRandomPathsAndPatterns(boolean caseSensitive) {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(caseSensitive);
		int found = 0;
		for (int i = 0; i < 20_000; i++) {
			String[] patterns = new String[1 + random.nextInt(6)];
			for (int p = 0; p < patterns.length; p++) {
				patterns[p] = randomPattern(random);
			}
			List<CorsPolicy> policies = policies(List.of(patterns).stream().distinct().toArray(String[]::new));
			String path = randomPath(random);
			CorsPolicy expected = naive(policies, path, parser);
			PathPolicies paths = new PathPolicies(policies, List.of(), parser);
			assertThat(find(paths, path)).as("seed %d, %s, %s", seed, path, policies).isSameAs(expected);
			found += (expected != null) ? 1 : 0;
		}
		assertThat(found).isBetween(2_000, 18_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a", "/.well-known/x", "/a/.x", "/a/b.c", "/~user", "/a-b_c!$&'()*+,=:@", "" })
	void plainPathHasOneReading(String path) {
		assertThat(PathReadings.areSeveral(path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "//", "/a//", "/./a", "/.", "/a/..", "/../a", "/...", "/%61", "/a;b", "/;", "/a\\b",
			"/a b", "/é", "/a", "/a\u0000" })
	void encodedOrUnusualPathHasSeveralReadings(String path) {
		assertThat(PathReadings.areSeveral(path)).isTrue();
	}

	private static PathPolicies paths(List<CorsPolicy> policies) {
		return new PathPolicies(policies, List.of(), PathPatternParser.defaultInstance);
	}

	/** Find the policy of a path, parsed and, if it has one reading, not parsed. */
	private static @Nullable CorsPolicy find(PathPolicies paths, String path) {
		CorsPolicy policy = paths.find(PathContainer.parsePath(path));
		if (!PathReadings.areSeveral(path)) {
			assertThat(paths.find(path, 0, null)).isSameAs(policy);
			assertThat(paths.find("/context" + path, "/context".length(), null)).isSameAs(policy);
		}
		return policy;
	}

	private static @Nullable CorsPolicy naive(List<CorsPolicy> policies, String path, PathPatternParser parser) {
		@Nullable CorsPolicy best = null;
		@Nullable PathPattern bestPattern = null;
		for (CorsPolicy policy : policies) {
			PathPattern pattern = parser.parse(policy.paths().get(0));
			if (pattern.matches(PathContainer.parsePath(path))
					&& (bestPattern == null || PathPattern.SPECIFICITY_COMPARATOR.compare(pattern, bestPattern) < 0)) {
				best = policy;
				bestPattern = pattern;
			}
		}
		return best;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/a", "/ac", "/acm/x", "/actuator", "/actuator/x", "/%61ctuator", "/a%63tuator/x",
			"/ac%74uator", "/actuator;p=1/x", "/a;p=1/x", "/;p=1/actuator", "/api/orders/42", "//actuator",
			"/\u0061ctuator", "/\u00e1ctuator", "/\u2f61ctuator", "/x%63/actuator" })
	void reservedPathIsReservedInEverySpelling(String path) {
		PathPolicies paths = new PathPolicies(policies("/**"), List.of("/actuator"), PathPatternParser.defaultInstance);
		PathContainer parsed = PathContainer.parsePath(path);
		boolean reserved = PathPatternParser.defaultInstance.parse("/actuator/**").matches(parsed);
		assertThat(find(paths, path) == null).isEqualTo(reserved);
		assertThat(paths.isReserved(parsed)).isEqualTo(reserved);
	}

	private static String randomPattern(Random random) {
		String[] segments = { "/a", "/b", "/ab", "/*", "/{x}", "/a*", "/?" };
		StringBuilder pattern = new StringBuilder();
		for (int i = random.nextInt(4); i > 0; i--) {
			pattern.append(segments[random.nextInt((random.nextInt(3) == 0) ? segments.length : 3)]);
		}
		if (pattern.isEmpty() || random.nextBoolean()) {
			pattern.append(random.nextInt(3) > 0 ? "/**" : "/");
		}
		return pattern.toString()
			.replace("{x}/{x}", "{x}/*")
			.replaceFirst("\\{x}(.*)\\{x}", "{x}$1*")
			.replaceFirst("\\{x}(.*)\\{x}", "{x}$1*");
	}

	private static String randomPath(Random random) {
		String[] pieces = { "/a", "/b", "/ab", "/", "/a;p=1", "/;p=1", "/%61", "/b%20", "a", "/..", "/.", "/A", "/Ab",
				"/a%2Fb" };
		StringBuilder path = new StringBuilder("/");
		path.setLength(random.nextInt(2));
		for (int i = random.nextInt(5); i > 0; i--) {
			path.append(pieces[random.nextInt(pieces.length)]);
		}
		return (path.isEmpty() || path.charAt(0) == '/') ? path.toString() : "/" + path;
	}

	static List<CorsPolicy> policies(String... patterns) {
		List<CorsPolicy> policies = new ArrayList<>();
		for (String pattern : patterns) {
			policies.add(new CorsPolicyBuilder(pattern, new CorsPolicyBuilder().allowedOrigins("https://a.example"))
				.paths(pattern)
				.build());
		}
		return policies;
	}

}
