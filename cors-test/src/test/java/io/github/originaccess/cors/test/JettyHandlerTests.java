// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

/**
 * An application without Spring, whose CORS is Jetty's.
 */
class JettyHandlerTests {

	private static final String SHOP = "https://shop.example.com";

	@Test
	void allowedPageReadsWhatIsExposed() throws Exception {
		withServer((browser) -> assertThat(
				browser.page(SHOP).fetch("/orders", (with) -> with.method("PUT").json("{}").credentials()))
			.isReadable()
			.sentPreflight()
			.exposesHeader("ETag", "\"7\"")
			.doesNotExposeHeader("X-Internal")
			.hasBody("order"));
	}

	@Test
	void othersAreBlocked() throws Exception {
		withServer((browser) -> {
			assertThat(browser.page("https://evil.example").fetch("/orders"))
				.isBlocked(BlockedReason.ORIGIN_NOT_ALLOWED);
			assertThat(browser.page(SHOP).fetch("/orders", (with) -> with.method("DELETE")))
				.isBlocked(BlockedReason.METHOD_NOT_ALLOWED);
			assertThat(browser.page(SHOP).fetch("/orders", (with) -> with.header("X-Trace", "1")))
				.isBlocked(BlockedReason.HEADER_NOT_ALLOWED);
		});
	}

	private static void withServer(Check check) throws Exception {
		CrossOriginHandler cors = new CrossOriginHandler();
		cors.setAllowedOriginPatterns(Set.of("https://shop\\.example\\.com"));
		cors.setAllowedMethods(Set.of("GET", "PUT"));
		cors.setAllowedHeaders(Set.of("Content-Type"));
		cors.setExposedHeaders(Set.of("ETag"));
		cors.setAllowCredentials(true);
		cors.setHandler(new Orders());
		Server server = new Server();
		ServerConnector connector = new ServerConnector(server, 1, 1);
		connector.setHost("localhost");
		server.addConnector(connector);
		server.setHandler(cors);
		server.start();
		try {
			check.of(Browser.over(HttpClient.newHttpClient(),
					URI.create("http://localhost:" + connector.getLocalPort())));
		}
		finally {
			server.stop();
		}
	}

	private interface Check {

		void of(Browser browser);

	}

	private static final class Orders extends Handler.Abstract {

		@Override
		public boolean handle(Request request, Response response, Callback callback) {
			response.getHeaders().put("ETag", "\"7\"");
			response.getHeaders().put("X-Internal", "1");
			response.write(true, ByteBuffer.wrap("order".getBytes(StandardCharsets.UTF_8)), callback);
			return true;
		}

	}

}
