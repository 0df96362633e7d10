// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;

/**
 * Makes of a path what containers and WebFlux's handler of static resources do.
 */
final class NormalizedPath {

	private NormalizedPath() {
	}

	/**
	 * Return what is left of a path once it is decoded and normalised: empty segments and
	 * parameters dropped, dot segments resolved, an encoded slash or backslash taken for
	 * a slash.
	 * @param path the path, parsed as it stood in the request line
	 */
	static PathContainer of(PathContainer path) {
		Deque<String> names = new ArrayDeque<>();
		for (PathContainer.Element element : path.elements()) {
			if (element instanceof PathContainer.PathSegment segment) {
				for (String name : StringUtils.tokenizeToStringArray(segment.valueToMatch(), "/\\", false, true)) {
					switch (name) {
						case "." -> {
						}
						case ".." -> names.pollLast();
						default -> names.addLast(name);
					}
				}
			}
		}
		String slash = (!names.isEmpty() && path.value().endsWith("/")) ? "/" : "";
		return parse("/" + String.join("/", names) + slash);
	}

	/**
	 * Return what is left of the path within an application.
	 * @param contextPath the context path, raw
	 * @param uri the whole path, raw
	 * @return the path behind the context path, or {@code null} if it cannot be decoded
	 * or does not begin with it
	 */
	static @Nullable PathContainer within(String contextPath, String uri) {
		PathContainer path = parseRaw(uri);
		PathContainer context = parseRaw(contextPath);
		if (path == null || context == null) {
			return null;
		}
		String start = contextPath.isEmpty() ? "" : of(context).value();
		String whole = of(path).value();
		return whole.startsWith(start) ? parse(whole.substring(start.length())) : null;
	}

	/** Spring cannot route a path that it cannot decode; the container's view remains. */
	static @Nullable PathContainer parseRaw(String path) {
		try {
			return PathContainer.parsePath(path);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Parse a path that has been decoded and normalised already.
	 * @param path the path
	 */
	static PathContainer parse(String path) {
		return PathContainer.parsePath(path, PathContainer.Options.create('/', false));
	}

}
