// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Guards each response before Spring makes an exchange of it, so that filters and error
 * handlers outside of all filters have the guarded response too. A guard does nothing
 * until a {@link CorsPolicyWebFilter} decides on the exchange.
 * <p>
 * Spring also has factories of decorators. Those are functions, and Spring Cloud Function
 * would count ours among the functions of the application.
 */
public final class HttpHandlerGuard implements BeanPostProcessor {

	/** Create a guard of all HTTP handlers in a context. */
	public HttpHandlerGuard() {
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof HttpHandler handler) ? guard(handler) : bean;
	}

	private static HttpHandler guard(HttpHandler handler) {
		return (request, response) -> handler.handle(request, GuardedResponse.of(response));
	}

}
