// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration metadata of {@code cors.*}, which IDEs use for completion.
 */
class ConfigurationMetadataTests {

	/** Unset and empty differ, so they have no default. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("cors.allowed-origins", "cors.own-origins",
			"cors.policies", "cors.refresh-interval");

	private final JsonNode metadata = read();

	@Test
	void everyPropertyHasATypeADescriptionAndADefault() {
		assertThat(this.metadata.get("properties")).allSatisfy((property) -> {
			String name = property.get("name").asString();
			assertThat(property.path("type").asString("")).as(name).isNotEmpty();
			assertThat(property.path("description").asString("")).as(name).endsWith(".").doesNotStartWith("The ");
			assertThat(property.has("defaultValue")).as(name).isEqualTo(!WITHOUT_DEFAULT.contains(name));
		});
	}

	@Test
	void metadataListsExactlyTheKnownKeys() {
		List<String> known = new ArrayList<>(CorsKey.TOP_LEVEL_ONLY);
		known.add("policies");
		Stream.of(Setting.values()).map(Setting::propertyName).forEach(known::add);
		assertThat(names("properties").stream().filter((name) -> name.startsWith("cors.")))
			.containsExactlyInAnyOrderElementsOf(known.stream().map((name) -> "cors." + name).toList());
	}

	@Test
	void propertiesHaveHintsAndAcceptOtherValues() {
		List<String> hinted = names("hints");
		assertThat(this.metadata.get("properties")).allSatisfy((property) -> {
			String name = property.get("name").asString();
			if (name.startsWith("cors.") && !property.get("type").asString().equals("java.lang.Boolean")) {
				assertThat(hinted).contains(name.equals("cors.policies") ? "cors.policies.keys" : name);
			}
		});
		assertThat(this.metadata.get("hints"))
			.filteredOn((hint) -> !hint.get("name").asString().equals("cors.enforcement"))
			.allSatisfy((hint) -> assertThat(hint.get("providers").get(0).get("name").asString()).isEqualTo("any"));
	}

	@Test
	void filterOrderIsTheDefaultOrderOfBothFilters() {
		assertThat(new CorsProperties().getFilterOrder()).isEqualTo(CorsPolicyFilter.DEFAULT_ORDER)
			.isEqualTo(CorsPolicyWebFilter.DEFAULT_ORDER);
	}

	private List<String> names(String group) {
		return StreamSupport.stream(this.metadata.get(group).spliterator(), false)
			.map((entry) -> entry.get("name").asString())
			.toList();
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
