// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page of an unpacked extension in a real Chromium. The id of such an extension comes
 * from its directory, so it differs for each installation.
 */
class ExtensionPageTests {

	private static final String MANIFEST = """
			{ "manifest_version": 3, "name": "Reader", "version": "1", "background": { "service_worker": "start.js" } }
			""";

	private static final String SCRIPT = """
			fetch('%s').then((response) => response.text())
				.catch((failure) => 'failed: ' + failure)
				.then((seen) => fetch('%s/seen', { method: 'POST', mode: 'no-cors', body: seen }));
			""";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			SERVER | ALLOWED ORIGINS       | SEEN
			TOMCAT | chrome-extension://* | an answer
			NETTY  | chrome-extension://* | an answer
			TOMCAT | moz-extension://*     | failed: TypeError: Failed to fetch
			""")
	void pageOfAnExtensionReadsWhereItsSchemeIsAllowed(WebServer server, String origins, String seen,
			@TempDir Path extension) throws Exception {
		try (ReportingPage reports = new ReportingPage();
				ConfigurableApplicationContext application = server.start(Map.of("cors.allowed-origins", origins),
						Application.class)) {
			String url = "http://localhost:" + WebServer.port(application) + "/answer";
			Files.writeString(extension.resolve("manifest.json"), MANIFEST);
			Files.writeString(extension.resolve("start.js"), "chrome.tabs.create({ url: 'page.html' })");
			Files.writeString(extension.resolve("page.html"), "<script src=page.js></script>");
			Files.writeString(extension.resolve("page.js"), SCRIPT.formatted(url, reports.origin()));
			assertThat(reports.await("about:blank", "--load-extension=" + extension,
					"--disable-features=DisableLoadExtensionCommandLineSwitch"))
				.isEqualTo(seen);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping("/answer")
		String answer() {
			return "an answer";
		}

	}

}
