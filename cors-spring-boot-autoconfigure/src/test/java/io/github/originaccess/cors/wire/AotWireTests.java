// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireContract;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The wire table on applications that are processed ahead of time and run with
 * {@code spring.aot.enabled}. The properties of each run are in force, not those of the
 * processing.
 */
@ParameterizedClass
@EnumSource(names = { "TOMCAT", "NETTY" })
class AotWireTests extends WireContract {

	private static final WirePolicies policies = new WirePolicies(policies());

	private static final Map<WebServer, ProcessedApplication> processed = new EnumMap<>(WebServer.class);

	private static final Map<WebServer, Integer> ports = new EnumMap<>(WebServer.class);

	@TempDir
	private static Path directory;

	private final ProcessedApplication application;

	private final int port;

	AotWireTests(WebServer server) throws IOException {
		if (!processed.containsKey(server)) {
			processed.put(server, ProcessedApplication.process(server, newDirectory()));
			ports.put(server, processed.get(server).run(policies.properties(), newDirectory()));
		}
		this.application = processed.get(server);
		this.port = ports.get(server);
	}

	@AfterAll
	static void stop() throws IOException {
		for (ProcessedApplication application : processed.values()) {
			application.close();
		}
	}

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws IOException {
		return policies.send(this.port, policy, request);
	}

	@Test
	void starterDisabledAtRunTimeChecksReportsAndWritesNothing() throws IOException {
		Map<String, String> properties = Map.of("cors.enabled", "off", "cors.allowed-origins", "https://a.example",
				"cors.allowed-methods", "TRACE", "logging.level.io.github.originaccess.cors", "info");
		Path run = newDirectory();
		WireResponse response = RawHttp.send(this.application.run(properties, run), "/anything",
				WireRequest.parse("GET Origin: https://a.example"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.corsHeaders()).isEmpty();
		assertThat(response.vary()).isEmpty();
		assertThat(ProcessedApplication.output(run)).content()
			.contains("Starting AOT-processed")
			.doesNotContain("CORS policy");
	}

	@Test
	void invalidConfigurationIsReportedAtRunTime() throws IOException {
		Map<String, String> properties = Map.of("cors.allowed-origins", "https://a.example/x", "cors.max-age", "2d");
		Path run = newDirectory();
		assertThatIllegalStateException().isThrownBy(() -> this.application.run(properties, run))
			.withMessageContainingAll("APPLICATION FAILED TO START", "cors.allowed-origins = \"https://a.example/x\"",
					run + "/application.properties", "write: https://a.example", "cors.max-age = \"2d\"");
	}

	private static Path newDirectory() throws IOException {
		return Files.createTempDirectory(directory, "");
	}

}
