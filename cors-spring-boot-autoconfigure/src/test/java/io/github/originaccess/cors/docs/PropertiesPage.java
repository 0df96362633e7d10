// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference of all properties: the configuration metadata, with the introduction, the
 * examples and the notes of properties.yml.
 */
final class PropertiesPage {

	private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

	private final String introduction;

	private final List<Section> sections = new ArrayList<>();

	private PropertiesPage(JsonNode metadata, Map<String, Object> words) {
		this.introduction = member(words, "introduction");
		Map<String, Map<String, String>> properties = member(words, "properties");
		for (Map<String, Object> section : PropertiesPage.<List<Map<String, Object>>>member(words, "sections")) {
			List<DocumentedProperty> documented = new ArrayList<>();
			for (String heading : PropertiesPage.<List<String>>member(section, "properties")) {
				Map<String, String> own = Objects.requireNonNull(properties.get(heading), heading);
				documented.add(property(metadata, heading, own));
			}
			this.sections.add(new Section(member(section, "title"), documented));
		}
	}

	private static DocumentedProperty property(JsonNode metadata, String heading, Map<String, String> words) {
		JsonNode property = Objects.requireNonNull(find(metadata.get("properties"), heading), heading);
		return new DocumentedProperty(property, find(metadata.get("hints"), heading), words.get("default"),
				Objects.requireNonNull(words.get("example"), heading), words.get("notes"));
	}

	private static @Nullable JsonNode find(JsonNode entries, String heading) {
		return entries.valueStream()
			.filter((entry) -> DocumentedProperty.heading(entry.get("name").asString()).equals(heading))
			.findFirst()
			.orElse(null);
	}

	@SuppressWarnings("unchecked") // properties.yml is ours
	private static <T> T member(Map<String, Object> map, String name) {
		return (T) Objects.requireNonNull(map.get(name), name);
	}

	static PropertiesPage read() {
		try (InputStream words = PropertiesPage.class.getResourceAsStream("/docs/properties.yml")) {
			return new PropertiesPage(metadata(), new Yaml().load(words));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Read the metadata that the annotation processor has generated for our module. */
	static JsonNode metadata() {
		try (InputStream file = DocumentedProperty.class.getResourceAsStream(METADATA)) {
			return JsonMapper.shared().readTree(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<DocumentedProperty> properties() {
		return this.sections.stream().flatMap((section) -> section.properties().stream()).toList();
	}

	/** Return the text of the page. */
	String text() {
		return "# Properties\n\n<!-- PropertiesPageTests write this page: edit the configuration metadata or properties.yml. -->\n\n"
				+ this.introduction + "\n## All properties\n\n"
				+ "| property | type | default | set for | inherited | meaning |\n| --- | --- | --- | --- | --- | --- |\n"
				+ properties().stream().map(DocumentedProperty::row).collect(Collectors.joining())
				+ this.sections.stream().map(Section::text).collect(Collectors.joining());
	}

	private record Section(String title, List<DocumentedProperty> properties) {

		private String text() {
			return "\n## " + this.title + "\n\n"
					+ this.properties.stream().map(DocumentedProperty::section).collect(Collectors.joining("\n"));
		}

	}

}
