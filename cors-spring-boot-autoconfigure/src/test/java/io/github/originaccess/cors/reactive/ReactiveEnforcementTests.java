// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.EnforcementContract;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The enforcement table on a real Netty, behind a proxy, over raw sockets: one
 * application, in which every policy of the table has a path of its own.
 */
class ReactiveEnforcementTests extends EnforcementContract {

	private static final List<PolicySettings> policies = policies();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		Map<String, String> properties = new HashMap<>();
		properties.put("server.forward-headers-strategy", "framework");
		for (int i = 0; i < policies.size(); i++) {
			String policy = "cors.policies.p" + i + ".";
			properties.put(policy + "paths", "/p" + i + "/**");
			policies.get(i).values().forEach((name, value) -> properties.put(policy + name, value));
		}
		application = NettyApplication.start(properties, ReactiveWireTests.Controller.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws Exception {
		return RawHttp.send(NettyApplication.port(application), "/p" + policies.indexOf(policy) + "/anything", request);
	}

}
