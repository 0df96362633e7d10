// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The directives of a {@code Cache-Control} header, RFC 9111, section 5.2.
 *
 * @param directives the values by name, empty where a directive has none
 */
record CacheControl(Map<String, String> directives) {

	static CacheControl parse(@Nullable String header) {
		Map<String, String> directives = new TreeMap<>();
		if (header != null) {
			for (String directive : header.split(",")) {
				String[] parts = directive.strip().toLowerCase(Locale.ROOT).split("=", 2);
				directives.put(parts[0], (parts.length > 1) ? parts[1] : "");
			}
		}
		return new CacheControl(directives);
	}

	boolean has(String name) {
		return this.directives.containsKey(name);
	}

	long seconds(String name) {
		return Long.parseLong(this.directives.getOrDefault(name, "0"));
	}

}
