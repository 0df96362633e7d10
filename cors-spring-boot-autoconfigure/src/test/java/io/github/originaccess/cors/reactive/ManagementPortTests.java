// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The management port of an application on WebFlux. No policy covers it, though its
 * server takes the application's web filters.
 */
class ManagementPortTests {

	private static final String ORIGIN = "https://a.example";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			OPTION                                     | PATH OF HEALTH
			spring.application.name=x                  | /actuator/health
			spring.application.name=x:management       | /actuator/health
			management.endpoints.web.base-path=/       | /health
			management.endpoints.web.base-path=/manage | /manage/health
			management.server.base-path=/admin         | /admin/actuator/health
			spring.webflux.base-path=/api              | /actuator/health
			cors.policies.ops.paths=/actuator/**       | /actuator/health
			cors.policies.ops.paths=/health/**         | /actuator/health
			spring.main.lazy-initialization=true       | /actuator/health
			""")
	void policiesCoverTheApplicationsPortButNotTheManagementPort(String option, String health) throws IOException {
		String[] property = option.split("=", 2);
		try (ConfigurableApplicationContext application = start(Map.of(property[0], property[1]))) {
			int management = application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			WireResponse read = RawHttp.send(management, health, get("Origin", ORIGIN));
			assertThat(read.status()).isEqualTo(200);
			assertThat(read.corsHeaders()).isEmpty();
			assertThat(read.vary()).isNullOrEmpty();
			// A load balancer uses an IP address, which is none of the own origins.
			assertThat(RawHttp.send(management, health, get("Host", "10.0.0.7:9000")).status()).isEqualTo(200);
			WireResponse preflight = RawHttp.send(management, health,
					WireRequest.parse("OPTIONS Origin: " + ORIGIN + " ~ Access-Control-Request-Method: POST"));
			assertThat(preflight.corsHeaders()).isEmpty();

			String base = option.startsWith("spring.webflux.base-path=") ? "/api" : "";
			int port = WebServer.port(application);
			WireResponse covered = RawHttp.send(port, base + "/x", get("Origin", ORIGIN));
			assertThat(covered.corsHeaders()).contains("access-control-allow-origin: " + ORIGIN);
			assertThat(RawHttp.send(port, base + "/x", get("Host", "10.0.0.7:9000")).status()).isEqualTo(403);
		}
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
			ID OF THE CONTEXT | ID OF ITS PARENT | COVERED
			-                 | -                | true
			shop              | -                | true
			shop:management   | -                | true
			shop:management   | bootstrap        | true
			shop:management   | management       | true
			shop:web          | shop             | true
			shop-management   | shop             | true
			shop:management   | shop             | false
			""")
	void exchangesOfOtherContextsAreCovered(@Nullable String id, @Nullable String parent, boolean covered) {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/x").header("Origin", ORIGIN));
		StaticApplicationContext context = (id != null) ? context(id) : null;
		if (context != null && parent != null) {
			context.setParent(context(parent));
		}
		ServerWebExchange received = new ServerWebExchangeDecorator(exchange) {

			@Override
			public @Nullable ApplicationContext getApplicationContext() {
				return context;
			}

		};
		filter().filter(received, (ignored) -> Mono.empty()).block();
		assertThat(exchange.getResponse().getHeaders().containsHeader("Vary")).isEqualTo(covered);
	}

	@Test
	void exchangeWithoutAContextIsCovered() {
		MockServerWebExchange exchange = MockServerWebExchange
			.from(MockServerHttpRequest.get("/x").header("Origin", ORIGIN));
		filter().filter(exchange, (ignored) -> Mono.empty()).block();
		assertThat(exchange.getResponse().getHeaders().getAccessControlAllowOrigin()).isEqualTo(ORIGIN);
	}

	private static StaticApplicationContext context(String id) {
		StaticApplicationContext context = new StaticApplicationContext();
		context.setId(id);
		return context;
	}

	private static CorsPolicyWebFilter filter() {
		return new CorsPolicyWebFilter(
				new CorsPolicyRegistry(List.of(new CorsPolicyBuilder().allowedOrigins(List.of(ORIGIN)).build())));
	}

	private static WireRequest get(String header, String value) {
		return new WireRequest("GET", List.of(new WireHeader(header, value)));
	}

	private static ConfigurableApplicationContext start(Map<String, String> option) {
		Map<String, String> properties = new HashMap<>(Map.of("cors.allowed-origins", ORIGIN, "cors.own-origins",
				"http://" + WireRequest.HOST, "cors.enforcement", "server", "management.server.port", "0",
				"management.endpoints.web.exposure.include", "*"));
		properties.putAll(option);
		return WebServer.NETTY.start(properties, Application.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
