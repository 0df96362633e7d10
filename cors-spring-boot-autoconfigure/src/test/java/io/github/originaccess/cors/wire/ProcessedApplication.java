// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
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

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application processed ahead of time, as the build plugins of Boot do it, and run in
 * a virtual machine of its own. It has no properties while it is processed, only while it
 * runs.
 *
 * @param server the server that it runs on
 * @param classes the directory of the generated and compiled classes
 */
record ProcessedApplication(WebServer server, Path classes) {

	private static final String REPORT_TO = "report-to";

	/** Runs in the tests while it is processed, in a process of its own afterwards. */
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = WebServer.valueOf(args[0])
			.with(new SpringApplicationBuilder(AnsweringApplication.class), Map.of())
			.run(args);
		int testPort = context.getEnvironment().getRequiredProperty(REPORT_TO, Integer.class);
		try (context; Socket test = new Socket(InetAddress.getLoopbackAddress(), testPort)) {
			// What makes bean definitions of configuration classes is gone once they are
			// generated.
			assertThat(context.containsBean(AnnotationConfigUtils.CONFIGURATION_ANNOTATION_PROCESSOR_BEAN_NAME))
				.isFalse();
			new DataOutputStream(test.getOutputStream()).writeInt(WebServer.port(context));
			// Until the tests close the connection, or end otherwise.
			test.getInputStream().read();
		}
	}

	/**
	 * Process the application and compile the generated sources.
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
		return new ProcessedApplication(server, classes);
	}

	/**
	 * Run the application.
	 * @param properties its properties; the port is chosen
	 * @param directory an empty directory
	 * @return the running application
	 * @throws IllegalStateException with its output if it does not start
	 */
	Running run(Map<String, String> properties, Path directory) throws IOException {
		try (ServerSocket reports = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Properties file = new Properties();
			file.putAll(properties);
			try (OutputStream out = Files.newOutputStream(directory.resolve("application.properties"))) {
				file.store(out, null);
			}
			File output = directory.resolve("output").toFile();
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-classpath",
					this.classes + File.pathSeparator + System.getProperty("java.class.path"),
					ProcessedApplication.class.getName(), this.server.name(),
					"--" + REPORT_TO + "=" + reports.getLocalPort(), "--spring.config.location=" + directory + "/")
				.redirectErrorStream(true)
				.redirectOutput(output)
				.start();
			process.onExit().thenRun(() -> close(reports));
			try {
				Socket connection = reports.accept();
				return new Running(process, connection, new DataInputStream(connection.getInputStream()).readInt());
			}
			catch (IOException ex) {
				process.destroy();
				throw new IllegalStateException(Files.readString(output.toPath()), ex);
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
	 * The application in its process.
	 *
	 * @param process the process
	 * @param connection what keeps it running
	 * @param port where it listens
	 */
	record Running(Process process, Socket connection, int port) implements AutoCloseable {

		@Override
		public void close() throws IOException {
			this.connection.close();
			assertThat(this.process.onExit().join().exitValue()).isZero();
		}

	}

}
