// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireContract;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.AfterAll;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The wire table on a real Tomcat: one application per policy, raw sockets.
 */
class ServletWireTests extends WireContract {

	private static final Map<PolicySettings, ConfigurableApplicationContext> applications = new LinkedHashMap<>();

	@Override
	protected WireResponse send(PolicySettings policy, WireRequest request) {
		ConfigurableApplicationContext application = applications.computeIfAbsent(policy, ServletWireTests::start);
		int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try {
			return RawHttp.send(port, "/anything", request);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(ConfigurableApplicationContext::close);
		applications.clear();
	}

	private static ConfigurableApplicationContext start(PolicySettings policy) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("server.port", "0");
		properties.put("spring.main.banner-mode", "off");
		properties.put("logging.level.root", "warn");
		policy.values().forEach((name, value) -> properties.put("cors." + name, value));
		SpringApplication application = new SpringApplication(Application.class);
		application.setDefaultProperties(properties);
		return application.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@RequestMapping("/**")
		String answer() {
			return "ok";
		}

	}

}
