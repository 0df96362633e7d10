// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * A real server, in which Boot runs an application. All servers, Spring Security and two
 * gateways are on the class path, so unwanted auto-configuration is excluded. A started
 * application is kept for other tests, as Spring's test framework keeps its contexts.
 */
public enum WebServer {

	TOMCAT(WebApplicationType.SERVLET, "org.springframework.boot.jetty.", "org.springframework.cloud.gateway.config."),
	JETTY(WebApplicationType.SERVLET, "org.springframework.boot.tomcat.", "org.springframework.cloud.gateway.config."),
	NETTY(WebApplicationType.REACTIVE, "org.springframework.boot.jetty.", "org.springframework.boot.tomcat.",
			"org.springframework.cloud.gateway.server.mvc.");

	/** Prefixes of classes by prefix of the properties that ask for them. */
	private static final Map<String, List<String>> ON_DEMAND = Map.of("spring.cloud.",
			List.of("org.springframework.cloud.", "org.springframework.boot.http.client.",
					"org.springframework.boot.restclient.", "org.springframework.boot.webclient."),
			"spring.security.", List.of("org.springframework.boot.security."), "spring.validation.",
			List.of("org.springframework.boot.validation."), "management.",
			List.of("org.springframework.boot.actuate.", "org.springframework.boot.health."), "management.prometheus.",
			List.of("org.springframework.boot.micrometer."), "spring.graphql.",
			List.of("org.springframework.boot.graphql."));

	private static final Map<Key, ConfigurableApplicationContext> running = new ConcurrentHashMap<>();

	private final WebApplicationType type;

	private final List<String> others;

	WebServer(WebApplicationType type, String... others) {
		this.type = type;
		this.others = List.of(others);
	}

	/**
	 * Run an application, unless it runs already.
	 * @param application its configuration
	 * @param properties its properties; the port is chosen
	 * @return the running application
	 */
	public ConfigurableApplicationContext run(Class<?> application, Map<String, String> properties) {
		return running.computeIfAbsent(new Key(this, application, properties),
				(key) -> with(new SpringApplicationBuilder(application), properties)
					.initializers((ApplicationContextInitializer<GenericApplicationContext>) this::keepEventLoops)
					.run());
	}

	/**
	 * By default, Netty applications share event loops, and each stops them when it is
	 * closed.
	 */
	private void keepEventLoops(GenericApplicationContext context) {
		if (this == NETTY) {
			context.registerBean(ReactorResourceFactory.class, () -> {
				ReactorResourceFactory resources = new ReactorResourceFactory();
				resources.setUseGlobalResources(false);
				resources.setShutdownQuietPeriod(Duration.ZERO);
				return resources;
			});
		}
	}

	/**
	 * Start a separate application, which the caller closes.
	 * @param properties its properties; the port is chosen
	 * @param sources its configuration
	 * @return the running application
	 */
	public ConfigurableApplicationContext start(Map<String, String> properties, Class<?>... sources) {
		return with(new SpringApplicationBuilder(sources), properties).run();
	}

	/**
	 * Set up an application for this server. Its properties take precedence over those
	 * that libraries set, such as the gateway.
	 */
	public SpringApplicationBuilder with(SpringApplicationBuilder application, Map<String, String> properties) {
		Map<String, Object> all = new LinkedHashMap<>(properties);
		all.putIfAbsent("server.port", "0");
		all.putIfAbsent("spring.main.banner-mode", "off");
		all.putIfAbsent("logging.level.root", "warn");
		// By default, a reactive application waits for two seconds when it is closed.
		all.putIfAbsent("spring.reactor.netty.shutdown-quiet-period", "0s");
		all.put("spring.autoconfigure.exclude", excluded(properties));
		return application.web(this.type)
			.properties(all)
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", all)));
	}

	private String excluded(Map<String, String> properties) {
		List<String> unwanted = Stream
			.concat(this.others.stream(), ON_DEMAND.entrySet()
				.stream()
				.filter((entry) -> properties.keySet().stream().noneMatch((name) -> name.startsWith(entry.getKey())))
				.flatMap((entry) -> entry.getValue().stream()))
			.toList();
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> unwanted.stream().anyMatch(name::startsWith))
			.collect(Collectors.joining(","));
	}

	/** Return the port on which an application listens. */
	public static int port(ConfigurableApplicationContext application) {
		return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private record Key(WebServer server, Class<?> application, Map<String, String> properties) {

	}

}
