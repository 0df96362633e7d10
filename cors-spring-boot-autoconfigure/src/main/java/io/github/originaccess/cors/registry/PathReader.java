// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * A reader of the paths of a web stack's requests. It has no state, so that reading a
 * path makes no object.
 *
 * @param <R> the type of the requests
 */
public interface PathReader<R> {

	/**
	 * Return the path in the request line.
	 * @param request the request
	 * @return the raw path, context path included, without a query
	 */
	String uri(R request);

	/**
	 * Return the part of the path that leads to the application.
	 * @param request the request
	 * @return the raw context path, empty for the root
	 */
	default String contextPath(R request) {
		return "";
	}

	/**
	 * Return the path by which a container finds servlets.
	 * @param request the request
	 * @return the decoded and normalised path within the application; {@code null} if no
	 * container has such a path
	 */
	default @Nullable String decodedPath(R request) {
		return null;
	}

	/**
	 * Return the path as Spring has parsed it.
	 * @param request the request
	 * @return the path within the application; {@code null} if it is not parsed yet
	 */
	default @Nullable PathContainer parsedPath(R request) {
		return null;
	}

	/**
	 * Return the view of a request that policies decide on.
	 * @param request the request
	 * @return the view
	 */
	CorsRequest view(R request);

}
