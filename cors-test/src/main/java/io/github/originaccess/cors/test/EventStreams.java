// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.jspecify.annotations.Nullable;

/**
 * Responses of
 * <a href= "https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a>. A page can read one when its headers are there, and its body may never end.
 */
final class EventStreams {

	private EventStreams() {
	}

	/**
	 * Return whether a response is a stream of events.
	 * @param contentType the value of {@code Content-Type}, or null
	 * @return true for {@code text/event-stream}, with any parameters
	 */
	static boolean isType(@Nullable String contentType) {
		return contentType != null && MimeType.essence(contentType).equals("text/event-stream");
	}

}
