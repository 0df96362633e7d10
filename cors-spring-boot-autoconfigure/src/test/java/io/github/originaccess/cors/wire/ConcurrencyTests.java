// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many clients at once.
 */
class ConcurrencyTests {

	@ParameterizedTest
	@CsvSource({ "TOMCAT, 200000", "JETTY, 50000", "NETTY, 50000" })
	void nobodyGetsTheOriginOfAnother(WebServer server, int requests) throws Exception {
		Map<String, String> properties = new HashMap<>(ConcurrentClients.properties());
		properties.put("server.tomcat.max-keep-alive-requests", "-1");
		ConcurrentClients.run(WebServer.port(server.run(AnsweringApplication.class, properties)), 64, requests);
	}

}
