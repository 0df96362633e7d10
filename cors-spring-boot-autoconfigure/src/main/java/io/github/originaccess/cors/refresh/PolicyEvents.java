// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * A listener that publishes an event of the application when policies change or are
 * refused.
 */
public final class PolicyEvents implements CorsPolicyListener, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(PolicyEvents.class);

	private final CorsPolicyRegistry registry;

	private final ApplicationEventPublisher publisher;

	private final LineLimit failures = new LineLimit();

	/**
	 * Create a listener.
	 * @param registry the policies in force, whose changes are published
	 * @param publisher publishes the events
	 */
	public PolicyEvents(CorsPolicyRegistry registry, ApplicationEventPublisher publisher) {
		this.registry = registry;
		this.publisher = publisher;
	}

	/** Listeners of the application exist from now on. */
	@Override
	public void afterSingletonsInstantiated() {
		this.registry.addListener(this);
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		publish(event);
	}

	@Override
	public void refused(CorsPoliciesRefused event) {
		publish(event);
	}

	private void publish(Object event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			String line = "A listener to changes of CORS policies failed";
			String leftOut = this.failures.take(line + ": " + PrintableMessage.of(ex));
			if (leftOut != null) {
				logger.warn(line + leftOut + " " + Documentation.EVENTS, ex);
			}
		}
	}

}
