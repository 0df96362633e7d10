// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The log of CORS headers that the application set itself and a guard dropped. It writes
 * one line only, since the cause is the application's code and not the request. Safe for
 * use by many threads.
 */
public final class DroppedHeaderLog {

	private static final Log logger = LogFactory.getLog(DroppedHeaderLog.class);

	private final AtomicBoolean written = new AtomicBoolean();

	/**
	 * Write a line for the first dropped header.
	 * @param policy name of the policy that covers the response
	 */
	public void dropped(String policy) {
		if (!this.written.get() && this.written.compareAndSet(false, true)) {
			logger.warn("An Access-Control-* header that the application set itself was dropped. On the paths of the "
					+ "CORS policy '" + policy + "', the policy alone decides. Remove @CrossOrigin, addCorsMappings, "
					+ "CorsFilter, CorsWebFilter or the code that sets the header, unless it checks WebSocket "
					+ "handshakes. This line is written once; further headers are dropped without a line.");
		}
	}

}
