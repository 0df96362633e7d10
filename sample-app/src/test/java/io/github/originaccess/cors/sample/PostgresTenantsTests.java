// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.sample.RawHttp.Response;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances of the sample that share a PostgreSQL server and nothing else. With
 * {@code -Dchanges=60}, the convergence is timed with so many changes of each kind.
 */
@ExtendWith(OutputCaptureExtension.class)
class PostgresTenantsTests {

	private static final String SEED = "https://app.acme.example";

	private static final String LATE = "https://late.example";

	private static final String ADD = "INSERT INTO tenant_origin VALUES ('acme', '" + LATE + "')";

	private static final String REMOVE = "DELETE FROM tenant_origin WHERE origin = '" + LATE + "'";

	/** So long that no change arrives by it. */
	private static final String NEVER = "1h";

	/** Far more than a push, a query and a compilation take, for busy machines. */
	private static final Duration BOUND = Duration.ofSeconds(10);

	private static final int CHANGES = Integer.getInteger("changes", 3);

	@SuppressWarnings("NullAway.Init")
	private static PostgresServer database;

	@BeforeAll
	static void startDatabase() throws Exception {
		database = PostgresServer.begin();
		for (String script : List.of("schema.sql", "schema-postgresql.sql", "data.sql")) {
			database.execute(new ClassPathResource(script).getContentAsString(StandardCharsets.UTF_8));
		}
		database.execute("CREATE TABLE partner (origin VARCHAR(500) PRIMARY KEY)");
	}

	@AfterAll
	static void stopDatabase() throws Exception {
		// Null if the tests are skipped.
		if (database != null) {
			database.end();
		}
	}

