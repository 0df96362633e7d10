// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys of other frameworks below {@code cors}: the report names the property that stands
 * for each of them, and the page about moving over has the same.
 */
class OtherFrameworksTests {

	private static final Path PAGE = Path.of("..", "docs", "migration.md");

	private static final Path TABLE = Path.of("src", "test", "resources", "fixtures", "other-frameworks.csv");

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	private static final String NONE = "none";

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/other-frameworks.csv", delimiter = '|', useHeadersInDisplayName = true)
	void eachKeyHasItsCounterpartInTheReport(String framework, String key, @Nullable String remedy) {
		List<PropertyProblem> problems = find(key);
		if (CorsKey.uniform(key).equals(CorsKey.uniform(String.valueOf(remedy))) && key.indexOf('.', 5) < 0) {
			assertThat(problems).as("the same name").isEmpty();
		}
		else {
			assertThat(problems).singleElement().satisfies((problem) -> {
				assertThat(problem.remedy()).isEqualTo(remedy);
				if (remedy == null) {
					assertThat(problem.reason()).endsWith("remove this property");
				}
				else {
					assertThat(find(remedy)).isEmpty();
				}
			});
		}
	}

	@Test
	void pageHasTheKeysAndPropertiesOfTheReport() throws IOException {
		List<String> rows = Files.readAllLines(TABLE)
			.stream()
			.skip(1)
			.map((line) -> line.split(" *\\| *", -1))
			.map((cells) -> row(cells[0], cells[1], (cells.length > 2) ? cells[2] : ""))
			.toList();
		assertThat(documented()).isNotEmpty().containsExactlyInAnyOrderElementsOf(rows);
	}

	private static String row(String framework, String key, String remedy) {
		return framework + " " + named(key) + " " + (remedy.isEmpty() ? NONE : named(remedy));
	}

	/** Return a key below cors with a placeholder for the name of its policy. */
	private static String named(String key) {
		return key.substring("cors.".length()).replace(".web.", ".<name>.");
	}

	/**
	 * Return the rows of the page: several keys and their properties, in the same order.
	 */
	private static List<String> documented() throws IOException {
		List<String> rows = new ArrayList<>();
		boolean table = false;
		for (String line : Files.readAllLines(PAGE)) {
			table = line.startsWith("| framework |") || table && line.startsWith("|");
			String[] cells = line.split("\\|");
			if (!table || cells.length < 4 || cells[1].contains("---") || cells[1].strip().equals("framework")) {
				continue;
			}
			List<String> keys = codes(cells[2]);
			List<String> properties = cells[3].strip().equals(NONE) ? keys.stream().map((key) -> NONE).toList()
					: codes(cells[3]);
			assertThat(properties).as(line).hasSameSizeAs(keys);
			for (int i = 0; i < keys.size(); i++) {
				rows.add(cells[1].strip() + " " + keys.get(i) + " " + properties.get(i));
			}
		}
		return rows;
	}

	private static List<String> codes(String cell) {
		return CODE.matcher(cell).results().map((result) -> result.group(1)).toList();
	}

	private static List<PropertyProblem> find(String key) {
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("file", Map.of(key, "value")));
		return UnknownCorsProperties.find(ConfigurationPropertySources.get(environment),
				new PropertyPlaces(environment), false);
	}

}
