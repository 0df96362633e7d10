// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference of all properties is up to date, and its examples are true.
 */
class PropertiesPageTests {

	/** The working directory is that of the module. */
	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final String STALE = """
			docs/properties.md is not what the configuration metadata and src/test/resources/docs/properties.yml say.
			Write it again, and commit it:
			mvn -pl cors-spring-boot-autoconfigure -am test -Dtest=PropertiesPageTests \
			-Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write""";

	@Test
	void pageIsThatOfTheMetadata() throws IOException {
		String text = PropertiesPage.read().text();
		if (System.getProperty("docs.write") != null) {
			Files.writeString(PAGE, text);
		}
		assertThat(PAGE).withFailMessage(STALE).content().isEqualTo(text);
	}

	@Test
	void everyPropertyOfTheMetadataHasASection() {
		assertThat(PropertiesPage.read().properties()).extracting(DocumentedProperty::name)
			.containsExactlyInAnyOrderElementsOf(PropertiesPage.metadata()
				.get("properties")
				.valueStream()
				.map((property) -> property.get("name").asString())
				.toList());
	}

	@ParameterizedTest
	@MethodSource("properties")
	void variableSaysTheSameAsTheExample(DocumentedProperty property) {
		ConfigurableEnvironment file = new LoadedConfiguration().file("application.yml", property.example())
			.environment();
		ConfigurableEnvironment variables = new LoadedConfiguration().variables(property.variables()).environment();
		assertThat(property.values().keySet()).isNotEmpty()
			.allSatisfy((key) -> assertThat(elements(variables, key)).isNotEmpty().isEqualTo(elements(file, key)));
	}

	static List<DocumentedProperty> properties() {
		return PropertiesPage.read().properties();
	}

	private static List<String> elements(ConfigurableEnvironment environment, String key) {
		return Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of());
	}

}
