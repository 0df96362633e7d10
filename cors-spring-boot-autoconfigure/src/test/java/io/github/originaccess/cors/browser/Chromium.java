// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A headless Chromium with a fresh profile. No driver controls it. Its pages report their
 * results themselves, see {@link ReportingPage}.
 */
final class Chromium implements AutoCloseable {

	private static final String MISSING = "No Chromium or Chrome is installed here: "
			+ "what a page can read is not tested in a real browser.";

	private final Process process;

	private Chromium(Process process) {
		this.process = process;
	}

	/**
	 * Start a browser. Where there is none, the running test is skipped; on a build
	 * server it fails.
	 * @param url the address to open
	 * @param options further options of the command line
	 * @return the running browser
	 */
	static Chromium open(String url, String... options) throws IOException {
		Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "browser")), "profile");
		List<String> words = new ArrayList<>(List.of(program().toString(), "--headless=new", "--no-sandbox",
				"--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--no-first-run", "--user-data-dir=" + profile.toAbsolutePath()));
		words.addAll(List.of(options));
		words.add(url);
		ProcessBuilder command = new ProcessBuilder(words);
		command.redirectErrorStream(true).redirectOutput(profile.resolve("output.txt").toFile());
		return new Chromium(command.start());
	}

	private static Path program() {
		Path program = firstExecutable("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
		if (program != null) {
			return program;
		}
		if ("true".equals(System.getenv("CI"))) {
			Assertions.fail(MISSING);
		}
		LogFactory.getLog(Chromium.class).warn("SKIPPED: " + MISSING);
		return Assumptions.abort(MISSING);
	}

	private static @Nullable Path firstExecutable(String... candidates) {
		return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
	}

	/** Ends the browser with all its processes. */
	@Override
	public void close() {
		Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle())).forEach(ProcessHandle::destroy);
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

}
