// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.RequestNotice;
import io.github.originaccess.cors.docs.Documentation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;

/**
 * The log of CORS headers that are not of a policy and that a guard dropped. It writes
 * one line only, since the cause is a second CORS layer and not the request. A second
 * line follows if that first header was not {@code Access-Control-Allow-Origin}, which
 * tells most about the layer, and this one is dropped later. Safe for use by many
 * threads.
 */
public final class DroppedHeaderLog {

	private static final Log logger = LogFactory.getLog(DroppedHeaderLog.class);

	private final AtomicBoolean written = new AtomicBoolean();

	private final AtomicBoolean allowOriginWritten = new AtomicBoolean();

	/** Create a log that has no line yet. */
	public DroppedHeaderLog() {
	}

	/**
	 * Write a line for the first dropped header.
	 * @param policy name of the policy that covers the response
	 * @param request the request that is answered
	 * @param name the header's name
	 * @param value the header's value
	 */
	public void dropped(String policy, CorsRequest request, String name, String value) {
		boolean allowOrigin = HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN.equalsIgnoreCase(name);
		AtomicBoolean line = allowOrigin ? this.allowOriginWritten : this.written;
		if (this.allowOriginWritten.get() || line.get() || !line.compareAndSet(false, true)) {
			return;
		}
		logger.warn(RequestNotice.ofDroppedHeader(policy, request, name, value)
				+ " Remove what sets it: @CrossOrigin, addCorsMappings, a CorsFilter, the CORS set-up of an upstream"
				+ " behind a gateway, or other code. Leave what checks WebSocket handshakes."
				+ (allowOrigin ? " Further headers are dropped without a line." : "") + " "
				+ Documentation.SECOND_LAYERS);
	}

}
