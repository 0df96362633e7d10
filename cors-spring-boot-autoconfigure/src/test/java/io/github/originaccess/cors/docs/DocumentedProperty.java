// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

/**
 * A section of the reference: what the metadata says of a property, and an example.
 */
record DocumentedProperty(JsonNode metadata, @Nullable JsonNode hint, @Nullable String defaultInWords, String example,
		@Nullable String notes) {

	private static final String PREFIX = "cors.";

	/** Return the heading, which is the anchor on GitHub and on the site. */
	String heading() {
		return heading(name());
	}

	/** Return a name without its prefix and without dots, which GitHub leaves out. */
	static String heading(String name) {
		return name.replace("management.endpoint.cors.", "endpoint-").replaceFirst("^cors\\.", "").replace('.', '-');
	}

	String name() {
		return this.metadata.get("name").asString();
	}

	private boolean isSetting() {
		return Stream.of(Setting.values()).anyMatch((setting) -> name().equals(PREFIX + setting.propertyName()));
	}

	String row() {
		return "| [`" + name() + "`](#" + heading() + ") | " + type() + " | " + defaultValue() + " | "
				+ (isSetting() ? "each policy" : "once") + " | " + inherited() + " | "
				+ description().replaceFirst("\\. .*", ".") + " |\n";
	}

	String section() {
		StringBuilder section = new StringBuilder("### ").append(heading()).append("\n\n`").append(name()).append('`');
		if (isSetting()) {
			section.append(", `cors.policies.<name>.").append(heading()).append('`');
		}
		section.append("\n\n").append(description()).append("\n\n");
		section.append("- Type: ").append(type()).append("\n- Default: ").append(defaultValue()).append('\n');
		if (isSetting()) {
			section.append("- Inherited: ").append(inherited()).append('\n');
		}
		if (this.hint != null && this.hint.path("values").size() > 1) {
			section.append("- Values that an IDE proposes:\n");
			this.hint.get("values").forEach((value) -> section.append(proposal(value)));
		}
		if (this.notes != null) {
			section.append('\n').append(this.notes);
		}
		return section.append("\n```yaml\n")
			.append(this.example)
			.append("```\n\n```shell\n")
			.append(variables().entrySet()
				.stream()
				.map((variable) -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
				.collect(Collectors.joining()))
			.append("```\n")
			.toString();
	}

	private static String proposal(JsonNode value) {
		String meaning = value.path("description").asString("");
		return "  - `" + value.get("value").asString() + "`" + (meaning.isEmpty() ? "" : ": " + meaning) + "\n";
	}

	/** Return the description. Quoted values become code, so that no star is lost. */
	private String description() {
		return this.metadata.get("description").asString().replaceAll("\"([^\"]+)\"", "`$1`");
	}

	private String inherited() {
		return !isSetting() ? "–" : name().equals(PREFIX + Setting.PATHS.propertyName()) ? "no" : "yes";
	}

	private String type() {
		String type = this.metadata.get("type").asString();
		return switch (type.replaceFirst("<.*", "").replaceFirst(".*\\.", "")) {
			case "Boolean" -> "boolean";
			case "Duration" -> "duration";
			case "Enforcement" -> "`browser`, `report` or `server`";
			case "Access" -> "`none`, `read-only` or `unrestricted`";
			case "Integer" -> "integer";
			case "List" -> "list";
			case "Map" -> "settings by name";
			default -> throw new IllegalArgumentException("Say in words what this type is: " + type);
		};
	}

	private String defaultValue() {
		if (this.defaultInWords != null) {
			return this.defaultInWords;
		}
		JsonNode value = this.metadata.get("defaultValue");
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ", "`", "`"))
				: "`" + value.asString() + "`";
	}

	/** Return the keys of this property in its example, with their elements. */
	Map<String, List<String>> values() {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(this.example.getBytes(StandardCharsets.UTF_8)));
		yaml.afterPropertiesSet();
		Map<String, List<String>> values = new TreeMap<>();
		new TreeMap<>(yaml.getObject()).forEach((key, value) -> {
			String list = key.toString().replaceFirst("\\[\\d+]$", "");
			if (list.equals(name()) || list.startsWith(name() + ".")) {
				values.computeIfAbsent(list, (each) -> new ArrayList<>()).add(value.toString());
			}
		});
		return values;
	}

	/** Return the environment variables that say the same as the example. */
	Map<String, Object> variables() {
		Map<String, Object> variables = new TreeMap<>();
		values().forEach((key, elements) -> variables
			.put(key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT), String.join(",", elements)));
		return variables;
	}

}
