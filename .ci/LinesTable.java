// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints a table of the tests that {@code .ci/lines} ran: line, JDK, suite, server, and
 * how many there are. Its arguments are folders such as {@code 4.1.2-jdk17}, with the
 * reports of Surefire in a folder for each module.
 */
public class LinesTable {

	/** The suites by the packages of their tests. The first one that fits counts. */
	private static final Map<String, Pattern> SUITES = new LinkedHashMap<>();
	static {
		SUITES.put("engine", Pattern.compile("cors-core/.*"));
		SUITES.put("browser for tests", Pattern.compile("cors-test/.*"));
		SUITES.put("wire", Pattern.compile(".*\\.(wire|spellings)\\..*"));
		SUITES.put("response", Pattern.compile(".*\\.(servlet|reactive|caches|observe|browser)\\..*"));
		SUITES.put("configuration", Pattern
			.compile(".*\\.(properties|refresh|registry|autoconfigure|application|layers|migrate|slices)\\..*"));
		SUITES.put("documentation", Pattern.compile(".*"));
	}

	/** The constants of {@code WebServer}, in their order. */
	private static final List<String> SERVERS = List.of("Tomcat", "Jetty", "Netty");

	/** A parameterized class, whose parameter is a server, in a report of Surefire. */
	private static final Pattern INVOCATION = Pattern.compile("([\\w.]+)\\[(\\d+)]");

	/** The same in a report of JUnit's own launcher. */
	private static final Pattern UNIQUE_ID = Pattern.compile("class-template-invocation:#(\\d+)]");

	private static final Pattern SOURCE_OF_SERVERS = Pattern.compile("(?m)^@EnumSource(\\(.*?\\))?$");

	private record Row(String line, String jdk, String suite, String server) implements Comparable<Row> {

		@Override
		public int compareTo(Row other) {
			return key().compareTo(other.key());
		}

		private String key() {
			List<String> suites = new ArrayList<>(SUITES.keySet());
			return this.line + "|" + this.jdk + "|" + suites.indexOf(this.suite) + "|" + SERVERS.indexOf(this.server)
					+ this.server;
		}

	}

	private record Count(int run, int failed, int skipped) {

		Count plus(Count other) {
			return new Count(this.run + other.run, this.failed + other.failed, this.skipped + other.skipped);
		}

	}

	private static final Map<Row, Count> counts = new TreeMap<>();

	public static void main(String[] folders) throws Exception {
		for (String folder : folders) {
			count(Path.of(folder));
		}
		System.out.println("| Spring Boot | JDK | suite | server | tests | failed | skipped |");
		System.out.println("| --- | --- | --- | --- | ---: | ---: | ---: |");
		counts.forEach((row, count) -> System.out.printf("| %s | %s | %s | %s | %,d | %d | %d |%n", row.line(), row.jdk(),
				row.suite(), row.server(), count.run(), count.failed(), count.skipped()));
		Count all = counts.values().stream().reduce(new Count(0, 0, 0), Count::plus);
		System.out.printf("| all | | | | %,d | %d | %d |%n", all.run(), all.failed(), all.skipped());
		// A line without a test has not been tested.
		boolean untested = counts.keySet().stream().map(Row::line).distinct().count() < folders.length;
		if (all.failed() > 0 || untested) {
			System.exit(1);
		}
	}

	private static void count(Path folder) throws Exception {
		String[] name = folder.getFileName().toString().split("-jdk");
		DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
		List<Path> reports;
		try (Stream<Path> files = Files.walk(folder)) {
			reports = files.filter((file) -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList();
		}
		for (Path report : reports) {
			String module = folder.relativize(report).getName(0).toString();
			NodeList cases = parser.parse(report.toFile()).getElementsByTagName("testcase");
			for (int i = 0; i < cases.getLength(); i++) {
				Element test = (Element) cases.item(i);
				String type = type(test);
				counts.merge(new Row(name[0], name[1], suite(module + "/" + type), server(module, type)), new Count(1,
						has(test, "failure") || has(test, "error") ? 1 : 0, has(test, "skipped") ? 1 : 0), Count::plus);
			}
		}
	}

	private static String type(Element test) {
		Matcher invocation = UNIQUE_ID.matcher(test.getTextContent());
		String type = test.getAttribute("classname");
		return (!type.endsWith("]") && invocation.find()) ? type + "[" + invocation.group(1) + "]" : type;
	}

	private static boolean has(Element test, String child) {
		return test.getElementsByTagName(child).getLength() > 0;
	}

	private static String suite(String type) {
		return SUITES.entrySet()
			.stream()
			.filter((suite) -> suite.getValue().matcher(type).matches())
			.findFirst()
			.orElseThrow()
			.getKey();
	}

	/** The source says which servers the parameter has. */
	private static String server(String module, String type) throws IOException {
		Matcher invocation = INVOCATION.matcher(type);
		if (!invocation.matches()) {
			return type.contains(".servlet.") ? "Tomcat, Jetty" : type.contains(".reactive.") ? "Netty" : "";
		}
		Path source = Path.of(module, "src/test/java", invocation.group(1).replace('.', '/') + ".java");
		Matcher servers = SOURCE_OF_SERVERS.matcher(Files.readString(source));
		if (!servers.find()) {
			return "";
		}
		String chosen = servers.group(1);
		return SERVERS.stream()
			.filter((server) -> chosen == null || !chosen.contains("names") || chosen.contains('"' + server.toUpperCase(Locale.ROOT) + '"'))
			.skip(Integer.parseInt(invocation.group(2)) - 1L)
			.findFirst()
			.orElse("");
	}

}
