// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The name that another framework, or a reader of the Fetch standard, uses for a property
 * of ours.
 *
 * @param reason why there is no property of that name
 * @param property the property of ours, {@code null} if there is none
 * @param isTerm whether the name is clear without its context; {@code path} is not
 */
record OtherName(String reason, @Nullable String property, boolean isTerm) {

	static final String NO_SUCH_PROPERTY = "there is no such property";

	/** The framework of names that are not tied to one. */
	private static final String ANYWHERE = "anywhere";

	private static final String PATTERN = "patterns belong in the list of origins";

	private static final String REGULAR_EXPRESSION = "regular expressions are not supported; patterns such as"
			+ " https://*.example.com belong in the list of origins";

	private static final String PRIVATE_NETWORK = "browsers have given up Private Network Access, so there is nothing"
			+ " to allow; remove this property";

	private static final String NOTHING = "there is no such setting here; remove this property";

	private static final String ENFORCEMENT = NO_SUCH_PROPERTY + "; the values of enforcement are browser, report and"
			+ " server";

	private static final String NAME = "the name of a policy is the key above its settings";

	/**
	 * The names. Each line has the framework, the property of ours, and its names there.
	 * An exclamation mark stands for a reason without a property. A name in parentheses
	 * has other meanings elsewhere. Names that are near ours are not needed here.
	 */
	private static final String NAMES = """
			Spring                | allowed-origins   | allowed-origin-patterns allowed-origins-patterns origin-patterns
			Spring                | paths             | (mapping) (mappings) path-pattern path-patterns
			Spring                | filter-order      | (order)
			Spring                | !private-network  | allow-private-network
			Quarkus               | allowed-origins   | (origins)
			Quarkus               | allowed-methods   | (methods)
			Quarkus               | allowed-headers   | (headers)
			the Fetch standard    | allowed-origins   | access-control-allow-origin
			the Fetch standard    | allowed-methods   | access-control-allow-methods
			the Fetch standard    | allowed-headers   | access-control-allow-headers
			the Fetch standard    | exposed-headers   | access-control-expose-headers
			the Fetch standard    | allow-credentials | access-control-allow-credentials
			the Fetch standard    | max-age           | access-control-max-age
			the Fetch standard    | !private-network  | access-control-allow-private-network private-network-access
			the Fetch standard    | !private-network  | allow-private-network-access allow-local-network
			Tomcat                | allow-credentials | support-credentials
			Tomcat                | max-age           | preflight-maxage
			Tomcat                | paths             | url-pattern url-patterns
			Tomcat                | !nothing          | request-decorate
			thetransactioncompany | allowed-origins   | allow-subdomains
			thetransactioncompany | allowed-methods   | supported-methods
			thetransactioncompany | allowed-headers   | supported-headers
			thetransactioncompany | allow-credentials | supports-credentials
			thetransactioncompany | !nothing          | allow-generic-http-requests tag-requests configuration-file
			Micronaut             | allowed-origins   | allowed-origins-regex
			Micronaut             | !nothing          | single-header localhost-pass-through
			Micronaut             | !nothing          | cross-origin-embedder-policy cross-origin-resource-policy
			Jetty                 | max-age           | preflight-max-age
			Jetty                 | !nothing          | chain-preflight allowed-timing-origins
			Play                  | allowed-methods   | allowed-http-methods
			Play                  | allowed-headers   | allowed-http-headers
			Play                  | paths             | path-prefixes
			Express               | allowed-origins   | (origin)
			Express               | allow-credentials | (credentials)
			Express               | !nothing          | preflight-continue options-success-status
			Django                | allowed-origins   | allowed-origin-regexes origin-whitelist origin-regex-whitelist
			Django                | max-age           | preflight-max-age
			Angular               | allow-credentials | with-credentials
			anywhere              | allowed-origins   | trusted-origins origins-regex origins-regexp allowed-origins-regexp
			anywhere              | allowed-methods   | (method)
			anywhere              | allowed-headers   | (header)
			anywhere              | allow-credentials | credentials-supported
			anywhere              | max-age           | max-age-seconds max-age-in-seconds
			anywhere              | paths             | (path)
			anywhere              | enforcement       | (enforce)
			anywhere              | !name             | (name) (id)
			anywhere              | ignore-unknown-keys                | ignore-unknown ignore-unknown-fields
			anywhere              | dangerously-allow-insecure-origins | allow-insecure-origins
			anywhere              | dangerously-allow-public-suffixes  | allow-public-suffixes
			""";

	private static final Map<String, OtherName> BY_NAME = new HashMap<>();

	/** The names of several words by the stems of their words. */
	private static final Map<String, OtherName> BY_STEMS = new HashMap<>();

	static {
		parse();
	}

	/**
	 * Return what is known of a name, in any spelling; null if it is no such name. A name
	 * of several words may have a plural, or the form of a verb, that its framework does
	 * not have.
	 */
	static @Nullable OtherName find(String name) {
		OtherName other = BY_NAME.get(CorsKey.uniform(name));
		return (other != null) ? other : BY_STEMS.get(NearbyName.stems(name));
	}

	private static void parse() {
		NAMES.lines().forEach((line) -> {
			String[] columns = line.split("\\|");
			String property = columns[1].strip();
			for (String name : columns[2].strip().split(" ")) {
				OtherName other = new OtherName(reason(columns[0].strip(), property, name),
						property.startsWith("!") ? null : property, !name.startsWith("("));
				BY_NAME.putIfAbsent(CorsKey.uniform(name), other);
				if (name.indexOf('-') > 0) {
					BY_STEMS.putIfAbsent(NearbyName.stems(name), other);
				}
			}
		});
	}

	private static String reason(String by, String property, String name) {
		String noSuchProperty = by.equals(ANYWHERE) ? NO_SUCH_PROPERTY
				: NO_SUCH_PROPERTY + "; " + by + " calls it this";
		return switch (property) {
			case "!private-network" -> PRIVATE_NETWORK;
			case "!nothing" -> NOTHING;
			case "!name" -> NAME;
			case "allowed-origins" -> name.contains("regex") ? REGULAR_EXPRESSION
					: (name.contains("pattern") || name.contains("subdomain")) ? PATTERN : noSuchProperty;
			case "enforcement" -> ENFORCEMENT;
			default -> noSuchProperty;
		};
	}

}
