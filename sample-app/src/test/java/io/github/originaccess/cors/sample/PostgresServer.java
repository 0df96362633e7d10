// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server from Debian's package, with an empty database in a temporary
 * directory. It can be stopped and started again.
 */
final class PostgresServer {

	static final String USER = "tenants";

	private static final String MISSING = "No PostgreSQL is installed here: instances that share one are not tested.";

	/** PostgreSQL does not run as root. Debian's package creates this user. */
	private static final String OTHER_THAN_ROOT = "postgres";

	private final Path programs;

	private final Path directory;

	private final int port;

	private PostgresServer(Path programs, Path directory, int port) {
		this.programs = programs;
		this.directory = directory;
		this.port = port;
	}

	/**
	 * Start a server. Where there is none, the running test is skipped; on a build server
	 * it fails.
	 * @return the server
	 */
	static PostgresServer begin() throws IOException, InterruptedException {
		Path programs = latestPrograms();
		if (programs == null) {
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(MISSING);
			}
			LogFactory.getLog(PostgresServer.class).warn("SKIPPED: " + MISSING);
			return Assumptions.abort(MISSING);
		}
		// Not one of JUnit's directories, which only their owner may enter.
		Path directory = Files.createTempDirectory("postgres");
		if (isRoot()) {
			Files.setOwner(directory,
					directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OTHER_THAN_ROOT));
		}
		PostgresServer server = new PostgresServer(programs, directory, freePort());
		server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
		server.start();
		return server;
	}

	private static @Nullable Path latestPrograms() throws IOException {
		Path versions = Path.of("/usr/lib/postgresql");
		if (!Files.isDirectory(versions)) {
			return null;
		}
		try (Stream<Path> found = Files.list(versions)) {
			return found.filter((version) -> version.getFileName().toString().matches("\\d+"))
				.sorted(Comparator.comparing((version) -> -Integer.parseInt(version.getFileName().toString())))
				.map((version) -> version.resolve("bin"))
				.filter((bin) -> Files.isExecutable(bin.resolve("initdb")))
				.findFirst()
				.orElse(null);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	private String data() {
		return this.directory.resolve("data").toString();
	}

	String url() {
		return "jdbc:postgresql://localhost:" + this.port + "/postgres";
	}

	void start() throws IOException, InterruptedException {
		run("pg_ctl", "-D", data(), "-w", "-t", "60", "-l", this.directory.resolve("log").toString(), "-o",
				"-p %d -k %s -c listen_addresses=localhost -c fsync=off".formatted(this.port, this.directory), "start");
	}

	/** Stop at once, with connections open. */
	void stop() throws IOException, InterruptedException {
		run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
	}

	void execute(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url(), USER, "");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** The output goes to a file, because a started server keeps it open. */
	private void run(String program, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		if (isRoot()) {
			command.addAll(List.of("runuser", "-u", OTHER_THAN_ROOT, "--"));
		}
		command.add(this.programs.resolve(program).toString());
		command.addAll(List.of(arguments));
		Path output = this.directory.resolve(program + ".out");
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		boolean ended = process.waitFor(90, TimeUnit.SECONDS);
		if (!ended || process.exitValue() != 0) {
			process.destroy();
			throw new IllegalStateException(program + " failed:\n" + Files.readString(output));
		}
	}

	void end() throws IOException, InterruptedException {
		if (Files.exists(this.directory.resolve("data").resolve("postmaster.pid"))) {
			stop();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
