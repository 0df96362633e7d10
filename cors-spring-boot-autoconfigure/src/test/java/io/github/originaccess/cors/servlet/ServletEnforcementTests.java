// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.EnforcementContract;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The enforcement table on a real Tomcat, behind a proxy, over raw sockets: one
 * application, in which every policy of the table has a path of its own.
 */
class ServletEnforcementTests extends EnforcementContract {

	private static final List<PolicySettings> policies = policies();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void start() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("server.port", "0");
		properties.put("server.forward-headers-strategy", "framework");
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "error");
		for (int i = 0; i < policies.size(); i++) {
			String policy = "cors.policies.p" + i + ".";
			properties.put(policy + "paths", "/p" + i + "/**");
			policies.get(i).values().forEach((name, value) -> properties.put(policy + name, value));
		}
		SpringApplication spring = new SpringApplication(EnforcedApplication.class);
		spring.setDefaultProperties(properties);
		application = spring.run();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) throws Exception {
		int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		return RawHttp.send(port, "/p" + policies.indexOf(policy) + "/anything", request);
	}

}
