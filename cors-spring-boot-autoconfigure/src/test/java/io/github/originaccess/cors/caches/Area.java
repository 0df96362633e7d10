// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.originaccess.cors.caches.TellingApplication.Made;

/**
 * A part of the application with its policy, some of them next to or within another.
 */
enum Area {

	ANY("/any/", List.of("*"), false),

	NAMED("/named/", List.of(Area.A, Area.B), false),

	NAMED_OTHER("/named-other/", List.of(Area.B), false),

	CREDENTIALS("/credentials/", List.of(Area.A, Area.B), true),

	CREDENTIALS_WITHIN_ANY("/any/credentials/", List.of(Area.A), true),

	ANY_WITHIN_CREDENTIALS("/credentials/any/", List.of("*"), false),

	UNCOVERED("/uncovered/", List.of(), false);

	static final String A = "https://a.example.com";

	static final String B = "https://b.example.com";

	private final String path;

	private final List<String> origins;

	private final boolean credentials;

	Area(String path, List<String> origins, boolean credentials) {
		this.path = path;
		this.origins = origins;
		this.credentials = credentials;
	}

	String path() {
		return this.path;
	}

	/** Return the properties of the policies of all areas. */
	static Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (Area area : values()) {
			if (!area.origins.isEmpty()) {
				String prefix = "cors.policies." + area.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".";
				properties.put(prefix + "paths", area.path + "**");
				properties.put(prefix + "allowed-origins", String.join(",", area.origins));
				properties.put(prefix + "allow-credentials", String.valueOf(area.credentials));
			}
		}
		return properties;
	}

	/**
	 * Return whether a page could request a response itself, without any cache.
	 * @param page the page's origin
	 * @param made for whom the answer was made
	 */
	boolean givesTo(String page, Made made) {
		boolean any = this.origins.contains("*");
		boolean own = made.origin().equals(page);
		if (!any && !this.origins.contains(page)) {
			return false;
		}
		if (made.withCredentials() && !this.credentials) {
			// A page of a named origin may find its own blocked request in a cache that
			// keeps such responses. Chromium keeps none.
			return !any && own;
		}
		// A policy for any origin says that all origins get the same.
		return any || own || made.origin().isEmpty();
	}

}
