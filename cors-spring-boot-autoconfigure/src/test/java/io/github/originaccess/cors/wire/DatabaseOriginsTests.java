// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Origins of tenants in a database that stops and starts while the application runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOriginsTests {

	private static final String TENANT = "https://tenant.example";

	private Server database;

	private String url;

	@BeforeEach
	void startDatabase() throws SQLException {
		this.database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
		this.url = "jdbc:h2:tcp://localhost:" + this.database.getPort() + "/mem:tenants;DB_CLOSE_DELAY=-1";
		execute("DROP ALL OBJECTS");
		execute("CREATE TABLE tenant (origin VARCHAR(5000))");
		insert(TENANT);
	}

	@AfterEach
	void stopDatabase() {
		this.database.stop();
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void lastOriginsStayInForceWhileTheDatabaseIsStopped(WebServer server, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext application = start(server)) {
			int port = WebServer.port(application);
			assertThat(allows(port, TENANT)).as("before the first request").isTrue();
			assertThat(allows(port, "https://configured.example")).isTrue();
			assertThat(status(port)).isEqualTo("UP");
			insert("https://second.example");
			insert("https://typo.example/path");
			Awaitility.await().until(() -> allows(port, "https://second.example"));
			assertThat(allows(port, TENANT)).isTrue();
			assertThat(output).contains("\"https://typo.example/path\" of bean 'tenants' is skipped");
			assertThat(JsonPath.<Integer>read(health(port), "$.components.cors.details.tenants.skipped")).isEqualTo(1);
			this.database.stop();
			Awaitility.await().until(() -> status(port).equals("UNKNOWN"));
			assertThat(healthStatusLine(port)).as("no load balancer takes the instance out").isEqualTo(200);
			assertThat(allows(port, TENANT)).isTrue();
			assertThat(allows(port, "https://second.example")).isTrue();
			assertThat(output).contains("The bean 'tenants' gave no allowed origins: ",
					"Its last answer stays in force.");
			restart();
			execute("DELETE FROM tenant WHERE origin = '" + TENANT + "'");
			Awaitility.await().until(() -> status(port).equals("UP") && !allows(port, TENANT));
			assertThat(allows(port, "https://second.example")).isTrue();
			assertThat(output).contains("The bean 'tenants' answers again, after ");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void applicationStartedWithoutTheDatabaseLoadsItsOriginsLater(WebServer server) throws Exception {
		this.database.stop();
		try (ConfigurableApplicationContext application = start(server)) {
			int port = WebServer.port(application);
			assertThat(allows(port, TENANT)).isFalse();
			assertThat(allows(port, "https://configured.example")).isTrue();
			restart();
			Awaitility.await().until(() -> allows(port, TENANT));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void refreshOnRequestIsInForceWhenTheEndpointAnswers(WebServer server) throws Exception {
		try (ConfigurableApplicationContext application = start(server, "cors.refresh-interval", "1h")) {
			int port = WebServer.port(application);
			insert("https://second.example");
			assertThat(allows(port, "https://second.example")).isFalse();
			String answer = body(port, "/actuator/cors", "POST Content-Length: 0");
			assertThat(JsonPath.<List<String>>read(answer, "$.policies[0].settings['allowed-origins']"))
				.containsExactlyInAnyOrder("https://configured.example", TENANT, "https://second.example");
			assertThat(JsonPath.<String>read(answer, "$.policies[0].sources['allowed-origins']"))
				.isEqualTo("cors.allowed-origins in property source 'test'; bean 'tenants', 2 origins");
			assertThat(allows(port, "https://second.example")).isTrue();
			this.database.stop();
			assertThat(RawHttp.send(port, "/actuator/cors", WireRequest.parse("POST Content-Length: 0")).status())
				.isEqualTo(500);
			assertThat(
					JsonPath.<List<String>>read(body(port, "/actuator/cors", "POST Content-Length: 0"), "$.problems"))
				.singleElement()
				.asString()
				.contains("bean 'tenants'");
			assertThat(allows(port, "https://second.example")).isTrue();
		}
	}

	private ConfigurableApplicationContext start(WebServer server, String... further) {
		Map<String, String> properties = new HashMap<>(Map.of("database", this.url, "cors.allowed-origins",
				"https://configured.example", "cors.refresh-interval", "20ms", "cors.refresh-timeout", "5s",
				"management.endpoints.web.exposure.include", "health, cors", "logging.level.io.github.originaccess",
				"info", "management.endpoint.health.show-details", "always"));
		for (int i = 0; i < further.length; i += 2) {
			properties.put(further[i], further[i + 1]);
		}
		return server.start(properties, AnsweringApplication.class, Tenants.class);
	}

	private void restart() throws SQLException {
		int port = this.database.getPort();
		this.database = Server.createTcpServer("-tcpPort", String.valueOf(port), "-ifNotExists").start();
	}

	private void insert(String origin) throws SQLException {
		execute("INSERT INTO tenant VALUES ('" + origin + "')");
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static boolean allows(int port, String origin) throws IOException {
		return RawHttp.send(port, "/x", WireRequest.parse("GET Origin: " + origin)).corsHeaders().size() > 0;
	}

	private static String status(int port) throws IOException {
		return JsonPath.read(health(port), "$.components.cors.status");
	}

	private static String health(int port) throws IOException {
		return body(port, "/actuator/health", "GET");
	}

	private static int healthStatusLine(int port) throws IOException {
		return RawHttp.send(port, "/actuator/health", WireRequest.parse("GET")).status();
	}

	private static String body(int port, String path, String request) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			connection.exchange(RawHttp.text(path, WireRequest.parse(request), "close"));
			String body = connection.rest();
			return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
		}
	}

	static class Tenants {

		@Bean
		AllowedOriginsProvider tenants(Environment environment) {
			String url = environment.getRequiredProperty("database");
			return (policy) -> {
				try (Connection connection = DriverManager.getConnection(url);
						Statement statement = connection.createStatement();
						ResultSet rows = statement.executeQuery("SELECT origin FROM tenant")) {
					List<String> origins = new ArrayList<>();
					while (rows.next()) {
						origins.add(rows.getString(1));
					}
					return origins;
				}
			};
		}

	}

}
