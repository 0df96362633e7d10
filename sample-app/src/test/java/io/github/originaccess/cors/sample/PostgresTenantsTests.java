// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the sample that share a PostgreSQL server and nothing else.
 */
@ExtendWith(OutputCaptureExtension.class)
class PostgresTenantsTests {

	private static final String SEED = "https://app.acme.example";

	private static final String TENANT = "https://late.example";

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	/** Far more than interval, jitter, query and compilation take, for busy machines. */
	private static final Duration BOUND = INTERVAL.plusSeconds(9);

	@SuppressWarnings("NullAway.Init")
	private PostgresServer database;

	@BeforeEach
	void startDatabase() throws Exception {
		this.database = PostgresServer.begin();
	}

	@AfterEach
	void stopDatabase() throws Exception {
		// Null if the test is skipped.
		if (this.database != null) {
			this.database.end();
		}
	}

	@Test
	void instancesFollowTheDatabaseAndKeepTheirOriginsWithoutIt(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext first = start(); ConfigurableApplicationContext second = start()) {
			List<Integer> ports = List.of(port(first), port(second));
			assertConvergesAfter("INSERT INTO tenant_origin VALUES ('late', '" + TENANT + "')", ports, true);
			assertConvergesAfter("DELETE FROM tenant_origin WHERE origin = '" + TENANT + "'", ports, false);
			assertConvergesAfter("INSERT INTO tenant_origin VALUES ('late', '" + TENANT + "')", ports, true);

			this.database.stop();
			for (int port : ports) {
				Awaitility.await().atMost(BOUND).until(() -> health(port).equals("UNKNOWN"));
				assertThat(RawHttp.send(port, "GET /actuator/health", "").status())
					.as("no load balancer takes the instance out")
					.isEqualTo(200);
				assertThat(metric(port, "cors.refreshes?tag=outcome:failure")).isPositive();
				assertThat(metric(port, "cors.refresh.age")).isPositive();
				assertThat(allows(port, SEED)).as("as before").isTrue();
				assertThat(allows(port, TENANT)).as("as before").isTrue();
				assertThat(allows(port, "https://nobody.example")).as("as before").isFalse();
				assertThat(RawHttp.send(port, "GET /tenants", "").status()).as("the form does not hide it")
					.isEqualTo(500);
			}
			assertThat(output).contains("The bean 'tenants' gave no allowed origins: ",
					"Its last answer stays in force.");

			this.database.start();
			this.database.execute("DELETE FROM tenant_origin WHERE origin = '" + SEED + "'");
			for (int port : ports) {
				// A failed refresh is repeated after one second, two, four and so on.
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !allows(port, SEED));
				assertThat(allows(port, TENANT)).isTrue();
				assertThat(health(port)).isEqualTo("UP");
			}
			assertThat(output).contains("The bean 'tenants' answers again, after ");
		}
	}

	/**
	 * The schema exists already, so the application starts without the database.
	 */
	@Test
	void instanceStartedWithoutTheDatabaseLoadsItsOriginsLater() throws Exception {
		start().close();
		this.database.stop();
		try (ConfigurableApplicationContext late = start("--spring.sql.init.mode=never")) {
			assertThat(allows(port(late), SEED)).isFalse();
			assertThat(allows(port(late), "http://localhost:8080")).as("from the properties").isTrue();
			this.database.start();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> allows(port(late), SEED));
		}
	}

	private void assertConvergesAfter(String change, List<Integer> ports, boolean allowed) throws Exception {
		this.database.execute(change);
		long begun = System.nanoTime();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.atMost(Duration.ofSeconds(60))
			.until(() -> ports.stream().allMatch((port) -> allows(port, TENANT) == allowed));
		Duration observed = Duration.ofNanos(System.nanoTime() - begun);
		assertThat(observed).as("both instances converged %d ms after %s", observed.toMillis(), change)
			.isLessThan(BOUND);
	}

	private ConfigurableApplicationContext start(String... further) {
		String[] arguments = { "--server.port=0", "--cors.policies.api.allowed-origins=http://localhost:8080",
				"--cors.refresh-interval=" + INTERVAL.toMillis() + "ms",
				"--spring.datasource.url=" + this.database.url(), "--spring.datasource.username=" + PostgresServer.USER,
				"--management.endpoints.web.exposure.include=health,metrics",
				"--management.endpoint.health.show-details=always" };
		String[] all = Stream.of(arguments, further).flatMap(Arrays::stream).toArray(String[]::new);
		return new SpringApplicationBuilder(SampleApplication.class).profiles("tenants").run(all);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static boolean allows(int port, String origin) {
		return RawHttp.send(port, "GET /api/notes", "", "Origin: " + origin).allows(origin);
	}

	private static String health(int port) {
		return JsonPath.read(json(port, "/actuator/health"), "$.components.cors.status");
	}

	private static double metric(int port, String name) {
		return JsonPath.<Number>read(json(port, "/actuator/metrics/" + name), "$.measurements[0].value").doubleValue();
	}

	private static String json(int port, String path) {
		String body = RawHttp.send(port, "GET " + path, "").body();
		return body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
	}

}
