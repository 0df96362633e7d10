// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ports of the page and of the API.
 */
class PortTests {

	@ParameterizedTest
	@CsvSource({ "8080, , 8081", "9090, , 9091", "8080, 9000, 9000", "0, , 0" })
	void apiIsAtTheNextPortByDefault(int pagePort, @Nullable Integer apiPort, int expected) {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(pagePort);
		new ApiConnector(apiPort, new WireLog()).customize(factory);
		assertThat(factory.getAdditionalConnectors()).singleElement()
			.satisfies((connector) -> assertThat(connector.getPort()).isEqualTo(expected));
	}

	@Test
	void trustedOriginFollowsThePort() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withInitializer(new ConfigDataApplicationContextInitializer());
		runner.run((context) -> assertThat(WayOfUse.of(context.getEnvironment()).text())
			.contains("allowed-origins: http://localhost:8080\n"));
		runner.withPropertyValues("server.port=9090")
			.run((context) -> assertThat(WayOfUse.of(context.getEnvironment()).text())
				.contains("allowed-origins: http://localhost:9090\n"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void lastLineOfTheStartNamesThePage(CapturedOutput output) {
		try (ConfigurableApplicationContext sample = new SpringApplicationBuilder(SampleApplication.class)
			.profiles("dev")
			.run("--server.port=0")) {
			String port = sample.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(output.toString().stripTrailing()).endsWith("Open http://localhost:" + port);
		}
	}

}
