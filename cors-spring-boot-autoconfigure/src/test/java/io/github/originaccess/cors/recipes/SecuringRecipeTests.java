// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the documentation for local tools and for login pages.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecuringRecipeTests {

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void localToolIsClosedToReboundNames(WebServer server, CapturedOutput output) throws IOException {
		Map<String, String> properties = localTool();
		ConfigurableApplicationContext application = server.run(Application.class, properties);
		int port = WebServer.port(application);
		for (String path : new String[] { "/x", "/actuator/env", "/actuator", "/actuator/env/java.home",
				"/actuator/health", "//actuator/env", "/actuator/%65nv" }) {
			WireRequest rebound = WireRequest.parse("GET Host: evil.example:8080");
			assertThat(RawHttp.send(port, path, rebound).status()).as(path).isIn(400, 403);
			assertThat(RawHttp.send(port, path, rebound.with("Sec-Fetch-Site", "same-origin")).status()).as(path)
				.isIn(400, 403);
			assertThat(RawHttp.send(port, path, rebound.with("X-Forwarded-Host", "localhost:8080")).status()).as(path)
				.isIn(400, 403);
			assertThat(RawHttp.send(port, path, rebound.with("Forwarded", "host=\"localhost:8080\"")).status()).as(path)
				.isIn(400, 403);
		}
		for (String host : new String[] { "localhost:8080", "127.0.0.1:8080" }) {
			WireRequest own = WireRequest.parse("GET Host: " + host);
			assertThat(RawHttp.send(port, "/actuator/env", own).status()).as(host).isEqualTo(200);
			assertThat(RawHttp.send(port, "/actuator/health", own).status()).as(host).isEqualTo(200);
		}
		assertThat(output).doesNotContain("own-origins");
	}

	@Test
	void localToolWithoutItsSecondPolicyIsOpenAndCausesAWarning(CapturedOutput output) throws IOException {
		Map<String, String> properties = localTool();
		properties.remove("cors.policies.management.paths");
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(Application.class, properties);
		WireRequest rebound = WireRequest.parse("GET Host: evil.example:8080");
		assertThat(RawHttp.send(WebServer.port(application), "/actuator/env", rebound).status()).isEqualTo(200);
		assertThat(RawHttp.send(WebServer.port(application), "/x", rebound).status()).isEqualTo(403);
		assertThat(output).contains("no policy that reports or enforces own-origins covers them");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH   | ACCEPT    | STATUS
			/api/x | */*       | 401
			/api/x | text/html | 401
			/x     | text/html | 302
			""")
	void apiAnswers401WhereAPageIsSentToTheLogin(String path, String accept, int status) throws IOException {
		assertThat(withoutBlanks(
				Files.readString(Path.of("src/test/java", LoginRecipe.class.getName().replace('.', '/') + ".java"))))
			.contains(withoutBlanks(example("deployment.md", "## Spring Security and Spring Session", "java")));
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(LoginRecipe.class,
				Map.of("cors.allowed-origins", "https://app.example.com", "spring.security.user.name", "user"));
		WireResponse response = RawHttp.send(WebServer.port(application), path,
				WireRequest.parse("GET Origin: https://app.example.com ~ Accept: " + accept));
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.corsHeaders()).containsExactly("access-control-allow-origin: https://app.example.com");
	}

	private static Map<String, String> localTool() throws IOException {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(
				new ByteArrayResource(example("enforcement.md", "## Local tools, MCP servers and DNS rebinding", "yaml")
					.getBytes(StandardCharsets.UTF_8)));
		yaml.afterPropertiesSet();
		Map<String, String> properties = new HashMap<>(Map.of("management.endpoints.web.exposure.include", "*"));
		yaml.getObject().forEach((name, value) -> properties.put(name.toString(), value.toString()));
		return properties;
	}

	/** Return the first example of a language below a heading. */
	private static String example(String page, String heading, String language) throws IOException {
		String text = Files.readString(Path.of("..", "docs", page));
		Matcher example = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(text.substring(text.indexOf(heading)));
		assertThat(example.find()).isTrue();
		return example.group(1);
	}

	private static String withoutBlanks(String code) {
		return code.replaceAll("\\s+", "");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
