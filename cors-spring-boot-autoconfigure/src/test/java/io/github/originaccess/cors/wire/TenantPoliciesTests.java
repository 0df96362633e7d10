// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants with a host and a list of origins each, on real servers. Their policies have no
 * paths: some are configured, some are put and removed while the application runs.
 */
@ParameterizedClass
@EnumSource
@ExtendWith(OutputCaptureExtension.class)
class TenantPoliciesTests {

	private static final String DOMAIN = ".api.example";

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("cors.allowed-origins", "https://app.example"), Map.entry("cors.paths", "/api/**"),
			Map.entry("cors.policies.acme.allowed-origins", "https://acme.example, https://*.acme.example"),
			Map.entry("cors.policies.acme.allow-credentials", "true"),
			Map.entry("cors.policies.reports.allowed-origins", "https://reports.example"),
			Map.entry("management.endpoints.web.exposure.include", "cors"), Map.entry("cors.explain-denials", "true"));

	private final WebServer server;

	private final ConfigurableApplicationContext application;

	private final CorsPolicyRegistry registry;

	TenantPoliciesTests(WebServer server) {
		this.server = server;
		this.application = server.run(Application.class, PROPERTIES);
		this.registry = this.application.getBean(CorsPolicyRegistry.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH       | HOST             | ORIGIN                  | STATUS | ALLOWED | CREDENTIALS
			/any       | acme.api.example | https://acme.example    | 200    | true    | true
			/any       | acme.api.example | https://x.acme.example  | 200    | true    | true
			/api/x     | acme.api.example | https://acme.example    | 200    | true    | true
			/api/x     | acme.api.example | https://app.example     | 200    | false   | false
			/any       | acme.api.example | https://reports.example | 200    | false   | false
			/any       | app.example      | https://acme.example    | 200    | false   | false
			/api/x     | app.example      | https://acme.example    | 200    | false   | false
			/api/x     | app.example      | https://app.example     | 200    | true    | false
			/any       | app.example      | https://app.example     | 200    | false   | false
			/reports/x | app.example      | https://reports.example | 200    | true    | false
			/reports/x | app.example      | https://app.example     | 200    | false   | false
			/other     | app.example      | https://reports.example | 200    | false   | false
			/any       | none.api.example | https://acme.example    | 403    | false   | false
			/api/x     | none.api.example | https://app.example     | 403    | false   | false
			/api/x     | none.api.example |                         | 200    | false   | false
			""")
	void resolverAloneGivesOutAPolicyWithoutPaths(String path, String host, @Nullable String origin, int status,
			boolean allowed, boolean credentials) throws IOException {
		WireResponse response = get(path, host, origin);
		assertThat(response.status()).isEqualTo(status);
		List<String> headers = new ArrayList<>();
		if (allowed) {
			headers.add("access-control-allow-origin: " + origin);
		}
		if (credentials) {
			headers.add("access-control-allow-credentials: true");
		}
		assertThat(response.corsHeaders()).containsExactlyInAnyOrderElementsOf(headers);
	}

	/** Every origin of every tenant is tried on every host. */
	@Test
	void originsOfOneTenantNeverActOnTheHostOfAnother() throws IOException {
		List<String> tenants = IntStream.range(0, 8).mapToObj((i) -> "t" + i).toList();
		this.registry.putAll(tenants.stream().map(TenantPoliciesTests::policy).toList());
		try {
			for (String host : tenants) {
				for (String owner : tenants) {
					assertTenant(host, "https://" + owner + ".example", host.equals(owner));
					assertTenant(host, "https://sub." + owner + ".example", host.equals(owner));
				}
				assertTenant(host, "https://app.example", false);
				assertTenant(host, "https://acme.example", false);
				assertTenant("acme", "https://" + host + ".example", false);
			}
		}
		finally {
			this.registry.removeAll(tenants);
		}
		for (String gone : tenants) {
			assertThat(get("/any", gone + DOMAIN, "https://" + gone + ".example").status()).isEqualTo(403);
		}
	}

	private void assertTenant(String host, String origin, boolean allowed) throws IOException {
		assertThat(get("/any", host + DOMAIN, origin).corsHeaders()).as("%s at %s", origin, host)
			.isEqualTo(allowed ? List.of("access-control-allow-origin: " + origin) : List.of());
	}

	/** The application is a new one, since there are few such lines a minute. */
	@Test
	void missingPolicyIsExplainedAndLoggedOnce(CapturedOutput output) throws IOException {
		String name = "gone-" + this.server.name().toLowerCase(Locale.ROOT);
		try (ConfigurableApplicationContext fresh = this.server.start(PROPERTIES, Application.class)) {
			int port = WebServer.port(fresh);
			for (int i = 0; i < 3; i++) {
				WireResponse response = get(port, "/any", name + DOMAIN, "https://acme.example");
				assertThat(response.status()).isEqualTo(403);
				assertThat(response.vary()).isEqualTo("Origin");
				assertThat(response.headers()).filteredOn((header) -> header.name().equalsIgnoreCase("Cors-Denial"))
					.singleElement()
					.asString()
					.contains(
							"missing-policy: The application asked for the policy " + name + ", which does not exist");
			}
			assertThat(output.getAll().lines().filter((line) -> line.contains(name))).singleElement()
				.asString()
				.contains(" WARN ", "The application asked for the CORS policy " + name + ", which does not exist.",
						"The policies are default, ");
			assertThat(dryRun(port, "path=/any&origin=https://acme.example&host=" + name + DOMAIN))
				.contains("\"missing-policy\"", "The application asked for the policy " + name)
				.doesNotContain("allowed-origins.");
		}
	}

	private static String dryRun(int port, String query) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			connection.exchange(RawHttp.text("/actuator/cors?" + query, WireRequest.parse("GET"), "close"));
			return connection.rest();
		}
	}

	/** What a client sees at any moment is the tenant's list or a refusal. */
	@Test
	void policyComesAndGoesWhileRequestsRun() throws Exception {
		String name = "comes-and-goes";
		CorsPolicy policy = policy(name);
		Set<String> answers = new HashSet<>();
		AtomicBoolean going = new AtomicBoolean(true);
		ExecutorService thread = Executors.newSingleThreadExecutor();
		try {
			Future<Integer> changes = thread.submit(() -> {
				int count = 0;
				for (; going.get(); count++) {
					this.registry.put(policy);
					Thread.yield();
					this.registry.remove(name);
				}
				return count;
			});
			for (int i = 0; i < 2_000 && (i < 200 || answers.size() < 2); i++) {
				WireResponse response = get("/any", name + DOMAIN, "https://" + name + ".example");
				answers.add(response.status() + " " + response.corsHeaders());
				assertThat(get("/any", name + DOMAIN, "https://acme.example").corsHeaders()).isEmpty();
			}
			going.set(false);
			assertThat(changes.get()).isPositive();
		}
		finally {
			going.set(false);
			thread.shutdownNow();
		}
		assertThat(answers)
			.containsExactlyInAnyOrder("200 [access-control-allow-origin: https://comes-and-goes.example]", "403 []");
	}

	private WireResponse get(String path, String host, @Nullable String origin) throws IOException {
		return get(WebServer.port(this.application), path, host, origin);
	}

	private static WireResponse get(int port, String path, String host, @Nullable String origin) throws IOException {
		return RawHttp.send(port, path,
				WireRequest.parse("GET Host: " + host + ((origin != null) ? " ~ Origin: " + origin : "")));
	}

	private static CorsPolicy policy(String name) {
		return new CorsPolicyBuilder(name, new CorsPolicyBuilder())
			.allowedOrigins("https://" + name + ".example", "https://*." + name + ".example")
			.build();
	}

	static class Application extends AnsweringApplication {

		@Bean
		CorsPolicyResolver tenants(CorsPolicyRegistry policies) {
			return (request) -> {
				String host = request.host();
				if (host != null && host.endsWith(DOMAIN)) {
					return policies.required(host.substring(0, host.length() - DOMAIN.length()));
				}
				return request.path().startsWith("/reports/") ? policies.policy("reports") : null;
			};
		}

	}

}
