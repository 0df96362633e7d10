// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.MockServerConfigurer;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * What {@code @AutoConfigureWebTestClient} makes, for a test without that annotation.
 */
final class WebTestClientOfContext {

	private WebTestClientOfContext() {
	}

	static WebTestClient create(ApplicationContext context) {
		WebTestClient.MockServerSpec<?> server = WebTestClient.bindToApplicationContext(context);
		context.getBeanProvider(MockServerConfigurer.class).orderedStream().forEach(server::apply);
		return server.configureClient().build();
	}

}
