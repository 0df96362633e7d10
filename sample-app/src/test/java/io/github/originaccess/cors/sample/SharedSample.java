// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running sample of each profile, for tests that only read. All tests of a JVM share
 * them, because a start takes longer than most tests.
 */
final class SharedSample {

	/** The origins of the page, whose port is known only later. */
	private static final List<String> LISTED = List.of("--cors.policies.api.allowed-origins=http://localhost:*",
			"--cors.policies.partner.allowed-origins=http://partner.localhost:*,https://partner.example.com");

	private static final Map<String, SharedSample> STARTED = new LinkedHashMap<>();

	private final ConfigurableApplicationContext context;

	private SharedSample(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return the sample of a profile. Where its files list the page's own origin, the
	 * page is allowed at every port.
	 * @param profile the profile, {@code default} for none
	 * @return the sample, which stops with the JVM
	 */
	static synchronized SharedSample of(String profile) {
		return STARTED.computeIfAbsent(profile, SharedSample::start);
	}

	private static SharedSample start(String profile) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(SampleApplication.class)
			.properties("server.port=0", "logging.level.org.openqa.selenium=error");
		List<String> arguments = switch (profile) {
			case "default", "tenants" -> LISTED.subList(0, 1);
			case "resolver" -> LISTED;
			default -> List.of();
		};
		return new SharedSample((profile.equals("default") ? application : application.profiles(profile))
			.run(arguments.toArray(String[]::new)));
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
