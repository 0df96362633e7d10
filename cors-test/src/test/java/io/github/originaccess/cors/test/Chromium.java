// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with a fresh profile. No driver controls it: its page sends the
 * result itself.
 */
final class Chromium {

	private static final String MISSING = "No Chromium or Chrome is installed here: "
			+ "the table of browsers is not compared with a real one.";

	private static final System.Logger LOGGER = System.getLogger(Chromium.class.getName());

	private static final int MOST_SECONDS = 120;

	private Chromium() {
	}

	/**
	 * Open a page, and close the browser when its result is there. Where there is no
	 * browser, the running test is skipped; on a build server it fails.
	 * @param url the address of the page
	 * @param result the result that the page sends
	 * @param options further options of the command line
	 * @return the result
	 */
	static String run(String url, CompletableFuture<String> result, String... options) throws Exception {
		Process process = start(program(), url, options);
		try {
			return result.get(MOST_SECONDS, TimeUnit.SECONDS);
		}
		finally {
			Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroy);
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
	}

	private static Process start(Path program, String url, String... options) throws IOException {
		Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "browser")), "profile");
		List<String> words = new ArrayList<>(List.of(program.toString(), "--headless=new", "--no-sandbox",
				"--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--no-first-run", "--user-data-dir=" + profile.toAbsolutePath()));
		words.addAll(List.of(options));
		words.add(url);
		return new ProcessBuilder(words).redirectErrorStream(true)
			.redirectOutput(profile.resolve("output.txt").toFile())
			.start();
	}

	private static Path program() {
		Path program = firstExecutable("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
		if (program != null) {
			return program;
		}
		if ("true".equals(System.getenv("CI"))) {
			Assertions.fail(MISSING);
		}
		LOGGER.log(System.Logger.Level.WARNING, "SKIPPED: " + MISSING);
		return Assumptions.abort(MISSING);
	}

	private static @Nullable Path firstExecutable(String... candidates) {
		return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
	}

}
