// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.AnsweringApplication;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the pages for new readers run, and their responses are real.
 */
class GettingStartedTests {

	private static final DocumentationPage PAGE = DocumentationPage.of("docs/getting-started.md");

	private static final DocumentationPage WEB_SOCKET = DocumentationPage.of("docs/websocket.md");

	private static final Pattern CODE = Pattern.compile("<text[^>]* class=\"code\"[^>]*>(.*)</text>");

	private static CompiledPages examples;

	private static ClassLoader before;

	@BeforeAll
	static void compile(@TempDir Path directory) throws IOException {
		examples = new CompiledPages(directory, PAGE, WEB_SOCKET);
		before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(examples.classLoader());
	}

	@AfterAll
	static void close() throws IOException {
		Thread.currentThread().setContextClassLoader(before);
		examples.close();
	}

	@ParameterizedTest
	@CsvSource({ "README.md, TOMCAT, com.example.shop.ShopApplication",
			"docs/getting-started.md, TOMCAT, com.example.shop.ShopApplication",
			"docs/getting-started.md, NETTY, com.example.feed.FeedApplication" })
	void applicationGivesTheResponseOfThePage(String path, WebServer server, String application) throws Exception {
		DocumentationPage page = DocumentationPage.of(path);
		try (ConfigurableApplicationContext context = server.start(properties(page, 0), examples.type(application))) {
			WireResponse response = RawHttp.send(WebServer.port(context), "/api/orders",
					WireRequest.parse("GET Origin: https://app.example.com"));
			assertThat(response.status()).isEqualTo(200);
			List<String> documented = block(page, "http", 0).lines().toList();
			assertThat(documented.get(0)).isEqualTo("HTTP/1.1 200");
			assertThat(policyHeaders(response)).isEqualTo(new TreeSet<>(documented.subList(1, documented.size())));
			assertThat(RawHttp
				.send(WebServer.port(context), "/api/orders", WireRequest.parse("GET Origin: https://evil.example"))
				.corsHeaders()).isEmpty();
		}
	}

	@Test
	void gatewayDecidesForItsRoute() throws IOException {
		int upstream = WebServer
			.port(WebServer.TOMCAT.run(AnsweringApplication.class, Map.of("cors.allowed-origins", "*")));
		Map<String, String> properties = properties(PAGE, 1);
		properties.replaceAll((name, value) -> value.replace("8081", String.valueOf(upstream)));
		assertThat(properties).containsValue("http://localhost:" + upstream);
		try (ConfigurableApplicationContext gateway = WebServer.NETTY.start(properties, Gateway.class)) {
			WireResponse response = RawHttp.send(WebServer.port(gateway), "/api/orders",
					WireRequest.parse("GET Origin: https://app.example.com"));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.corsHeaders()).containsExactly("access-control-allow-origin: https://app.example.com");
			assertThat(RawHttp
				.send(WebServer.port(gateway), "/api/orders", WireRequest.parse("GET Origin: https://evil.example"))
				.corsHeaders()).isEmpty();
		}
	}

	/** The trial of the release compiles these sources. */
	@Test
	void kotlinIsThatOfTheProjectThatUsesTheRelease() throws IOException {
		List<String> units = PAGE.blocks("kotlin")
			.map(CodeBlock::text)
			.filter((text) -> text.startsWith("package "))
			.toList();
		assertThat(units).singleElement()
			.satisfies((unit) -> assertThat(
					Files.readString(Path.of("..", "consumers", "kotlin", "src/main/kotlin/ShopApplication.kt")))
				.endsWith("\n\n" + unit));
	}

	@Test
	void webSocketEndpointAndPolicyAllowTheSamePage() throws Exception {
		try (ConfigurableApplicationContext context = WebServer.TOMCAT.start(properties(WEB_SOCKET, 0),
				AnsweringApplication.class, examples.type("com.example.chat.ChatConfiguration"))) {
			assertThat(info(context, "https://app.example.com").corsHeaders()).containsExactlyInAnyOrder(
					"access-control-allow-origin: https://app.example.com", "access-control-allow-credentials: true");
			assertThat(info(context, "https://evil.example").status()).isEqualTo(403);
		}
	}

	/** Each picture has the requests and responses in their order. */
	@ParameterizedTest
	@ValueSource(strings = { "simple-request.svg", "preflight.svg" })
	void picturesShowWhatGoesOverTheWire(String picture) throws IOException {
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(AnsweringApplication.class,
				properties(DocumentationPage.of("docs/cors-in-one-page.md"), 0));
		List<String> lines = CODE.matcher(Files.readString(Path.of("..", "docs", "images", picture)))
			.results()
			.map((line) -> line.group(1))
			.toList();
		WireResponse response = new WireResponse(0, List.of());
		int responses = 0;
		for (int start = 0; start < lines.size();) {
			int end = start + 1;
			while (end < lines.size() && !lines.get(end).contains("HTTP/1.1")) {
				end++;
			}
			List<String> headers = lines.subList(start + 1, end);
			String[] first = lines.get(start).split(" ");
			if (first[0].equals("HTTP/1.1")) {
				responses++;
				assertThat(response.status()).isEqualTo(Integer.parseInt(first[1]));
				assertThat(policyHeaders(response)).containsAll(headers);
			}
			else {
				response = RawHttp.send(WebServer.port(application), first[1],
						WireRequest.parse(first[0] + " " + String.join(" ~ ", headers)));
			}
			start = end;
		}
		assertThat(responses).isEqualTo(picture.startsWith("simple") ? 1 : 2);
	}

	private static WireResponse info(ConfigurableApplicationContext context, String origin) throws IOException {
		return RawHttp.send(WebServer.port(context), "/ws/info", WireRequest.parse("GET Origin: " + origin));
	}

	/** Return the lines of a response that come from a policy. */
	private static TreeSet<String> policyHeaders(WireResponse response) {
		TreeSet<String> lines = new TreeSet<>();
		for (WireHeader header : response.headers()) {
			if (header.name().startsWith("Access-Control-") || header.name().equals("Vary")) {
				lines.add(header.name() + ": " + header.value());
			}
		}
		return lines;
	}

	private static String block(DocumentationPage page, String language, int position) {
		return page.blocks(language).toList().get(position).text();
	}

	/** Return the properties of a YAML example, counted from 0. */
	private static Map<String, String> properties(DocumentationPage page, int example) {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(block(page, "yaml", example).getBytes(StandardCharsets.UTF_8)));
		yaml.afterPropertiesSet();
		Map<String, String> properties = new LinkedHashMap<>();
		Objects.requireNonNull(yaml.getObject())
			.forEach((name, value) -> properties.put(name.toString(), value.toString()));
		return properties;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Gateway {

	}

}
