// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.originaccess.cors.sample.RawHttp.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged jar, processed ahead of time by Boot's Maven plugin, in a separate
 * process. The build runs these tests after it has packaged the jar. The allowed origins
 * are set when the jar starts.
 */
@Tag("packaged")
class PackagedApplicationTests {

	private static final String PAGE = "https://app.example.com";

	private static final String ALLOWED = "Access-Control-Allow-Origin: " + PAGE;

	private static final String CREDENTIALS = "Access-Control-Allow-Credentials: true";

	private static final String EXPOSED = "Access-Control-Expose-Headers: X-Total-Count";

	private static final String PREFLIGHT_VARY = "Vary: Origin, Access-Control-Request-Method, "
			+ "Access-Control-Request-Headers";

	/** In this mode, Boot fails to start if generated classes are missing. */
	private static final String PROCESSED = "Starting AOT-processed SampleApplication";

	private static final Pattern PORT = Pattern.compile("Open http://localhost:(\\d+)$");

	private static @Nullable Process process;

	private static int port;

	@BeforeAll
	static void start() throws Exception {
		Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-jar",
				System.getProperty("packaged.jar"), "--server.port=0", "--cors.policies.api.allowed-origins=" + PAGE)
			.redirectErrorStream(true)
			.start();
		process = started;
		CompletableFuture<Integer> found = new CompletableFuture<>();
		Thread reader = new Thread(() -> read(started, found), "output of the packaged application");
		reader.setDaemon(true);
		reader.start();
		port = found.get(120, TimeUnit.SECONDS);
	}

	/** Reads to the end, so that the process never waits for a reader. */
	private static void read(Process process, CompletableFuture<Integer> found) {
		StringBuilder output = new StringBuilder();
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				output.append(line).append('\n');
				Matcher matcher = PORT.matcher(line);
				if (matcher.find() && output.indexOf(PROCESSED) >= 0) {
					found.complete(Integer.valueOf(matcher.group(1)));
				}
			}
			found.completeExceptionally(new IllegalStateException("It has not started:\n" + output));
		}
		catch (IOException ex) {
			found.completeExceptionally(ex);
		}
	}

	@AfterAll
	static void stop() {
		if (process != null) {
			process.destroy();
			process.onExit().join();
		}
	}

	@Test
	void preflightIsAllowed() {
		Response response = RawHttp.preflight(port, "/api/notes/1", PAGE, "PUT", "content-type");
		assertThat(response.status()).isEqualTo(204);
		assertThat(response.accessControlLines()).containsExactlyInAnyOrder(ALLOWED, CREDENTIALS,
				"Access-Control-Allow-Methods: GET, POST, PUT, DELETE",
				"Access-Control-Allow-Headers: Content-Type, X-Trace-Id", "Access-Control-Max-Age: 600");
		assertThat(response.lines()).containsOnlyOnce(PREFLIGHT_VARY);
		assertThat(response.body()).isEmpty();
	}

	@Test
	void preflightOfUnlistedOriginIsRefused() {
		Response response = RawHttp.preflight(port, "/api/notes/1", "http://localhost:8080", "PUT", "content-type");
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.accessControlLines()).isEmpty();
		assertThat(response.lines()).containsOnlyOnce(PREFLIGHT_VARY);
	}

	@Test
	void requestOfAForeignPageIsRefusedUnderEnforcement() {
		assertThat(RawHttp.send(port, "POST /guestbook/server", "", "Origin: " + PAGE).status()).isEqualTo(403);
		assertThat(RawHttp.send(port, "POST /guestbook/browser", "", "Origin: " + PAGE).status()).isEqualTo(200);
	}

	@Test
	void actualResponseNamesTheOrigin() {
		Response response = RawHttp.send(port, "GET /api/notes", "", "Origin: " + PAGE);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).containsExactlyInAnyOrder(ALLOWED, CREDENTIALS, EXPOSED);
		assertThat(response.lines()).containsOnlyOnce("Vary: Origin");
		assertThat(response.body()).contains("Origins are compared byte for byte");
	}

	@Test
	void errorResponseNamesTheOrigin() {
		Response response = RawHttp.send(port, "GET /api/broken", "", "Origin: " + PAGE);
		assertThat(response.status()).isEqualTo(500);
		assertThat(response.accessControlLines()).containsExactlyInAnyOrder(ALLOWED, CREDENTIALS, EXPOSED);
		assertThat(response.lines()).containsOnlyOnce("Vary: Origin");
	}

	@Test
	void uncoveredPathIsNotTouched() {
		Response response = RawHttp.send(port, "GET /about", "", "Origin: " + PAGE);
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.accessControlLines()).isEmpty();
		assertThat(response.body()).contains("\"profile\":\"default\"", PAGE);
	}

}
