// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayDeque;
import java.util.Deque;

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
	 * Parse a path that has been decoded and normalised already.
	 * @param path the path
	 */
	static PathContainer parse(String path) {
		return PathContainer.parsePath(path, PathContainer.Options.create('/', false));
	}

}
