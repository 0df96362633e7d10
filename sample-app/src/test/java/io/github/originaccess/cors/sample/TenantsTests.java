// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.List;

import io.github.originaccess.cors.sample.RawHttp.Response;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests to the hosts of tenants and to the form, over a real connection.
 */
class TenantsTests {

	private final SharedSample sample = SharedSample.of("tenants");

	private final int port = this.sample.port();

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHOSE PAGE                  | ORIGIN                            | HOST             | READS
			acme's                      | https://app.acme.example          | acme.localhost   | true
			acme's preview              | https://pr-7.preview.acme.example | acme.localhost   | true
			acme's on this computer     | http://acme.localhost:3000        | acme.localhost   | true
			acme's, in upper case       | https://app.acme.example          | ACME.LocalHost   | true
			acme's, with a dot at end   | https://app.acme.example          | acme.localhost.  | true
			acme's at another tenant    | https://app.acme.example          | globex.localhost | false
			globex's                    | https://globex.example            | globex.localhost | true
			globex's at another tenant  | https://globex.example            | acme.localhost   | false
			acme's at the default host  | https://app.acme.example          | localhost        | false
			the sample's at a tenant    | http://localhost:8080             | acme.localhost   | false
			the sample's                | http://localhost:8080             | localhost        | true
			acme's at an unknown tenant | https://app.acme.example          | nobody.localhost | false
			acme's at the domain        | https://app.acme.example          | .localhost       | false
			acme's below a tenant       | https://app.acme.example          | x.acme.localhost | false
			""")
	void originsOfATenantActOnItsHostOnly(String whose, String origin, String host, boolean reads) {
		Response preflight = RawHttp.send(this.port, "OPTIONS /api/customers", "", "Host: " + host, "Origin: " + origin,
				"Access-Control-Request-Method: GET");
		assertThat(preflight.allows(origin)).as(whose).isEqualTo(reads);
		assertThat(get(host, origin).allows(origin)).as(whose).isEqualTo(reads);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHO                             | HOST             | ORIGIN                   | STATUS
			a page at an unknown tenant     | nobody.localhost | https://app.acme.example | 403
			a page there, with a dot at end | nobody.localhost. | https://app.acme.example | 403
			a program at an unknown tenant  | nobody.localhost |                          | 404
			a program at a tenant           | acme.localhost   |                          | 200
			a program at the default host   | localhost        |                          | 404
			a page of another tenant        | acme.localhost   | https://globex.example   | 200
			""")
	void unknownTenantFailsClosed(String who, String host, @Nullable String origin, int status) {
		assertThat(get(host, origin).status()).as(who).isEqualTo(status);
	}

	@Test
	void policyOfATenantIsMadeAndRemovedWhileTheApplicationRuns() {
		String origin = "https://rows.example";
		assertThat(get("rows.localhost", origin).status()).isEqualTo(403);
		assertThat(add(" Rows ", " HTTPS://Rows.example:443/ ").body()).contains("\"tenant\":\"rows\"",
				"\"origin\":\"" + origin + "\"");
		Awaitility.await().until(() -> get("rows.localhost", origin).allows(origin));
		assertThat(get("acme.localhost", origin).allows(origin)).isFalse();
		assertThat(add("rows", origin).status()).as("it is there already").isEqualTo(201);
		assertThat(delete("acme", origin).status()).as("another tenant's row").isEqualTo(204);
		assertThat(rows(origin)).isEqualTo(1);
		assertThat(delete("rows", origin).status()).isEqualTo(204);
		Awaitility.await().until(() -> !get("rows.localhost", origin).allows(origin));
		assertThat(get("rows.localhost", origin).status()).as("the tenant is still there").isEqualTo(200);
		assertThat(RawHttp.send(this.port, "DELETE /tenants?tenant=rows", "").status()).isEqualTo(204);
		Awaitility.await().until(() -> get("rows.localhost", origin).status() == 403);
	}

	@Test
	void rowWithAProblemDoesNotAffectTheOthers() {
		JdbcClient database = this.sample.context().getBean(JdbcClient.class);
		database.sql("INSERT INTO tenant (name) VALUES ('typo')").update();
		database
			.sql("INSERT INTO tenant_origin VALUES ('typo', 'https://app.typo.example/login'),"
					+ " ('typo', 'https://app.typo.example'), ('typo', '*')")
			.update();
		Awaitility.await()
			.until(() -> get("typo.localhost", "https://app.typo.example").allows("https://app.typo.example"));
		assertThat(get("typo.localhost", "https://evil.example").accessControlLines()).isEmpty();
	}

	@Test
	void refreshKeepsThePoliciesOfTenants() {
		assertThat(RawHttp.send(this.port, "POST /actuator/cors", "", "Content-Type: application/json").status())
			.isEqualTo(200);
		assertThat(get("acme.localhost", "https://app.acme.example").allows("https://app.acme.example")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`',
			textBlock = """
					WHAT               | TENANT | ORIGIN                             | CODE                       | INSTEAD
					a path             | acme   | https://app.example.com/login      | origin-with-path           | https://app.example.com
					anybody            | acme   | *                                  | any-origin-with-credentials |
					not encrypted      | acme   | http://app.example.com             | insecure-origin-with-credentials |
					every .com         | acme   | https://*.com                      |                            |
					two at once        | acme   | https://a.example, https://b.example | One origin at a time     |
					none               | acme   | ``                                 | One origin at a time       |
					no tenant          | ``     | https://a.example                  | A tenant's name            |
					a host as tenant   | a.b    | https://a.example                  | A tenant's name            |
					SQL                | acme   | '); DROP TABLE tenant_origin; --   |                            |
					""")
	void invalidOriginIsRefused(String what, String tenant, String origin, @Nullable String code,
			@Nullable String instead) {
		Response response = add(tenant, origin);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.body()).contains((code != null) ? "\"reason\":\"" + code : "is refused, because ")
			.contains((instead != null) ? "\"instead\":\"" + instead + "\"" : "\"instead\":");
		assertThat(rows("https://app.acme.example")).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			WHO                              | HOST           | ORIGIN                   | STATUS
			the page                         | localhost:8080 | http://localhost:8080    | 201
			the page under its other name    | 127.0.0.1:8080 | http://127.0.0.1:8080    | 201
			curl                             | localhost:8080 |                          | 201
			a foreign page                   | localhost:8080 | https://evil.example     | 403
			a tenant's page                  | localhost:8080 | https://app.acme.example | 403
			a tenant's page at its own host  | acme.localhost | https://app.acme.example | 404
			a page of an unknown origin      | localhost:8080 | null                     | 403
			a page that rebinds its DNS name | evil.example   | http://evil.example      | 403
			""")
	void onlyThePageItselfMayWrite(String who, String host, @Nullable String origin, int status) {
		String body = "{\"tenant\":\"writers\",\"origin\":\"https://writers.example\"}";
		Response response = (origin != null)
				? RawHttp.send(this.port, "POST /tenants", body, "Host: " + host, "Content-Type: application/json",
						"Origin: " + origin)
				: RawHttp.send(this.port, "POST /tenants", body, "Host: " + host, "Content-Type: application/json");
		assertThat(response.status()).as(who).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, 200", "127.0.0.1, 200", "acme.localhost, 403", "evil.example, 403" })
	void endpointAnswersUnderThePagesOwnNamesOnly(String host, int status) {
		assertThat(RawHttp.send(this.port, "GET /actuator/cors", "", "Host: " + host).status()).isEqualTo(status);
	}

	@Test
	void sampleStartsWithoutAWarningOfTheStarter() {
		assertThat(RawHttp.send(this.port, "GET /actuator/cors", "").body()).contains("\"warnings\":[]");
	}

	@Test
	void healthCountsTheTenants() {
		assertThat(RawHttp.send(this.port, "GET /actuator/health", "").status()).isEqualTo(200);
		assertThat(this.sample.context().getBean(Tenants.class).health().getDetails()).containsKey("tenants");
	}

	private Response get(String host, @Nullable String origin) {
		List<String> headers = (origin != null) ? List.of("Host: " + host, "Origin: " + origin)
				: List.of("Host: " + host);
		return RawHttp.send(this.port, "GET /api/customers", "", headers.toArray(String[]::new));
	}

	private Response add(String tenant, String origin) {
		return RawHttp.send(this.port, "POST /tenants",
				"{\"tenant\":\"%s\",\"origin\":\"%s\"}".formatted(tenant, origin), "Content-Type: application/json");
	}

	private Response delete(String tenant, String origin) {
		return RawHttp.send(this.port, "DELETE /tenants?tenant=" + tenant + "&origin=" + origin, "");
	}

	private int rows(String origin) {
		return this.sample.context()
			.getBean(JdbcClient.class)
			.sql("SELECT COUNT(*) FROM tenant_origin WHERE origin = ?")
			.param(origin)
			.query((row, number) -> row.getInt(1))
			.single();
	}

}
