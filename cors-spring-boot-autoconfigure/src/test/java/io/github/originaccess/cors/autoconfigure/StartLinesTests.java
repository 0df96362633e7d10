// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The lines that the log has when an application starts: whole texts. After the remedy of
 * a warning, no warning is left.
 */
class StartLinesTests {

	private static final String TABLE = "/fixtures/start-lines.csv";

	private static final Logger logger = (Logger) LoggerFactory.getLogger("io.github.originaccess.cors");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		logger.setLevel(Level.INFO);
		logger.addAppender(this.lines);
		this.lines.start();
	}

	@AfterEach
	void stopListening() {
		logger.detachAppender(this.lines);
		logger.setLevel(null);
	}

	@ParameterizedTest(name = "{0}")
	@CsvFileSource(resources = TABLE, delimiter = '|', numLinesToSkip = 1, quoteCharacter = '`')
	void linesOfTheStartSayWhatHoldsAndWhatToChange(String configuration, String expected, @Nullable String remedy) {
		Map<String, Object> properties = properties(configuration);
		assertThat(start(properties)).containsExactly(expected.split(" ~ "));
		assertThat(remedy == null).as("a warning has a remedy").isEqualTo(!expected.contains("WARN "));
		if (remedy != null) {
			Map<String, Object> changed = new LinkedHashMap<>(properties);
			properties(remedy).forEach((name, value) -> {
				assertThat(expected).as("the line names what to change").contains(setting(name));
				if (value.equals("unset")) {
					changed.remove(name);
				}
				else {
					changed.put(name, value);
				}
			});
			assertThat(start(changed)).isNotEmpty().allMatch((line) -> line.startsWith("INFO "));
		}
	}

	private List<String> start(Map<String, Object> properties) {
		this.lines.list.clear();
		Map<String, Object> variables = new LinkedHashMap<>();
		Map<String, Object> others = new LinkedHashMap<>();
		properties.forEach((name, value) -> {
			if (name.startsWith("$")) {
				variables.put(name.substring(1), value);
			}
			else {
				others.put(name, value);
			}
		});
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsAutoConfiguration.class))
			.withInitializer((context) -> {
				var sources = context.getEnvironment().getPropertySources();
				sources.addFirst(new MapPropertySource("test", others));
				sources.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
			})
			.run((context) -> assertThat(context).hasNotFailed());
		List<String> all = new ArrayList<>();
		this.lines.list.forEach((event) -> all.add(event.getLevel() + " " + event.getFormattedMessage()));
		return all;
	}

	private static String setting(String name) {
		return name.startsWith("$") ? name.substring(1) : name.substring(name.lastIndexOf('.') + 1);
	}

	private static Map<String, Object> properties(String configuration) {
		Map<String, Object> properties = new LinkedHashMap<>();
		Arrays.stream(configuration.split("; *"))
			.filter((property) -> !property.equals("nothing"))
			.forEach((property) -> {
				int equals = property.indexOf('=');
				properties.put(property.substring(0, equals).strip(), property.substring(equals + 1).strip());
			});
		return properties;
	}

}
