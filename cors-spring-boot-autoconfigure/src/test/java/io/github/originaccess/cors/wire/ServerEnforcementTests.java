// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.Map;

import io.github.originaccess.cors.fixtures.EnforcementContract;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The enforcement table on real servers, behind a proxy, over raw sockets.
 */
@ParameterizedClass
@EnumSource
class ServerEnforcementTests extends EnforcementContract {

	private static final WirePolicies policies = new WirePolicies(policies());

	private final WebServer server;

	ServerEnforcementTests(WebServer server) {
		this.server = server;
	}

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws IOException {
		Map<String, String> properties = policies.properties();
		properties.put("server.forward-headers-strategy", "framework");
		properties.put("logging.level.root", "error");
		return policies.send(WebServer.port(this.server.run(AnsweringApplication.class, properties)), policy, request);
	}

}
