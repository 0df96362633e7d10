// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Finds properties that one file, or another source, gives twice: in two spellings, or as
 * a list and as a single value. Boot binds one of them, and the other is not missed.
 */
final class RepeatedCorsProperties {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cors");

	private final EnumerablePropertySource<?> source;

	private final PropertyPlaces places;

	/** The first spelling of each property. */
	private final Map<String, String> first = new HashMap<>();

	private final Set<String> reported = new HashSet<>();

	private final List<PropertyProblem> findings = new ArrayList<>();

	private RepeatedCorsProperties(EnumerablePropertySource<?> source, PropertyPlaces places) {
		this.source = source;
		this.places = places;
	}

	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, PropertyPlaces places) {
		List<PropertyProblem> findings = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			Object underlying = source.getUnderlyingSource();
			if (underlying instanceof EnumerablePropertySource<?> enumerable
					&& !PropertyPlaces.isSystemSource(underlying)) {
				RepeatedCorsProperties repeated = new RepeatedCorsProperties(enumerable, places);
				for (String written : enumerable.getPropertyNames()) {
					repeated.check(written, ConfigurationPropertyName.adapt(written, '.'));
				}
				findings.addAll(repeated.findings);
			}
		}
		return findings;
	}

	private void check(String written, ConfigurationPropertyName name) {
		if (!PREFIX.isAncestorOf(name)) {
			return;
		}
		boolean element = name.isNumericIndex(name.getNumberOfElements() - 1);
		String key = PropertyPlaces.key(element ? name.getParent() : name);
		String other = this.first.putIfAbsent(key, written);
		if (other == null || spelling(other).equals(spelling(written)) || !this.reported.add(spelling(written))) {
			return;
		}
		String place = PropertyPlace.of(property(other, name)).text();
		PropertyProblem finding = this.places.describe(property(written, name),
				"the same property stands in " + place + " as " + other + "; only one of them is read",
				PropertyProblem.UNKNOWN_KEY, null);
		this.findings.add(finding.ofProperty(written));
	}

	private ConfigurationProperty property(String written, ConfigurationPropertyName name) {
		Object value = this.source.getProperty(written);
		return new ConfigurationProperty(name, (value != null) ? value : "",
				PropertySourceOrigin.get(this.source, written));
	}

	/** The elements of a list are spelt alike if their numbers alone differ. */
	private static String spelling(String written) {
		return written.replaceAll("\\[\\d+]$", "[]");
	}

}
