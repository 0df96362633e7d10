// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes changes of the policies as events of the application.
 */
final class PolicyEvents implements CorsPolicyListener, SmartInitializingSingleton {

	private final CorsPolicyRegistry registry;

	private final ApplicationEventPublisher publisher;

	PolicyEvents(CorsPolicyRegistry registry, ApplicationEventPublisher publisher) {
		this.registry = registry;
		this.publisher = publisher;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.registry.addListener(this);
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		this.publisher.publishEvent(event);
	}

	@Override
	public void refused(CorsPoliciesRefused event) {
		this.publisher.publishEvent(event);
	}

}
