// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * A WebFlux application on a real Netty. The factory is named, since other servers are on
 * the class path of the tests.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NettyApplication {

	@Bean
	NettyReactiveWebServerFactory netty() {
		return new NettyReactiveWebServerFactory(0);
	}

	/**
	 * Start an application on a port of its own.
	 * @param properties text by name of property
	 * @param sources what the application consists of, besides auto-configuration
	 */
	static ConfigurableApplicationContext start(Map<String, String> properties, Class<?>... sources) {
		Map<String, Object> all = new HashMap<>(properties);
		all.put("spring.main.banner-mode", "off");
		all.put("logging.level.root", "warn");
		all.put("server.port", "0");
		SpringApplication application = new SpringApplication(
				Stream.concat(Stream.of(NettyApplication.class), Stream.of(sources)).toArray(Class<?>[]::new));
		application.setWebApplicationType(WebApplicationType.REACTIVE);
		application.setDefaultProperties(all);
		return application.run();
	}

	static int port(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