	@Test
	void changesArePushedAndNoneIsMissed(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext first = start("tenants,postgres", NEVER);
				ConfigurableApplicationContext second = start(List.of(PartnerOrigins.class), "tenants,postgres",
						NEVER)) {
			List<Integer> ports = List.of(port(first), port(second));
			awaitListeners(3);
			report("by push", ports);
			assertThatNotificationRefreshesTheProvider(port(second));

			// The listeners are cut and the change is made before they are back.
			assertThat(query(
					"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'listener to %'"))
				.isEqualTo(3);
			converge(ADD, ports, true);
			awaitListeners(3);
			converge(REMOVE, ports, false);
			assertThat(output).contains("Not listening to the channel tenants. Trying again in 100 ms.");

			database.stop();
			for (int port : ports) {
				Awaitility.await().atMost(BOUND).until(() -> health(port, "notifications").equals("UNKNOWN"));
				assertThat(RawHttp.send(port, "GET /actuator/health", "").status())
					.as("no load balancer takes the instance out")
					.isEqualTo(200);
				assertThat(allows(port, SEED)).as("as before").isTrue();
				assertThat(allows(port, LATE)).as("as before").isFalse();
				assertThat(RawHttp.send(port, "GET /tenants", "").status()).as("the form does not hide it")
					.isEqualTo(500);
			}
			database.start();
			converge(ADD, ports, true);
			awaitListeners(3);
			assertThat(ports).allSatisfy((port) -> assertThat(health(port, "notifications")).isEqualTo("UP"));
			converge(REMOVE, ports, false);
		}
	}

	/** With a provider, the listener refreshes the registry. */
	private static void assertThatNotificationRefreshesTheProvider(int port) throws Exception {
		String partner = "https://partner.example";
		assertThat(get(port, "localhost", partner).allows(partner)).isFalse();
		database.execute("INSERT INTO partner VALUES ('" + partner + "'); NOTIFY partners");
		Awaitility.await().atMost(BOUND).until(() -> get(port, "localhost", partner).allows(partner));
		database.execute("DELETE FROM partner; NOTIFY partners");
		Awaitility.await().atMost(BOUND).until(() -> !get(port, "localhost", partner).allows(partner));
	}

	@Test
	void callbackThatFailedIsCalledAgain() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		PostgresNotifications notifications = new PostgresNotifications(() -> new PostgresListener(
				new DriverManagerDataSource(database.url(), PostgresServer.USER, ""), "failing", () -> {
					if (calls.incrementAndGet() == 2) {
						throw new IllegalStateException("The second call fails");
					}
				}));
		notifications.start();
		Awaitility.await().until(() -> notifications.health().getStatus().equals(Status.UP));
		assertThat(calls).as("after the connection").hasValue(1);
		database.execute("NOTIFY failing");
		Awaitility.await().until(() -> calls.get() == 3 && notifications.health().getStatus().equals(Status.UP));
		notifications.stop();
		assertThat(notifications.isRunning()).isFalse();
		awaitListeners(0);
		notifications.start();
		Awaitility.await().until(() -> calls.get() == 4);
		notifications.stop();
	}

	@Test
	void instanceWithoutAPushLoadsItsTenantsByInterval(CapturedOutput output) throws Exception {
		database.stop();
		try (ConfigurableApplicationContext late = start("tenants", "1s", "--spring.sql.init.mode=never")) {
			assertThat(allows(port(late), SEED)).isFalse();
			assertThat(health(port(late), "tenants")).isEqualTo("UNKNOWN");
			assertThat(output).contains("The tenants cannot be read. Their last policies stay in force. ");
			database.start();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> allows(port(late), SEED));
			assertThat(health(port(late), "tenants")).isEqualTo("UP");
			report("by interval", List.of(port(late)));
		}
	}

	private static void report(String how, List<Integer> ports) throws Exception {
		long[] added = new long[CHANGES];
		long[] removed = new long[CHANGES];
		for (int i = 0; i < CHANGES; i++) {
			added[i] = converge(ADD, ports, true);
			removed[i] = converge(REMOVE, ports, false);
		}
		Arrays.sort(added);
		Arrays.sort(removed);
		LogFactory.getLog(PostgresTenantsTests.class)
			.info(("Convergence of %d instance(s) %s, %d changes of each kind: INSERT median %d ms, slowest %d ms, "
					+ "DELETE median %d ms, slowest %d ms")
				.formatted(ports.size(), how, CHANGES, added[CHANGES / 2], added[CHANGES - 1], removed[CHANGES / 2],
						removed[CHANGES - 1]));
	}

	/** Makes a change, and returns the milliseconds until all instances decide by it. */
	private static long converge(String change, List<Integer> ports, boolean allowed) throws Exception {
		database.execute(change);
		long begun = System.nanoTime();
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(Duration.ofSeconds(60))
			.until(() -> ports.stream().allMatch((port) -> allows(port, LATE) == allowed));
		Duration observed = Duration.ofNanos(System.nanoTime() - begun);
		assertThat(observed).as("all instances converged %d ms after %s", observed.toMillis(), change)
			.isLessThan(BOUND);
		return observed.toMillis();
	}

	private static void awaitListeners(int listeners) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> query(
					"SELECT COUNT(*) FROM pg_stat_activity WHERE application_name LIKE 'listener to %'") == listeners);
	}

	private static int query(String sql) throws Exception {
		try (Connection connection = DriverManager.getConnection(database.url(), PostgresServer.USER, "");
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			result.next();
			return result.getInt(1);
		}
	}

	private static ConfigurableApplicationContext start(String profiles, String interval, String... further) {
		return start(List.of(), profiles, interval, further);
	}

	private static ConfigurableApplicationContext start(List<Class<?>> sources, String profiles, String interval,
			String... further) {
		String[] arguments = { "--server.port=0", "--cors.policies.api.allowed-origins=http://localhost:8080",
				"--sample.tenants-interval=" + interval, "--spring.datasource.url=" + database.url(),
				"--spring.datasource.username=" + PostgresServer.USER,
				"--management.endpoint.health.show-details=always" };
		String[] all = Stream.of(arguments, further).flatMap(Arrays::stream).toArray(String[]::new);
		return new SpringApplicationBuilder(SampleApplication.class).sources(sources.toArray(Class[]::new))
			.profiles(profiles.split(","))
			.run(all);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static boolean allows(int port, String origin) {
		return get(port, "acme.localhost", origin).allows(origin);
	}

	private static Response get(int port, String host, String origin) {
		return RawHttp.send(port, "GET /api/notes", "", "Host: " + host, "Origin: " + origin);
	}

	private static String health(int port, String component) {
		String body = RawHttp.send(port, "GET /actuator/health", "").body();
		return JsonPath.read(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1),
				"$.components." + component + ".status");
	}

	/** A provider, and a listener that has it asked. */
	@TestConfiguration(proxyBeanMethods = false)
	static class PartnerOrigins {

		@Bean
		AllowedOriginsProvider partners(JdbcClient database) {
			return (policy) -> policy.equals("api")
					? database.sql("SELECT origin FROM partner").query((row, number) -> row.getString("origin")).list()
					: null;
		}

		@Bean
		PostgresNotifications changesOfPartners(JdbcConnectionDetails database, CorsPolicyRegistry policies) {
			SimpleDriverDataSource connections = DataSourceBuilder.create()
				.type(SimpleDriverDataSource.class)
				.url(database.getJdbcUrl())
				.username(database.getUsername())
				.password(database.getPassword())
				.build();
			return new PostgresNotifications(() -> new PostgresListener(connections, "partners", policies::refresh));
		}

	}

}
