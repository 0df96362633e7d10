// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.originaccess.cors.autoconfigure.CorsAutoConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application that fails to start with configuration files of its own, and the report
 * of that failure.
 */
public final class FailedStart {

	private final Path directory;

	private final CapturedOutput output;

	public FailedStart(Path directory, CapturedOutput output) {
		this.directory = directory;
		this.output = output;
	}

	/** Write a configuration file. */
	public void write(String name, String text) throws IOException {
		Files.writeString(this.directory.resolve(name), text);
	}

	public String report(String... arguments) {
		return report(Application.class, arguments);
	}

	/** Start the application, with a further configuration class, and read its report. */
	public String report(Class<?> configuration, String... arguments) {
		SpringApplication application = new SpringApplication(Application.class, configuration);
		application.setWebApplicationType(WebApplicationType.SERVLET);
		String[] all = Stream
			.concat(Stream.of("--server.port=0", "--spring.main.banner-mode=off",
					"--spring.config.location=" + this.directory.toUri()), Arrays.stream(arguments))
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> application.run(all));
		String text = this.output.getAll();
		return text.substring(text.indexOf("Description:"))
			.replace(this.directory + File.separator, "")
			.replaceAll("\\R", "\n")
			.stripTrailing() + "\n";
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, CorsAutoConfiguration.class })
	static class Application {

	}

}
