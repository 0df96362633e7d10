// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE knows about {@code cors.*}.
 */
class ConfigurationMetadataTests {

	/** Unset and empty differ, so they have no default. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("cors.allowed-origins", "cors.policies");

	private final JsonNode metadata = read();

	@Test
	void everyPropertyHasATypeADescriptionAndADefault() {
		assertThat(this.metadata.get("properties")).hasSize(10).allSatisfy((property) -> {
			String name = property.get("name").asString();
			assertThat(property.path("type").asString("")).as(name).isNotEmpty();
			assertThat(property.path("description").asString("")).as(name).endsWith(".").doesNotStartWith("The ");
			assertThat(property.has("defaultValue")).as(name).isEqualTo(!WITHOUT_DEFAULT.contains(name));
		});
	}

	@Test
	void everyListHasHintsAndTakesOtherValuesToo() {
		assertThat(StreamSupport.stream(this.metadata.get("hints").spliterator(), false)
			.map((hint) -> hint.get("name").asString())).contains("cors.allowed-origins", "cors.allowed-methods",
					"cors.allowed-headers", "cors.exposed-headers", "cors.max-age");
		assertThat(this.metadata.get("hints"))
			.allSatisfy((hint) -> assertThat(hint.get("providers").get(0).get("name").asString()).isEqualTo("any"));
	}

	private static JsonNode read() {
		try (InputStream file = CorsProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
