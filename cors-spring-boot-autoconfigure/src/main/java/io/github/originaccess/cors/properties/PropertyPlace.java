// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.github.originaccess.cors.SettingPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * The place where a property is set.
 *
 * @param text the place for a reader, such as {@code file:line:column}
 * @param name the property as written there
 * @param file the file, empty if the place is not in a file
 * @param line the line from 1, 0 if the place is not in a file
 * @param column the column from 1, 0 if the place is not in a file
 */
public record PropertyPlace(String text, String name, String file, int line, int column) {

	private static final String VARIABLE = "environment variable ";

	/**
	 * Boot keeps the mark of a properties file in its first key, and reads the file as
	 * ISO 8859-1.
	 */
	private static final Pattern BYTE_ORDER_MARK = Pattern.compile("^(\ufeff|\u00ef\u00bb\u00bf)");

	/** The place of settings that code sets, if no bean is known. */
	static final PropertyPlace IN_CODE = inCode(List.of());

	/**
	 * Return the place of a setting that code sets.
	 * @param beans names of the beans that do so; empty if they are not known
	 */
	static PropertyPlace inCode(List<String> beans) {
		return new PropertyPlace(SettingPlace.inCode(beans).text(), "", "", 0, 0);
	}

	static PropertyPlace of(ConfigurationProperty property) {
		ConfigurationPropertySource own = property.getSource();
		return of(property.getName(), property.getOrigin(), (own != null) ? own.getUnderlyingSource() : null);
	}

	private static PropertyPlace of(ConfigurationPropertyName property, @Nullable Origin of, @Nullable Object own) {
		Origin origin = of;
		String name = asWritten(property);
		PropertySource<?> source = null;
		if (origin instanceof PropertySourceOrigin wrapper) {
			source = wrapper.getPropertySource();
			// The property may be part of another one's value, such as a JSON text.
			if (own != null && own != source) {
				return new PropertyPlace(describe(source, wrapper.getPropertyName(), origin), name, "", 0, 0);
			}
			name = BYTE_ORDER_MARK.matcher(wrapper.getPropertyName()).replaceFirst("");
			origin = (wrapper.getOrigin() != null) ? wrapper.getOrigin() : wrapper;
		}
		if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
			String file = describe(text.getResource());
			// Boot places an empty value of a properties file before the next line.
			boolean empty = text.getLocation().getColumn() < 0;
			int line = text.getLocation().getLine() + (empty ? 0 : 1);
			int column = empty ? 1 : text.getLocation().getColumn() + 1;
			return new PropertyPlace(file + ":" + line + ":" + column, name, file, line, column);
		}
		return new PropertyPlace(describe(source, name, origin), name, "", 0, 0);
	}

	/** Return the place of a name whose value is not read. */
	static PropertyPlace of(ConfigurationPropertyName name, ConfigurationPropertySource source) {
		Object underlying = source.getUnderlyingSource();
		String written = (underlying instanceof EnumerablePropertySource<?> enumerable)
				? Arrays.stream(enumerable.getPropertyNames())
					.filter((other) -> WrittenNames.isOurs(other, name))
					.findFirst()
					.orElse(asWritten(name))
				: asWritten(name);
		return of(name,
				(underlying instanceof PropertySource<?> other) ? PropertySourceOrigin.get(other, written) : null,
				underlying);
	}

	/**
	 * Return the place of the first property below a name. The first is that of the
	 * source that takes precedence, and of its file the first to read.
	 * @param environment the environment
	 * @param name a property or the beginning of properties, in lower case with dashes
	 * @return the place, or {@code null} if there is no such property
	 */
	public static @Nullable PropertyPlace ofFirst(Environment environment, String name) {
		ConfigurationPropertyName parent = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source instanceof IterableConfigurationPropertySource properties
					&& source.containsDescendantOf(parent) != ConfigurationPropertyState.ABSENT) {
				PropertyPlace first = properties.stream()
					.filter(parent::isAncestorOf)
					.map(source::getConfigurationProperty)
					.filter(Objects::nonNull)
					.map(PropertyPlace::of)
					.min(PropertyPlace::compareInReadingOrder)
					.orElse(null);
				if (first != null) {
					return first;
				}
			}
		}
		return null;
	}

	private static String asWritten(ConfigurationPropertyName name) {
		StringBuilder written = new StringBuilder(name.getElement(0, Form.ORIGINAL));
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			String element = name.getElement(i, Form.ORIGINAL);
			written.append(name.chop(i + 1).isLastElementIndexed() ? "[" + element + "]" : "." + element);
		}
		return written.toString();
	}

	private static String describe(@Nullable PropertySource<?> source, String name, @Nullable Origin origin) {
		if (source instanceof SystemEnvironmentPropertySource) {
			return VARIABLE + name;
		}
		if (source instanceof CommandLinePropertySource<?>) {
			return "command line --" + name;
		}
		if (source != null) {
			return switch (source.getName()) {
				case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "system property -D" + name;
				default -> "property source '" + source.getName() + "'";
			};
		}
		return (origin != null) ? origin.toString() : "unknown";
	}

	/** Return the path in a form that terminals and IDEs turn into a link. */
	private static String describe(Resource resource) {
		if (resource instanceof ClassPathResource classPathResource) {
			return "classpath:" + classPathResource.getPath();
		}
		try {
			return resource.isFile() ? resource.getFile().getPath() : resource.getDescription();
		}
		catch (IOException ex) {
			return resource.getDescription();
		}
	}

	/**
	 * Return the place of a list whose first element stands here. Only a variable or an
	 * option of a command line has a place for each element.
	 */
	PropertyPlace withFurtherElements() {
		return this.text.endsWith(this.name)
				? new PropertyPlace(this.text + " and the elements after it", this.name, "", this.line, this.column)
				: this;
	}

	/** Compare by file, line and column. Places that are not in a file come last. */
	int compareInReadingOrder(PropertyPlace other) {
		if (this.file.isEmpty() != other.file.isEmpty()) {
			return this.file.isEmpty() ? 1 : -1;
		}
		int byFile = this.file.compareTo(other.file);
		int byLine = (byFile != 0) ? byFile : Integer.compare(this.line, other.line);
		return (byLine != 0) ? byLine : Integer.compare(this.column, other.column);
	}

	/** Whether the place is an environment variable of the property's own. */
	boolean isVariable() {
		return this.text.equals(VARIABLE + this.name);
	}

	/** Whether the place is in YAML, where quotes are syntax and not part of a value. */
	boolean isYaml() {
		return this.file.endsWith(".yml") || this.file.endsWith(".yaml");
	}

}
