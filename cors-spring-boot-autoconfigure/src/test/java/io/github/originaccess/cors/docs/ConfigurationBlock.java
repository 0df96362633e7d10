// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import io.github.originaccess.cors.refresh.LoadedConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.core.env.EnumerablePropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A block of an application's configuration. Policies are made of it, and the names of
 * all other properties are looked up in the metadata of Spring Boot.
 */
final class ConfigurationBlock {

	/** A block with this comment shows what is refused. */
	private static final String REFUSED = "# does not start";

	/** A heading that is the code of a problem. */
	private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

	/** Our loggers have the names of packages and classes. */
	private static final String LEVEL_OF_OURS = "logging.level.io.github.originaccess.";

	/** What a warning about a configuration names. */
	private static final String WARNING = "docs/problems.md#";

	/** Properties of these groups are those of Spring Boot. */
	private static final Set<String> GROUPS = Set.of("logging", "management", "server", "spring");

	/** The type of each property that the metadata on the class path lists. */
	private static final Map<String, String> TYPES = types();

	private final CodeBlock block;

	private final LoadedConfiguration configuration;

	/**
	 * Load a block.
	 * @param block the block
	 * @param file the name of the file, which decides how it is read
	 * @param resolver whether the application has a resolver
	 */
	ConfigurationBlock(CodeBlock block, String file, boolean resolver) {
		this.block = block;
		this.configuration = new LoadedConfiguration().file(file, block.text());
		if (resolver) {
			this.configuration.resolver("policyOfTenant");
		}
	}

	void verify(CapturedOutput output) {
		List<String> names = names();
		assertThat(names).isNotEmpty()
			.filteredOn((name) -> GROUPS.contains(name.replaceFirst("\\..*", "")))
			.allSatisfy((name) -> assertThat(isKnown(name)).as(name + " is a property").isTrue());
		boolean refused = !this.configuration.problems().isEmpty() || output.getAll().contains(WARNING);
		assertThat(refused).as(() -> this.configuration.problems() + " " + output).isEqualTo(isShownAsWrong());
	}

	/** The first example below each code of problems.md has the problem. */
	private boolean isShownAsWrong() {
		return this.block.text().contains(REFUSED) || this.block.page().equals("docs/problems.md")
				&& CODE.matcher(this.block.heading()).matches() && this.block.position() == 0;
	}

	private List<String> names() {
		return this.configuration.environment()
			.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
			.toList();
	}

	private static boolean isKnown(String name) {
		if (name.startsWith(LEVEL_OF_OURS)) {
			String logger = "/" + name.substring("logging.level.".length()).replace('.', '/');
			return ConfigurationBlock.class.getResource(logger) != null
					|| ConfigurationBlock.class.getResource(logger + ".class") != null;
		}
		// The elements of a list may have properties of their own.
		String property = name.replaceFirst("\\[\\d+].*", "");
		if (TYPES.containsKey(property)) {
			return true;
		}
		return TYPES.entrySet()
			.stream()
			.anyMatch(
					(type) -> type.getValue().startsWith("java.util.Map") && property.startsWith(type.getKey() + "."));
	}

	private static Map<String, String> types() {
		Map<String, String> types = new HashMap<>();
		try {
			List<URL> files = new ArrayList<>(Collections.list(ConfigurationBlock.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json")));
			for (URL file : files) {
				try (InputStream text = file.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(text).path("properties")) {
						types.put(property.get("name").asString(), property.path("type").asString(""));
					}
				}
			}
			return types;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
