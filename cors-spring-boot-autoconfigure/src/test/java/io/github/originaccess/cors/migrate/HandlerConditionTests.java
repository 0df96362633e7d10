// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The message about handlers that have conditions besides path and method.
 */
class HandlerConditionTests {

	@ParameterizedTest(name = "{0}")
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void commentsNameWhatConditionsLeaveOut(WebServer server) {
		try (ConfigurableApplicationContext context = server.start(Map.of(), ConditionSetUps.Plain.class)) {
			List<String> lines = context.getBean(ExistingCors.class).lines();
			for (String path : List.of("/api/items/7", "/api/made", "/api/taken", "/api/items/8")) {
				assertThat(lines).anyMatch((line) -> line.endsWith("# Spring has several configurations for paths of "
						+ path + ". They have nothing in common,"
						+ " so nobody is allowed there. Which one decides depends on conditions of handlers, such as"
						+ " params or headers."));
			}
			assertThat(lines).contains("      # @CrossOrigin on " + ConditionSetUps.PlainController.class.getName(),
					"      paths: /open");
		}
	}

}
