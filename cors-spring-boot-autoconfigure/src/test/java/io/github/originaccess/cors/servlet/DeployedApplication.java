// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.StompWebSocketEndpointRegistration;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * An application with protocols beyond plain HTTP: STOMP over WebSocket, SockJS and
 * GraphQL.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocketMessageBroker
@Import(DeployedApplication.Queries.class)
class DeployedApplication implements WebSocketMessageBrokerConfigurer {

	static final String FRONT_END = "https://app.example.com";

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		endpoint(registry, "/unlisted").withSockJS();
		endpoint(registry, "/listed").setAllowedOrigins(FRONT_END).withSockJS();
		endpoint(registry, "/everybody").setAllowedOriginPatterns("*");
	}

	/** Create an endpoint. Spring would take Jetty for the server that runs. */
	private static StompWebSocketEndpointRegistration endpoint(StompEndpointRegistry registry, String path) {
		return registry.addEndpoint(path)
			.setHandshakeHandler(new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()));
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableSimpleBroker("/topic");
	}

	@Controller
	static class Queries {

		@QueryMapping
		String hello() {
			return "world";
		}

	}

}
