// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireContract;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The wire table on a real Netty: one application with a named policy for each, raw
 * sockets.
 */
class ReactiveWireTests extends WireContract {

	private static final List<PolicySettings> policies = policies();

	private static ConfigurableApplicationContext application;

	private static int port;

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws IOException {
		return RawHttp.send(port, "/" + policies.indexOf(policy) + "/anything", request);
	}

	@BeforeAll
	static void start() {
		application = NettyApplication.start(properties(), Controller.class);
		port = NettyApplication.port(application);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	private static Map<String, String> properties() {
		Map<String, String> properties = new HashMap<>();
		for (int i = 0; i < policies.size(); i++) {
			String policy = "cors.policies.p" + i + ".";
			policies.get(i).values().forEach((name, value) -> properties.put(policy + name, value));
			properties.put(policy + "paths", "/" + i + "/**");
		}
		return properties;
	}

	@RestController
	static class Controller {

		@RequestMapping("/**")
		String answer() {
			return "ok";
		}

	}

}
