// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a person sees in the terminal: whole texts.
 */
@ExtendWith(OutputCaptureExtension.class)
class CorsFailureAnalyzerTests {

	@TempDir
	private Path directory;

	@Test
	void everyProblemNamesPropertyValuePlaceReasonAndRemedy(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("application.yml");
		Files.writeString(file, """
				cors:
				  allowed-origins:
				    - https://good.example.com
				    - https://app.example.com/login
				  allowed-methods: get, TRACE
				  policies:
				    admin:
				      allowed-origins: https://*example.com
				      max-age: 25h
				""");
		run("--spring.config.location=" + file.toUri(), "--cors.policies.admin.allowed-headers=Cookie");
		assertThat(report(output, file)).isEqualTo("""
				Description:

				The CORS configuration has 6 problems:

				    cors.allowed-origins[1] = "https://app.example.com/login"
				        set in: application.yml:4:7
				        refused: an origin has no path (origin-with-path)
				        write: https://app.example.com

				    cors.allowed-methods = "TRACE"
				        set in: application.yml:5:20
				        refused: browsers let no page use it (method-forbidden)

				    cors.policies.admin.allowed-origins = "https://*example.com"
				        set in: application.yml:8:24
				        refused: what follows the * begins with a dot or a hyphen; without it, a * would match other \
				people's domains (origin-wildcard-not-separated)
				        write: https://*.example.com

				    cors.policies.admin.allowed-headers = "Cookie"
				        set in: "cors.policies.admin.allowed-headers" from property source "commandLineArgs"
				        refused: browsers let no page send it, or it is a response header (request-header-forbidden)

				    cors.policies.admin.max-age = "PT25H"
				        set in: application.yml:9:16
				        refused: no browser caches for longer than 24 hours (max-age-too-long)
				        write: 24h

				    cors.policies.admin.paths is not set
				        refused: a named policy says which paths it covers (paths-missing)
				        write: /api/**

				Action:

				Correct the configuration. Until then the application does not start, lest it trusts the wrong sites.
				""");
	}

	@Test
	void aControlCharacterNeverReachesTheTerminal(CapturedOutput output) {
		run("--cors.allowed-origins=https://a\u001b[31m.example");
		assertThat(output.getAll()).contains("The CORS configuration has a problem:")
			.contains("https://a\\u001b[31m.example")
			.doesNotContain("\u001b[31m");
	}

	private static void run(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.SERVLET);
		String[] all = new String[arguments.length + 2];
		all[0] = "--server.port=0";
		all[1] = "--spring.main.banner-mode=off";
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		assertThatException().isThrownBy(() -> application.run(all));
	}

	private static String report(CapturedOutput output, Path file) {
		String text = output.getAll();
		return text.substring(text.indexOf("Description:"))
			.replace(file.toString(), "application.yml")
			.replaceAll("\\R", "\n")
			.stripTrailing() + "\n";
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, CorsAutoConfiguration.class })
	static class Application {

	}

}
