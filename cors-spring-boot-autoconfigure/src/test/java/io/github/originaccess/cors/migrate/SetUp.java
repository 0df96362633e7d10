// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.wire.WebServer;

/**
 * An application that has CORS by Spring, and 60 requests to it.
 *
 * @param name what it has
 * @param server the server that it runs in
 * @param application its configuration
 * @param properties its properties
 * @param paths the paths of the requests
 * @param origins the origins of the requests
 * @param requests the requests: {@code GET}, or {@code preflight PUT X-Trace}
 * @param differences regular expressions of the intended differences, each of which
 * exists
 */
record SetUp(String name, WebServer server, Class<?> application, Map<String, String> properties, List<String> paths,
		List<String> origins, List<String> requests, List<String> differences) {

	private static final List<String> PATHS = List.of("/api/items/7", "/api/other", "/admin/users", "/open");

	private static final List<String> ORIGINS = List.of("https://a.example", "https://app.team.example",
			"https://evil.example", "http://localhost:3000", "null");

	private static final List<String> REQUESTS = List.of("GET", "preflight PUT X-Trace", "preflight DELETE");

	static SetUp of(WebServer server, String name, Class<?> application) {
		return new SetUp(name, server, application, Map.of(), PATHS, ORIGINS, REQUESTS, List.of());
	}

	SetUp with(Map<String, String> others) {
		return new SetUp(this.name, this.server, this.application, others, this.paths, this.origins, this.requests,
				this.differences);
	}

	SetUp paths(String... others) {
		return new SetUp(this.name, this.server, this.application, this.properties, List.of(others), this.origins,
				this.requests, this.differences);
	}

	SetUp origins(String... others) {
		return new SetUp(this.name, this.server, this.application, this.properties, this.paths, List.of(others),
				this.requests, this.differences);
	}

	SetUp requests(String... others) {
		return new SetUp(this.name, this.server, this.application, this.properties, this.paths, this.origins,
				List.of(others), this.differences);
	}

	SetUp differing(String... others) {
		return new SetUp(this.name, this.server, this.application, this.properties, this.paths, this.origins,
				this.requests, List.of(others));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
