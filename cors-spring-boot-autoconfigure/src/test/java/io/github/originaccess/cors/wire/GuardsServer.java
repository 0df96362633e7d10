// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Runs the applications that refuse requests, once without the starter and once with
 * several policies, one for each first segment of a path.
 */
final class GuardsServer {

	private GuardsServer() {
	}

	static int port(WebServer server, boolean starter) {
		return WebServer.port(server.run(application(server), properties(starter)));
	}

	static Map<String, String> properties(boolean starter) {
		Map<String, String> properties = new HashMap<>(Map.of("logging.level.root", "off",
				"spring.graphql.schema.locations", "classpath:deployment/", "spring.graphql.websocket.path",
				"/browser/graphql-ws", "spring.graphql.cors.allowed-origins", Guards.FRONT_END,
				"spring.graphql.http.path", "/browser/graphql", "spring.security.user.password", "password",
				"management.endpoints.web.exposure.include", "*", "management.endpoints.web.cors.allowed-origins",
				Guards.FRONT_END, "management.prometheus.metrics.export.enabled", "true"));
		if (starter) {
			policies(properties);
		}
		else {
			properties.put("cors.enabled", "false");
		}
		return properties;
	}

	private static void policies(Map<String, String> properties) {
		properties.put("cors.allowed-origins", Guards.OF_POLICY);
		properties.put("cors.paths", "/default/**, /act*/**");
		policy(properties, "browser", Map.of());
		policy(properties, "credentials", Map.of("allow-credentials", "true"));
		policy(properties, "report", Map.of("enforcement", "report"));
		policy(properties, "server", Map.of("enforcement", "server"));
		policy(properties, "methods", Map.of("enforcement", "server", "allowed-methods", "GET"));
		policy(properties, "posts", Map.of("enforcement", "server", "allowed-methods", "POST"));
		policy(properties, "root", Map.of("enforcement", "server", "paths", "/"));
		policy(properties, "own",
				Map.of("enforcement", "server", "own-origins", "http://localhost, http://my_backend"));
		policy(properties, "any", Map.of("allowed-origins", "*"));
	}

	private static void policy(Map<String, String> properties, String name, Map<String, String> settings) {
		String prefix = "cors.policies." + name + ".";
		properties.put(prefix + "paths", "/" + name + "/**");
		properties.put(prefix + "allowed-origins", Guards.OF_POLICY);
		settings.forEach((setting, value) -> properties.put(prefix + setting, value));
	}

	static Class<?> application(WebServer server) {
		return (server == WebServer.NETTY) ? ReactiveGuardsApplication.class : ServletGuardsApplication.class;
	}

}
