// SPDX-License-Identifier: Apache-2.0

package org.springframework.boot.tomcat;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.TomcatWebSocketServletWebServerCustomizer;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/**
 * Tomcat, which tests choose by the package that Boot 4 has for it. All servers are on the
 * class path, and Boot 3.5 always takes Tomcat.
 */
@AutoConfiguration(before = { ServletWebServerFactoryAutoConfiguration.class, WebSocketServletAutoConfiguration.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class TomcatServer {

	/** Its responses name it, since some headers are empty there alone. */
	@Bean
	@ConditionalOnMissingBean(ServletWebServerFactory.class)
	TomcatServletWebServerFactory server() {
		TomcatServletWebServerFactory server = new TomcatServletWebServerFactory();
		server.setServerHeader("Tomcat");
		return server;
	}

	@Bean
	@ConditionalOnBean(TomcatServletWebServerFactory.class)
	@ConditionalOnMissingBean(name = "websocketServletWebServerCustomizer")
	TomcatWebSocketServletWebServerCustomizer websocketServletWebServerCustomizer() {
		return new TomcatWebSocketServletWebServerCustomizer();
	}

}
