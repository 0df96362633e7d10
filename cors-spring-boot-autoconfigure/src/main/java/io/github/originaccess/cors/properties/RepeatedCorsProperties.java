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
 * A search for properties that one source, such as a file, sets twice: in two spellings,
 * or as a list and as a single value. Boot binds one of the two and ignores the other.
 */
final class RepeatedCorsProperties {

	private final EnumerablePropertySource<?> source;

	private final PropertyPlaces places;

	/** The first spelling of each property. */
	private final Map<CorsKey, String> first = new HashMap<>();

	private final Set<String> reported = new HashSet<>();

	private final List<PropertyProblem> problems = new ArrayList<>();

	private RepeatedCorsProperties(EnumerablePropertySource<?> source, PropertyPlaces places) {
		this.source = source;
		this.places = places;
	}

	static List<PropertyProblem> find(Iterable<ConfigurationPropertySource> sources, PropertyPlaces places) {
		List<PropertyProblem> problems = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> enumerable
					&& !CorsPropertiesBinder.isShared(source)) {
				RepeatedCorsProperties repeated = new RepeatedCorsProperties(enumerable, places);
				for (String written : enumerable.getPropertyNames()) {
					repeated.check(written, ConfigurationPropertyName.adapt(written, '.'));
				}
				problems.addAll(repeated.problems);
			}
		}
		return problems;
	}

	private void check(String written, ConfigurationPropertyName name) {
		if (!CorsKey.ROOT.isAncestorOf(name)) {
			return;
		}
		CorsKey key = CorsKey.of(name);
		// No spelling of an unknown key is read.
		if (!key.isKnown()) {
			return;
		}
		String other = this.first.putIfAbsent(key.isIndex(key.size() - 1) ? key.parent() : key, written);
		if (other == null || spelling(other).equals(spelling(written)) || !this.reported.add(spelling(written))) {
			return;
		}
		String place = PropertyPlace.of(property(other, name)).text();
		PropertyProblem problem = this.places.describe(property(written, name),
				"the same property is set in " + place + " as " + other + "; only one of them is read",
				PropertyProblem.UNKNOWN_KEY, null);
		this.problems.add(problem.ofProperty(written));
	}

	private ConfigurationProperty property(String written, ConfigurationPropertyName name) {
		Object value = this.source.getProperty(written);
		return new ConfigurationProperty(name, (value != null) ? value : "",
				PropertySourceOrigin.get(this.source, written));
	}

	/** Elements of one list have the same spelling, because only their indices differ. */
	private static String spelling(String written) {
		return written.replaceAll("\\[\\d+]$", "[]");
	}

}
