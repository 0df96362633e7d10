// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The connector for the API's port, which makes the same process a second origin. For
 * browsers it is the same site, so all of them send cookies to it.
 */
@Component
class ApiConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

	private final Connector connector = new Connector();

	private final @Nullable Integer port;

	private final WireLog log;

	/**
	 * Create the connector.
	 * @param port the API's port, by default the port after the page's
	 * @param log the log for the exchanges
	 */
	ApiConnector(@Value("${sample.api-port:#{null}}") @Nullable Integer port, WireLog log) {
		this.port = port;
		this.log = log;
	}

	/**
	 * Adds the connector. Boot's own customizers run earlier and have set the page's
	 * port.
	 */
	@Override
	public void customize(TomcatServletWebServerFactory factory) {
		this.connector.setPort((this.port != null) ? this.port : nextTo(factory.getPort()));
		factory.addAdditionalConnectors(this.connector);
		factory.addEngineValves(new WireLogValve(this.log));
	}

	/**
	 * Return the API's origin.
	 * @return the origin with the port that is open
	 */
	String origin() {
		return "http://localhost:" + this.connector.getLocalPort();
	}

	private static int nextTo(int pagePort) {
		return (pagePort != 0) ? pagePort + 1 : 0;
	}

}
