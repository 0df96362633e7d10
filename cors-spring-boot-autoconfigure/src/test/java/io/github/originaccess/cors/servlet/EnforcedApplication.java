// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that answers and counts every request that reaches it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EnforcedApplication.Controller.class)
class EnforcedApplication {

	@RestController
	static class Controller {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@RequestMapping("/**")
		String answer() {
			this.calls.incrementAndGet();
			return "ok";
		}

		@RequestMapping("/*/fails")
		void fail(HttpServletResponse response) throws IOException {
			response.sendError(418);
		}

		/** Open a socket as WebSocket libraries do, without a check. */
		@GetMapping("/*/socket")
		void upgrade(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
			response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
			response.setHeader("Upgrade", "websocket");
			response.setHeader("Connection", "Upgrade");
			request.upgrade(Socket.class);
		}

	}

	/**
	 * A socket that is closed at once.
	 */
	public static class Socket implements HttpUpgradeHandler {

		@Override
		public void init(WebConnection connection) {
			try {
				connection.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void destroy() {
		}

	}

}
