// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests of many clients at once. {@code -Dconcurrent=200000} sends that many to each
 * server.
 */
class ConcurrencyTests {

	private static final int REQUESTS = Integer.getInteger("concurrent", 10_000);

	@ParameterizedTest
	@EnumSource
	void eachResponseAllowsTheOriginOfItsOwnRequest(WebServer server) throws Exception {
		Map<String, String> properties = new HashMap<>(ConcurrentClients.properties());
		properties.put("server.tomcat.max-keep-alive-requests", "-1");
		ConcurrentClients.run(WebServer.port(server.run(AnsweringApplication.class, properties)), 64, REQUESTS);
	}

}
