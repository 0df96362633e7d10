// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The listeners of a registry. If one fails, the others are still called. Safe for use by
 * many threads.
 */
final class PolicyListeners {

	private static final Log logger = LogFactory.getLog(PolicyListeners.class);

	private final List<CorsPolicyListener> listeners = new CopyOnWriteArrayList<>();

	void add(CorsPolicyListener listener) {
		this.listeners.add(listener);
	}

	void tell(Consumer<CorsPolicyListener> event) {
		for (CorsPolicyListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener to changes of CORS policies failed", ex);
			}
		}
	}

}
