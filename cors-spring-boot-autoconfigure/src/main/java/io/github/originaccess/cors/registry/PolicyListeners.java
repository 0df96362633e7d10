// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The listeners of a registry. If one fails, the others are still called. Safe for use by
 * many threads.
 */
final class PolicyListeners {

	private static final Log logger = LogFactory.getLog(PolicyListeners.class);

	private final List<CorsPolicyListener> listeners = new CopyOnWriteArrayList<>();

	/** The events that listeners have not been told yet, in the order of the changes. */
	private final Queue<Consumer<CorsPolicyListener>> pending = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean telling = new AtomicBoolean();

	/** Add a listener, which prepares for the policies in force. */
	void add(CorsPolicyListener listener, List<CorsPolicy> policies) {
		try {
			listener.prepare(policies);
			listener.settled(policies);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		this.listeners.add(listener);
	}

	/** Add an event to tell later. Call this while no other change can happen. */
	void addEvent(Consumer<CorsPolicyListener> event) {
		this.pending.add(event);
	}

	/**
	 * Tell the events in their order. If a thread tells events already, it tells these
	 * too, and this call returns. To wait for that thread would be a deadlock if one of
	 * its listeners waits for a refresh.
	 */
	void tellPending() {
		while (!this.pending.isEmpty() && this.telling.compareAndSet(false, true)) {
			try {
				for (Consumer<CorsPolicyListener> event = this.pending.poll(); event != null; event = this.pending
					.poll()) {
					tell(event);
				}
			}
			finally {
				this.telling.set(false);
			}
		}
	}

	void tell(Consumer<CorsPolicyListener> event) {
		for (CorsPolicyListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				failed(ex);
			}
		}
	}

	private static void failed(RuntimeException exception) {
		logger.warn("A listener to changes of CORS policies failed " + Documentation.EVENTS, exception);
	}

}
