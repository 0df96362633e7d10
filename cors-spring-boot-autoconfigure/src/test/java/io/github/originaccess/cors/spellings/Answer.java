// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.github.originaccess.cors.wire.PersistentConnection.Response;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * The handler of a request and the path by which it was found.
 *
 * @param by what answered
 * @param path the path within the application as {@code by} sees it
 */
record Answer(By by, String path) {

	static final String BY_HEADER = "X-Answered-By";

	static final String PATH_HEADER = "X-Answered-Path";

	/**
	 * Return the handler and path that a response names.
	 * @param response the response
	 * @return the handler and path, or {@code null} if no handler of the application
	 * answered
	 */
	static @Nullable Answer of(Response response) {
		String by = response.header(BY_HEADER);
		String path = response.header(PATH_HEADER);
		if (by != null && path != null) {
			return new Answer(By.valueOf(by), URLDecoder.decode(path, StandardCharsets.UTF_8));
		}
		// A file contains its own path.
		return (response.head().status() == 200 && response.body().startsWith("/"))
				? new Answer(By.FILE, response.body().strip()) : null;
	}

	/** Return a path as the value of a header, which is ASCII. */
	static String header(String path) {
		return URLEncoder.encode(path, StandardCharsets.UTF_8);
	}

	/** Return the path, parsed as its handler reads it. */
	PathContainer parsed() {
		return (this.by == By.CONTROLLER) ? PathContainer.parsePath(this.path)
				: PathContainer.parsePath(this.path, PathContainer.Options.create('/', false));
	}

	enum By {

		/** A servlet other than Spring's, which sees the path decoded. */
		SERVLET,

		/** A controller, which Spring finds by the path as it was sent. */
		CONTROLLER,

		/** A static file, whose path is that of the file. */
		FILE

	}

}
