// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Opens the API's port: the same process at a second origin, one that browsers count as
 * the same site, so that cookies travel in all of them.
 */
@Component
class ApiConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private final Connector connector = new Connector();

	private final @Nullable Integer port;

	private final WireLog log;

	/**
	 * Create the connector.
	 * @param port the API's port, by default the one after the page's
	 * @param log takes what goes over the wire
	 */
	ApiConnector(@Value("${sample.api-port:#{null}}") @Nullable Integer port, WireLog log) {
		this.port = port;
		this.log = log;
	}

	/**
	 * Runs after Boot's own customizers, which have set the page's port by then.
	 */
	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		this.connector.setPort((this.port != null) ? this.port : nextTo(factory.getPort()));
		factory.addAdditionalConnectors(this.connector);
		factory.addEngineValves(new WireLogValve(this.log));
	}

	/**
	 * Return the API's origin.
	 * @return the origin, with the port that is really open
	 */
	String origin() {
		return "http://localhost:" + this.connector.getLocalPort();
	}

	private static int nextTo(int pagePort) {
		return (pagePort != 0) ? pagePort + 1 : 0;
	}

}
