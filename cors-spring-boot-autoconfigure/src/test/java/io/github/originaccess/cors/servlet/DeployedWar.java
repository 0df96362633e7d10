// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

import org.springframework.web.SpringServletContainerInitializer;
import org.springframework.web.WebApplicationInitializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A container that Boot has not set up, with an application deployed as a WAR. The
 * container finds it by its own means. Boot's {@code ErrorPageFilter} stands in for error
 * pages of the container.
 *
 * @param port the port at which the container listens
 * @param stop stops the container
 */
record DeployedWar(int port, Stop stop) {

	static final String CONTEXT_PATH = "/shop";

	static DeployedWar inTomcat(Class<? extends WebApplicationInitializer> application) throws Exception {
		Path directory = Files.createTempDirectory("tomcat");
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(directory.toString());
		tomcat.setPort(0);
		StandardContext context = (StandardContext) tomcat.addContext(CONTEXT_PATH, directory.toString());
		context.addServletContainerInitializer(new WsSci(), null);
		context.addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(application));
		tomcat.getConnector().setMaxPostSize(1024);
		tomcat.start();
		assertThat(context.getState()).isEqualTo(LifecycleState.STARTED);
		return new DeployedWar(tomcat.getConnector().getLocalPort(), () -> {
			tomcat.stop();
			tomcat.destroy();
		});
	}

	static DeployedWar inJetty(Class<? extends WebApplicationInitializer> application) throws Exception {
		Server server = new Server(0);
		ServletContextHandler context = new ServletContextHandler(CONTEXT_PATH, ServletContextHandler.SESSIONS);
		JakartaWebSocketServletContainerInitializer.configure(context, null);
		context.addServletContainerInitializer(new SpringServletContainerInitializer(), application);
		context.setMaxFormContentSize(1024);
		server.setHandler(context);
		server.setStopTimeout(0);
		server.start();
		assertThat(context.isAvailable()).isTrue();
		return new DeployedWar(((NetworkConnector) server.getConnectors()[0]).getLocalPort(), server::stop);
	}

	/**
	 * Stops a container.
	 */
	interface Stop {

		void run() throws Exception;

	}

}
