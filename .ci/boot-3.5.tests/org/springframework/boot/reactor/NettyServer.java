// SPDX-License-Identifier: Apache-2.0

package org.springframework.boot.reactor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.web.reactive.ReactiveWebServerFactoryAutoConfiguration;
import org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.reactive.server.ReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;

/**
 * Netty, which tests choose by the package that Boot 4 has for it. All servers are on the
 * class path, and Boot 3.5 always takes Tomcat.
 */
@AutoConfiguration(before = ReactiveWebServerFactoryAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
public final class NettyServer {

	@Bean
	@ConditionalOnMissingBean(ReactiveWebServerFactory.class)
	NettyReactiveWebServerFactory server() {
		return new NettyReactiveWebServerFactory();
	}

}
