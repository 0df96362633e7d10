// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;

import io.github.originaccess.cors.test.Browser;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * The ways to the application of a test: the port of its server, or one of the clients
 * that need no server.
 */
final class TestedApplication {

	private static final String MOCK_MVC = "org.springframework.test.web.servlet.MockMvc";

	private static final String WEB_TEST_CLIENT = "org.springframework.test.web.reactive.server.WebTestClient";

	private static final String MOCK_MVC_OF_BOOT = "org.springframework.boot.webmvc.test.autoconfigure.SpringBootMockMvcBuilderCustomizer";

	private TestedApplication() {
	}

	/**
	 * Create a browser for an application.
	 * @param context the context of the test
	 * @return the browser
	 * @throws IllegalStateException if the server has not started, or if there is no way
	 * to the application
	 */
	static Browser browser(ApplicationContext context) {
		URI address = ServerOfContext.address(context);
		if (address != null) {
			HttpClient client = address.getScheme().equals("https") ? AnyCertificate.client()
					: HttpClient.newHttpClient();
			return Browser.over(client, address);
		}
		Object client = bean(context, MOCK_MVC);
		if (client == null) {
			client = bean(context, WEB_TEST_CLIENT);
		}
		return Browser.over((client != null) ? client : mock(context));
	}

	private static Object mock(ApplicationContext context) {
		ClassLoader classes = context.getClassLoader();
		if (context.containsBean("webHandler") && ClassUtils.isPresent(WEB_TEST_CLIENT, classes)) {
			return WebTestClientOfContext.create(context);
		}
		if (ClassUtils.isPresent(MOCK_MVC_OF_BOOT, classes)) {
			return MockMvcOfContext.create(context);
		}
		throw new IllegalStateException(
				"This test has neither a server nor a test client. Add spring-boot-webmvc-test or spring-boot-webflux-test (with Boot 3.5, @AutoConfigureMockMvc), or start the server on a port.");
	}

	private static @Nullable Object bean(ApplicationContext context, String type) {
		if (!ClassUtils.isPresent(type, context.getClassLoader())) {
			return null;
		}
		ObjectProvider<?> beans = context.getBeanProvider(ClassUtils.resolveClassName(type, context.getClassLoader()));
		return beans.getIfUnique();
	}

}
