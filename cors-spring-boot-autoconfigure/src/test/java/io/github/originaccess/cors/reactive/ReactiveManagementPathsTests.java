// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Management endpoints of an application on WebFlux, on the application's port.
 * Properties of servlets do not move them.
 */
class ReactiveManagementPathsTests {

	private static final String ORIGIN = "https://a.example";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					OPTIONS                                               | LEFT ALONE                                                        | COVERED
					                                                      | /actuator/health /actuator /actuator/x /cloudfoundryapplication/x | /x /actuators
					spring.mvc.servlet.path=/mvc                          | /actuator/health /cloudfoundryapplication/x                       | /mvc/actuator/health /x
					spring.jersey.application-path=/api                   | /actuator/health                                                  | /api/actuator/health
					server.servlet.context-path=/ctx                      | /actuator/health                                                  | /ctx/actuator/health
					spring.webflux.base-path=/base                        | /base/actuator/health /base/cloudfoundryapplication/x             | /base/x
					spring.webflux.base-path=/base spring.mvc.servlet.path=/mvc | /base/actuator/health                                       | /base/mvc/actuator/health
					management.server.base-path=/left-over                | /actuator/health                                                  | /left-over/actuator/health
					management.endpoints.web.base-path=/                  | /health                                                           | /actuator/health /x
					management.endpoints.web.base-path=/manage/           | /manage/health                                                    | /actuator/health
					management.endpoints.web.base-path=/{tenant}/manage   | /x/manage/health                                                  | /manage/health /x
					management.endpoints.web.path-mapping.health=alive    | /actuator/alive                                                   | /x
					management.endpoint.health.group.live.include=ping management.endpoint.health.group.live.additional-path=server:/livez | /livez /actuator/health | /x
					cors.policies.ops.paths=/*/health                     | /actuator/health                                                  | /x/health
					cors.policies.ops.paths=/mvc/actuator/** spring.mvc.servlet.path=/mvc | /actuator/health                                  | /mvc/actuator/health
					cors.policies.ops.paths=/actuator/info                | /actuator/health                                                  | /actuator/info
					management.server.port=-1                             |                                                                   | /actuator/health
					""")
	void onlyPoliciesThatNameThemCoverManagementPaths(String options, String leftAlone, String covered)
			throws IOException {
		try (ConfigurableApplicationContext application = start(options)) {
			int port = WebServer.port(application);
			for (String path : (leftAlone != null) ? leftAlone.split(" ") : new String[0]) {
				WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: " + ORIGIN));
				assertThat(response.status()).as(path)
					.isEqualTo(path.contains("/x") && !path.contains("/x/") ? 404 : 200);
				assertThat(response.corsHeaders()).as(path).isEmpty();
				assertThat((response.vary() != null) ? response.vary() : "").as(path).isEmpty();
				WireResponse preflight = RawHttp.send(port, path,
						WireRequest.parse("OPTIONS Origin: " + ORIGIN + " ~ Access-Control-Request-Method: POST"));
				assertThat(preflight.corsHeaders()).as(path).isEmpty();
			}
			for (String path : covered.split(" ")) {
				WireResponse response = RawHttp.send(port, path, WireRequest.parse("GET Origin: " + ORIGIN));
				assertThat(response.corsHeaders()).as(path).containsExactly("access-control-allow-origin: " + ORIGIN);
			}
		}
	}

	private static ConfigurableApplicationContext start(String options) {
		Map<String, String> properties = new HashMap<>(
				Map.of("cors.allowed-origins", ORIGIN, "management.endpoints.web.exposure.include", "*"));
		Arrays.stream((options != null) ? options.split(" ") : new String[0]).forEach((option) -> {
			String[] property = option.split("=", 2);
			properties.put(property[0], property[1]);
		});
		return WebServer.NETTY.start(properties, Application.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
