// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsDecision.Outcome;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.NaiveEnforcement;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EnforcementRulesTests {

	private static final List<String> ALLOWED_ORIGINS = List.of("https://front.example", "https://*.team.example");

	private static final List<String> ALLOWED_METHODS = List.of("GET", "HEAD", "PUT");

	private static final List<String> OWN_ORIGINS = List.of("https://app.example", "http://localhost:*",
			"https://*.app.example:[443,8443]", "http://[::1]:8080", "https://pr-*.own.example");

	private static final List<String> HOSTS = List.of("app.example", "APP.example", "localhost", "localhost:8080",
			"[::1]:8080", "[::1]", "eu.app.example:8443", "eu.app.example", "pr-1.own.example", "evil.example",
			"kiosk.example", "app.example.evil.example", "front.example");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "QUERY", "TRACE",
			"DELETE", "get");

	private static final List<String> SITES = List.of("same-origin", "none", "cross-site", "same-site", "", "elsewhere",
			"Same-Origin", "same-origin ", "same-origin, none");

	private final Random random = new Random();

	@Test
	void decisionsAreThoseOfTheTable() {
		long seed = new Random().nextLong();
		this.random.setSeed(seed);
		Policies withoutOwnOrigins = Policies.of(null);
		Policies withOwnOrigins = Policies.of(OWN_ORIGINS);
		Map<Integer, Integer> hits = new HashMap<>();
		for (int i = 0; i < 100_000; i++) {
			boolean own = this.random.nextBoolean();
			Policies policies = own ? withOwnOrigins : withoutOwnOrigins;
			String scheme = pick(List.of("http", "https", "https"));
			String host = pick(HOSTS);
			WireRequest request = request(scheme, host);
			String formed = formed(scheme, host);
			int row = NaiveEnforcement.row(request, formed, ALLOWED_ORIGINS, ALLOWED_METHODS, own ? OWN_ORIGINS : null);
			hits.merge(row, 1, Integer::sum);
			MapRequest view = new MapRequest(request);
			String what = "seed %d, request %d: row %d for %s".formatted(seed, i, row, request);
			CorsDecision server = policies.server().decide(view);
			CorsDecision report = policies.report().decide(view);
			CorsDecision browser = policies.browser().decide(view);
			boolean named = request.headers().stream().anyMatch((header) -> header.name().equals("Origin"));
			Outcome passing = (row == 1 || !named) ? Outcome.ALLOWED : Outcome.SAME_ORIGIN;
			boolean passes = NaiveEnforcement.passes(row);
			assertThat(server.status()).as(what).isEqualTo(passes ? CorsDecision.GO_ON : 403);
			assertThat(server.outcome()).as(what).isEqualTo(passes ? passing : Outcome.DENIED);
			assertThat(report.outcome()).as(what).isEqualTo(passes ? passing : Outcome.WOULD_DENY);
			assertThat(report.reason()).as(what).isEqualTo(server.reason());
			assertThat(browser.outcome()).as(what).isEqualTo((passes || !named) ? passing : Outcome.DENIED);
			assertThat(List.of(report.status(), browser.status())).as(what).containsOnly(CorsDecision.GO_ON);
		}
		assertThat(hits).containsOnlyKeys(1, 2, 3, 4, 5, 6, 7, 8)
			.allSatisfy((row, count) -> assertThat(count).as("row %d", row).isGreaterThan(500));
	}

	private WireRequest request(String scheme, String host) {
		List<WireHeader> headers = new ArrayList<>();
		headers.add(new WireHeader("X-Forwarded-Host", host));
		headers.add(new WireHeader("X-Forwarded-Proto", scheme));
		for (int i = this.random.nextInt(6); i > 0 && i < 3; i--) {
			headers.add(new WireHeader("Sec-Fetch-Site", pick(SITES)));
		}
		for (int i = this.random.nextInt(6); i > 0 && i != 5; i -= 3) {
			headers.add(new WireHeader("Origin", origin(scheme, host)));
		}
		return new WireRequest(pick(METHODS), headers);
	}

	/** Return an origin that is mostly the target of the request, or similar to it. */
	private String origin(String scheme, String host) {
		return switch (this.random.nextInt(9)) {
			case 0 -> "null";
			case 1 -> "https://front.example";
			case 2 -> "https://x.team.example";
			case 3 -> formed(pick(List.of("http", "https")), pick(HOSTS));
			case 4 -> mutate(formed(scheme, host));
			case 5 -> scheme + "://" + host + pick(List.of("", ":80", ":443", ":8080", "/", "."));
			default -> formed(scheme, host);
		};
	}

	private String mutate(String text) {
		int at = this.random.nextInt(text.length());
		String replacement = pick(List.of("", ".", ":", "a", "A", "0", " ", "\u212a", text.substring(at)));
		return text.substring(0, at) + replacement + text.substring(at + 1);
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static String formed(String scheme, String host) {
		return scheme + "://" + host.replaceFirst(scheme.equals("https") ? ":443$" : ":80$", "");
	}

	private static CorsPolicy policy(Enforcement enforcement, @Nullable List<String> ownOrigins) {
		return new CorsPolicyBuilder().allowedOrigins(ALLOWED_ORIGINS)
			.allowedMethods(ALLOWED_METHODS)
			.enforcement(enforcement)
			.ownOrigins(ownOrigins)
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST Sec-Fetch-Site: cross-site", "GET Origin: https://front.example",
			"PUT Origin: https://x.team.example", "POST Origin: https://b.example ~ Sec-Fetch-Site: cross-site",
			"POST Origin: null ~ Sec-Fetch-Site: same-origin",
			"OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT" })
	void targetIsNotReadIfItDecidesNothing(String text) {
		CorsRequest request = new AddresslessRequest(MapRequest.parse(text));
		assertThat(Enforcement.values())
			.allSatisfy((enforcement) -> assertThat(policy(enforcement, null).decide(request)).isNotNull());
	}

	@Test
	void browserEnforcementReadsOnlyOriginOfRequestsWithoutOrigin() {
		CorsRequest request = new AddresslessRequest(MapRequest.parse("GET Sec-Fetch-Site: cross-site")) {

			@Override
			public @Nullable String header(String name) {
				assertThat(name).isEqualTo("Origin");
				return null;
			}

		};
		CorsPolicy policy = policy(Enforcement.BROWSER, OWN_ORIGINS);
		assertThat(policy.decide(request).outcome()).isEqualTo(Outcome.ALLOWED);
	}

	@Test
	void requestWithoutHostHasNoOwnOrigin() {
		for (String host : new String[] { null, "" }) {
			CorsRequest request = new AddresslessRequest(MapRequest.parse("GET")) {

				@Override
				public String scheme() {
					return "https";
				}

				@Override
				public @Nullable String host() {
					return host;
				}

				@Override
				public int port() {
					return 443;
				}

			};
			CorsDecision decision = policy(Enforcement.SERVER, OWN_ORIGINS).decide(request);
			assertThat(decision.reason()).isEqualTo(DenialReason.NOT_OWN_ORIGIN);
		}
	}

	@Test
	void originWithoutHostIsNotSameOriginWithoutHost() {
		CorsRequest request = MapRequest.parse("POST Host: ~ Origin: http://");
		assertThat(policy(Enforcement.SERVER, null).decide(request).status()).isEqualTo(403);
	}

	@ParameterizedTest
	@EnumSource
	void decisionsHaveDenseIndexes(Enforcement enforcement) {
		Map<CorsDecision, Integer> seen = new IdentityHashMap<>();
		CorsPolicy policy = policy(enforcement, OWN_ORIGINS);
		for (int i = 0; i < 20_000; i++) {
			CorsDecision decision = policy.decide(new MapRequest(request("https", pick(HOSTS))));
			seen.put(decision, decision.index());
		}
		Set<Integer> indexes = IntStream.range(0, policy.possibleDecisions().size())
			.boxed()
			.collect(Collectors.toSet());
		assertThat(seen.values()).doesNotHaveDuplicates().isSubsetOf(indexes);
		assertThat(seen).hasSize((enforcement == Enforcement.BROWSER) ? 6 : 9);
		assertThat(policy.possibleDecisions().size()).isLessThanOrEqualTo(20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Origin", "Sec-Fetch-Site", "Host" })
	void costIsProportionalToTheLengthOfTheHeader(String header) {
		List<CorsPolicy> policies = List.of(policy(Enforcement.SERVER, null), policy(Enforcement.SERVER, OWN_ORIGINS));
		for (String value : List.of("a.".repeat(500_000), "https://" + "a.".repeat(500_000) + "app.example",
				"pr-".repeat(300_000), "[".repeat(1_000_000))) {
			MapRequest request = new MapRequest(new WireRequest("POST", List.of(new WireHeader(header, value))));
			long start = System.nanoTime();
			for (CorsPolicy policy : policies) {
				for (int i = 0; i < 20; i++) {
					assertThat(policy.decide(request)).isNotNull();
				}
			}
			assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(5_000);
		}
	}

	/**
	 * The same settings under each enforcement.
	 */
	private record Policies(CorsPolicy browser, CorsPolicy report, CorsPolicy server) {

		static Policies of(@Nullable List<String> ownOrigins) {
			return new Policies(policy(Enforcement.BROWSER, ownOrigins), policy(Enforcement.REPORT, ownOrigins),
					policy(Enforcement.SERVER, ownOrigins));
		}

	}

	/**
	 * A request that fails if its path, scheme, host or port is read.
	 */
	private static class AddresslessRequest implements CorsRequest {

		private final MapRequest request;

		AddresslessRequest(MapRequest request) {
			this.request = request;
		}

		@Override
		public String method() {
			return this.request.method();
		}

		@Override
		public String path() {
			throw new IllegalStateException("path");
		}

		@Override
		public String scheme() {
			throw new IllegalStateException("scheme");
		}

		@Override
		public @Nullable String host() {
			throw new IllegalStateException("host");
		}

		@Override
		public int port() {
			throw new IllegalStateException("port");
		}

		@Override
		public @Nullable String header(String name) {
			return this.request.header(name);
		}

		@Override
		public List<String> headers(String name) {
			return this.request.headers(name);
		}

	}

}
