// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.File;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code that uses the browser is compiled and run where libraries are absent. The compiler
 * needs the parameter types of all overloads of a method that have as many parameters as
 * its call, even of those that cannot be meant.
 */
class OptionalLibrariesTests {

	private static final String EXCHANGE = """
			Exchange exchange = (request) -> new WireResponse(200, HeaderLines.of("Access-Control-Allow-Origin", "*"), new byte[0]);
			Browser.over(java.net.http.HttpClient.newHttpClient(), java.net.URI.create("http://localhost:1"));
			Browser.over((request) -> exchange.send(request));
			Browser browser = Browser.over(exchange);
			""";

	private static final String MOCK_MVC = """
			Browser browser = Browser.over(org.springframework.test.web.servlet.setup.MockMvcBuilders.standaloneSetup(new Object())
				.addFilters((request, response, chain) -> ((jakarta.servlet.http.HttpServletResponse) response)
					.setHeader("Access-Control-Allow-Origin", "*"))
				.build());
			""";

	private static final String WEB_TEST_CLIENT = """
			Browser browser = Browser.over(org.springframework.test.web.reactive.server.WebTestClient.bindToWebHandler((exchange) -> {
				exchange.getResponse().getHeaders().set("Access-Control-Allow-Origin", "*");
				return exchange.getResponse().setComplete();
			}).build());
			""";

	private static final String ASSERTIONS = "BrowserAssertions.assertThat(result).isReadable();";

	static Stream<Arguments> projects() {
		return Stream.of(
				Arguments.of("no library", List.of("spring", "assertj", "servlet", "tomcat", "reactor"), EXCHANGE, ""),
				Arguments.of("AssertJ alone", List.of("spring", "servlet", "tomcat", "reactor"), EXCHANGE, ASSERTIONS),
				Arguments.of("no AssertJ", List.of("assertj"), MOCK_MVC, ""),
				Arguments.of("no WebFlux", List.of("webflux", "reactor", "netty", "webtestclient"), MOCK_MVC,
						ASSERTIONS),
				Arguments.of("no servlets", List.of("servlet", "tomcat", "webmvc"), WEB_TEST_CLIENT, ASSERTIONS),
				Arguments.of("no Boot", List.of("spring-boot"), MOCK_MVC + WEB_TEST_CLIENT.replace("browser", "second"),
						ASSERTIONS));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("projects")
	void projectCompilesAndRuns(String name, List<String> absent, String browser, String assertions,
			@TempDir Path directory) throws Exception {
		List<Path> libraries = libraries(absent);
		compile(directory, libraries, """
				import io.github.originaccess.cors.test.*;

				public class Project implements java.util.function.Supplier<String> {

					public String get() {
						%s
						FetchResult result = browser.page("https://shop.example.com").fetch("/x");
						%s
						if (Browser.class.getMethods().length == 0) {
							throw new AssertionError("Tools read the methods of the class.");
						}
						return result.type().toString();
					}

				}
				""".formatted(browser, assertions));
		List<URL> urls = new ArrayList<>(List.of(directory.toUri().toURL()));
		for (Path library : libraries) {
			urls.add(library.toUri().toURL());
		}
		try (URLClassLoader classes = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			Supplier<?> project = (Supplier<?>) classes.loadClass("Project").getConstructor().newInstance();
			assertThat(project.get()).isEqualTo("cors");
		}
	}

	private static List<Path> libraries(List<String> absent) {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		return Stream.of(path.split(File.pathSeparator))
			.map(Path::of)
			.filter((library) -> absent.stream().noneMatch(library.getFileName().toString()::contains))
			.toList();
	}

	private static void compile(Path directory, List<Path> libraries, String source) throws Exception {
		Path file = Files.writeString(directory.resolve("Project.java"), source);
		String path = libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		boolean compiled = compiler
			.getTask(messages, null, null, List.of("-proc:none", "-classpath", path, "-d", directory.toString()), null,
					compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
			.call();
		assertThat(compiled).as(messages.toString()).isTrue();
	}

}
