// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;

import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireContract;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The wire table on real servers, over raw sockets.
 */
@ParameterizedClass
@EnumSource
class ServerWireTests extends WireContract {

	private static final WirePolicies policies = new WirePolicies(policies());

	private final WebServer server;

	ServerWireTests(WebServer server) {
		this.server = server;
	}

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws IOException {
		return policies.send(WebServer.port(this.server.run(AnsweringApplication.class, policies.properties())), policy,
				request);
	}

}
