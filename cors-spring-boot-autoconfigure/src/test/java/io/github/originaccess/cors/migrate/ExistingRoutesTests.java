// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.wire.WebServer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionWriter;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes of a gateway that change while it runs.
 */
class ExistingRoutesTests {

	@Test
	void otherMetadataOfARouteIsReadAnew() {
		try (ConfigurableApplicationContext context = WebServer.NETTY
			.start(Map.of("spring.cloud.gateway.enabled", "true"), Gateway.class)) {
			ExistingCors existing = context.getBean(ExistingCors.class);
			assertThat(existing.lines()).isEmpty();
			for (String origin : List.of("https://one.example", "https://two.example")) {
				RouteDefinition route = new RouteDefinition();
				route.setId("partners");
				route.setUri(URI.create("http://127.0.0.1:1"));
				route.setPredicates(List.of(new PredicateDefinition("Path=/partners/**")));
				route.setMetadata(Map.of("cors", Map.of("allowedOrigins", origin, "allowedMethods", "GET")));
				context.getBean(RouteDefinitionWriter.class).save(Mono.just(route)).block();
				context.publishEvent(new RefreshRoutesEvent(this));
				assertThat(existing.lines()).contains("  allowed-origins: " + origin, "  paths: /partners/**");
			}
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Gateway {

	}

}
