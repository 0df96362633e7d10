// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells once that the application sets CORS headers of its own. Once is enough: it is a
 * matter of the application's code, not of the request. Safe for use by many threads.
 */
public final class ForeignHeaderLog {

	private static final Log logger = LogFactory.getLog(ForeignHeaderLog.class);

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Take note that a header was dropped.
	 * @param policy name of the policy that covers the response
	 */
	public void dropped(String policy) {
		if (!this.told.get() && this.told.compareAndSet(false, true)) {
			logger.warn(
					"An Access-Control-* header that the application set itself was dropped: on the paths of the CORS "
							+ "policy '" + policy
							+ "', the policy alone decides. Remove @CrossOrigin, addCorsMappings, CorsFilter, "
							+ "CorsWebFilter or the code that sets the header, unless it checks WebSocket handshakes. "
							+ "Further ones are dropped silently.");
		}
	}

}
