// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application processed ahead of time, as the build plugins of Boot do it. It runs in
 * a virtual machine of its own, which runs it several times, with other properties each
 * time. It has no properties while it is processed.
 */
final class ProcessedApplication implements AutoCloseable {

	private static final int FAILED = -1;

	private final Process process;

	private final Socket connection;

	private ProcessedApplication(Process process, Socket connection) {
		this.process = process;
		this.connection = connection;
	}

	/** Runs in the tests while it is processed, in a process of its own afterwards. */
	public static void main(String[] args) throws IOException {
		WebServer server = WebServer.valueOf(args[0]);
		if (args.length == 1) {
			run(server);
			return;
		}
		try (Socket tests = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))) {
			DataInputStream directories = new DataInputStream(tests.getInputStream());
			DataOutputStream ports = new DataOutputStream(tests.getOutputStream());
			while (true) {
				ports.writeInt(run(server, Path.of(directories.readUTF())));
			}
		}
		catch (IOException ex) {
			// The tests have closed the connection. The applications end too.
			System.exit(0);
		}
	}

	private static ConfigurableApplicationContext run(WebServer server, String... args) {
		return server.with(new SpringApplicationBuilder(AnsweringApplication.class), Map.of()).run(args);
	}

	/** Return where the application listens, or {@code FAILED}. */
	private static int run(WebServer server, Path directory) throws IOException {
		System.setOut(new PrintStream(Files.newOutputStream(output(directory)), true));
		try {
			ConfigurableApplicationContext context = run(server, "--spring.config.location=" + directory + "/");
			// What makes bean definitions of configuration classes is gone once they are
			// generated.
			assertThat(context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
				.isFalse();
			return WebServer.port(context);
		}
		catch (RuntimeException | AssertionError ex) {
			LogFactory.getLog(ProcessedApplication.class).error("The application does not run", ex);
			return FAILED;
		}
	}

	/**
	 * Process the application, compile the generated sources and start the virtual
	 * machine.
	 * @param server the server that it will run on
	 * @param directory an empty directory
	 */
	static ProcessedApplication process(WebServer server, Path directory) throws IOException {
		Path sources = directory.resolve("sources");
		Path classes = directory.resolve("classes");
		Settings settings = Settings.builder()
			.sourceOutput(sources)
			.resourceOutput(classes)
			.classOutput(classes)
			.groupId("com.example")
			.artifactId("processed")
			.build();
		new SpringApplicationAotProcessor(ProcessedApplication.class, settings, new String[] { server.name() })
			.process();
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(),
				"-classpath", System.getProperty("java.class.path")));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
		return start(server, classes, output(directory));
	}

	private static ProcessedApplication start(WebServer server, Path classes, Path output) throws IOException {
		try (ServerSocket connections = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-classpath",
					classes + File.pathSeparator + System.getProperty("java.class.path"),
					ProcessedApplication.class.getName(), server.name(), String.valueOf(connections.getLocalPort()))
				.redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			process.onExit().thenRun(() -> close(connections));
			try {
				return new ProcessedApplication(process, connections.accept());
			}
			catch (IOException ex) {
				process.destroy();
				throw new IllegalStateException(Files.readString(output), ex);
			}
		}
	}

	private static void close(ServerSocket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Run the application beside those that run already.
	 * @param properties its properties; the port is chosen
	 * @param directory an empty directory
	 * @return the port
	 * @throws IllegalStateException with its output if it does not start
	 */
	int run(Map<String, String> properties, Path directory) throws IOException {
		Properties file = new Properties();
		file.putAll(properties);
		try (OutputStream out = Files.newOutputStream(directory.resolve("application.properties"))) {
			file.store(out, null);
		}
		new DataOutputStream(this.connection.getOutputStream()).writeUTF(directory.toString());
		int port = new DataInputStream(this.connection.getInputStream()).readInt();
		if (port == FAILED) {
			throw new IllegalStateException(Files.readString(output(directory)));
		}
		return port;
	}

	/** Return the file with what was written since the application began to run. */
	static Path output(Path directory) {
		return directory.resolve("output");
	}

	@Override
	public void close() throws IOException {
		this.connection.close();
		assertThat(this.process.onExit().join().exitValue()).isZero();
	}

}
