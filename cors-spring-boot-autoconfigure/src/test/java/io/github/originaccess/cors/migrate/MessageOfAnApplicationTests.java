// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.Map;

import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.WebServer;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The message of an application that has no policy comes when the application has
 * started, so that it does not delay the start.
 */
@ExtendWith(OutputCaptureExtension.class)
class MessageOfAnApplicationTests {

	private static final String MESSAGE = "There is no CORS policy.";

	private static final String STARTED = "The application has started.";

	@ParameterizedTest
	@EnumSource
	void messageComesOnceAndAfterTheStart(WebServer server, CapturedOutput output) {
		try (ConfigurableApplicationContext context = server
			.start(Map.of("logging.level.io.github.originaccess", "info"), Application.class)) {
			assertThat(context.isActive()).isTrue();
			assertThat(output.getAll()).containsOnlyOnce(MESSAGE).containsSubsequence(STARTED, MESSAGE);
		}
	}

	@Import(AnsweringApplication.class)
	static class Application {

		@Bean
		ApplicationListener<ApplicationStartedEvent> told() {
			return (event) -> LogFactory.getLog(Application.class).warn(STARTED);
		}

	}

}
