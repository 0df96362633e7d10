// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.net.URI;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The server that a test has started. Boot 4 knows its address. For Boot 3.5, the address
 * is read from the properties of the server.
 */
final class ServerOfContext {

	private static final String BOOT_4 = "org.springframework.boot.test.http.server.LocalTestWebServer";

	private ServerOfContext() {
	}

	/**
	 * Return the address of the server.
	 * @param context the context of the test
	 * @return the address; {@code null} if the test has no server
	 * @throws IllegalStateException if the server has not started
	 */
	static @Nullable URI address(ApplicationContext context) {
		if (!ClassUtils.isPresent(BOOT_4, context.getClassLoader())) {
			return ofProperties(context.getEnvironment());
		}
		LocalTestWebServer server = LocalTestWebServer.get(context);
		return (server != null) ? URI.create(server.uri()) : null;
	}

	private static @Nullable URI ofProperties(Environment environment) {
		String port = environment.getProperty("local.server.port");
		if (port == null) {
			return null;
		}
		boolean secured = Stream.of("bundle", "certificate", "key-store")
			.anyMatch((name) -> environment.containsProperty("server.ssl." + name));
		String scheme = environment.getProperty("server.ssl.enabled", Boolean.class, secured) ? "https" : "http";
		String path = environment.getProperty("server.servlet.context-path",
				environment.getProperty("spring.webflux.base-path", ""));
		return URI.create(scheme + "://localhost:" + port + path);
	}

}
