// SPDX-License-Identifier: Apache-2.0

package org.springframework.boot.jetty;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.JettyWebSocketServletWebServerCustomizer;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/**
 * Jetty, which tests choose by the package that Boot 4 has for it. All servers are on the
 * class path, and Boot 3.5 always takes Tomcat.
 */
@AutoConfiguration(before = { ServletWebServerFactoryAutoConfiguration.class, WebSocketServletAutoConfiguration.class }, afterName = "org.springframework.boot.tomcat.TomcatServer")
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class JettyServer {

	@Bean
	@ConditionalOnMissingBean(ServletWebServerFactory.class)
	JettyServletWebServerFactory server() {
		return new JettyServletWebServerFactory();
	}

	@Bean
	@ConditionalOnBean(JettyServletWebServerFactory.class)
	@ConditionalOnMissingBean(name = "websocketServletWebServerCustomizer")
	JettyWebSocketServletWebServerCustomizer websocketServletWebServerCustomizer() {
		return new JettyWebSocketServletWebServerCustomizer();
	}

}
