// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import io.github.originaccess.cors.sample.RawHttp.Response;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests of the form over a real connection, and the origins that the database then
 * allows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "cors.policies.api.allowed-origins=http://localhost:8080")
@ActiveProfiles("tenants")
@TestConstructor(autowireMode = AutowireMode.ALL)
class TenantsTests {

	private final JdbcClient database;

	@LocalServerPort
	private int port;

	TenantsTests(JdbcClient database) {
		this.database = database;
	}

	@Test
	void seedOriginsAreAllowedFromTheFirstRequestOn() {
		assertThat(allows("https://app.acme.example")).isTrue();
		assertThat(allows("https://pr-7.preview.acme.example")).isTrue();
		assertThat(allows("https://acme.example")).isFalse();
		assertThat(RawHttp.send(this.port, "GET /tenants", "").body()).contains("https://globex.example");
	}

	@Test
	void addedRowIsAllowedAndDeletedRowIsDenied() {
		String origin = "https://rows.example";
		assertThat(add("rows", " HTTPS://Rows.example:443/ ").body()).contains("\"origin\":\"" + origin + "\"");
		Awaitility.await().until(() -> allows(origin));
		assertThat(add("rows", origin).status()).as("it is there already").isEqualTo(201);
		assertThat(RawHttp.send(this.port, "DELETE /tenants?tenant=other&origin=" + origin, "").status())
			.isEqualTo(204);
		assertThat(rows(origin)).as("another tenant's row").isEqualTo(1);
		assertThat(RawHttp.send(this.port, "DELETE /tenants?tenant=rows&origin=" + origin, "").status()).isEqualTo(204);
		Awaitility.await().until(() -> !allows(origin));
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
					no tenant          | ``     | https://a.example                  | A tenant has a name        |
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
		assertThat(response.accessControlLines()).isEmpty();
	}

	private Response add(String tenant, String origin) {
		return RawHttp.send(this.port, "POST /tenants",
				"{\"tenant\":\"%s\",\"origin\":\"%s\"}".formatted(tenant, origin), "Content-Type: application/json");
	}

	private int rows(String origin) {
		return this.database.sql("SELECT COUNT(*) FROM tenant_origin WHERE origin = ?")
			.param(origin)
			.query((row, number) -> row.getInt(1))
			.single();
	}

	private boolean allows(String origin) {
		return RawHttp.send(this.port, "GET /api/notes", "", "Origin: " + origin).allows(origin);
	}

}
