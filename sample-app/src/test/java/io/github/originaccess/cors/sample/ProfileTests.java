// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.function.IntConsumer;

import javax.sql.DataSource;

import io.github.originaccess.cors.sample.RawHttp.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profiles of the sample. Each decides as its file says.
 */
class ProfileTests {

	@Test
	void developmentAllowsEveryPortOfThisComputer() {
		withProfile("dev", (port) -> {
			assertThat(get(port, "http://localhost:5173").allows("http://localhost:5173")).isTrue();
			assertThat(get(port, "http://127.0.0.1:8080").allows("http://127.0.0.1:8080")).isTrue();
			assertThat(get(port, "https://shop.example.com").accessControlLines()).isEmpty();
			assertThat(preflight(port, "http://localhost:5173", "DELETE").lines())
				.contains("Access-Control-Allow-Methods: GET, POST, PUT, DELETE");
			assertThat(about(port)).contains("\"profile\":\"dev\"", "http://127.0.0.1:*", "application-dev.yml");
		});
	}

	@Test
	void productionAllowsTheShopAndItsPreviews() {
		withProfile("prod", (port) -> {
			assertThat(get(port, "https://shop.example.com").allows("https://shop.example.com")).isTrue();
			assertThat(preflight(port, "https://preview-7.shop.example.com", "PUT").status()).isEqualTo(204);
			assertThat(preflight(port, "https://evil.shop.example.com", "PUT").status()).isEqualTo(403);
			assertThat(get(port, "http://localhost:8080").accessControlLines()).isEmpty();
			assertThat(about(port)).contains("\"profile\":\"prod\"", "https://shop.example.com",
					"application-prod.yml");
		});
	}

	@Test
	void registryBeanReplacesTheProperties() {
		withProfile("custom", (port) -> {
			assertThat(get(port, "http://localhost:5173").allows("http://localhost:5173")).isTrue();
			assertThat(preflight(port, "http://localhost:5173", "GET").lines())
				.contains("Access-Control-Allow-Methods: GET", "Access-Control-Allow-Headers: X-Trace-Id");
			assertThat(preflight(port, "http://localhost:5173", "PUT").status()).isEqualTo(403);
			assertThat(RawHttp.preflight(port, "/somePage", "http://siteA.com", "PUT", "Content-Type").status())
				.isEqualTo(204);
			assertThat(about(port)).contains("\"profile\":\"custom\"", "CustomPolicies.java", "new CorsPolicyRegistry");
		});
	}

	@Test
	void resolverChoosesThePolicyByTheRequestedHost() {
		withProfile("resolver", (port) -> {
			String host = "Host: partner.localhost:" + port;
			String partner = "https://partner.example.com";
			String page = "http://localhost:8080";
			assertThat(RawHttp.send(port, "GET /api/notes", "", host, "Origin: " + partner).accessControlLines())
				.containsExactly("Access-Control-Allow-Origin: " + partner);
			assertThat(RawHttp.send(port, "GET /api/notes", "", host, "Origin: " + page).accessControlLines())
				.isEmpty();
			assertThat(RawHttp
				.send(port, "OPTIONS /api/notes/1", "", host, "Origin: " + partner,
						"Access-Control-Request-Method: PUT")
				.status()).isEqualTo(403);
			assertThat(get(port, partner).accessControlLines()).isEmpty();
			assertThat(get(port, page).allows(page)).isTrue();
			assertThat(about(port)).contains("\"profile\":\"resolver\"", partner, "application-resolver.yml",
					"ResolverPolicies.java", "policies.required(");
		});
	}

	@ParameterizedTest
	@CsvSource({ "dev, 0", "tenants, 1" })
	void onlyTenantsNeedADatabase(String profile, int databases) {
		ConfigurableApplicationContext context = SharedSample.of(profile).context();
		assertThat(context.getBeanNamesForType(DataSource.class)).hasSize(databases);
		assertThat(context.getBeanNamesForType(JdbcClient.class)).hasSize(databases);
	}

	@Test
	void aboutIsReadableForThePageItselfOnly() {
		withProfile("dev", (port) -> {
			Response response = get(port, "/about", "http://localhost:5173");
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.accessControlLines()).isEmpty();
		});
	}

	private static void withProfile(String profile, IntConsumer test) {
		test.accept(SharedSample.of(profile).port());
	}

	private static Response get(int port, String origin) {
		return get(port, "/api/notes", origin);
	}

	private static Response get(int port, String path, String origin) {
		return RawHttp.send(port, "GET " + path, "", "Origin: " + origin);
	}

	private static Response preflight(int port, String origin, String method) {
		return RawHttp.preflight(port, "/api/notes/1", origin, method, "X-Trace-Id");
	}

	private static String about(int port) {
		return RawHttp.send(port, "GET /about", "").body();
	}

}
