// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;

/**
 * The readings of a raw path that has more than one. Spring's handler mappings decode it
 * segment by segment. Containers find other servlets by the decoded and normalised path.
 * Handlers of static resources find files that way too. All readings are paths within the
 * application.
 *
 * @param known the readings that a handler may take; that of Spring's handler mappings
 * comes first, so that its policy decides a tie
 * @param complete whether both Spring's handler mappings and a finder of files can read
 * the path
 * @param file the path as that of the file before the slash at its end; {@code null} if
 * it is no such path
 */
record PathReadings(List<PathContainer> known, boolean complete, @Nullable PathContainer file) {

	/**
	 * The characters that do not stand for themselves. Each request looks at each
	 * character of its path once.
	 */
	private static final boolean[] NOTABLE = new boolean['~' + 1];

	static {
		Arrays.fill(NOTABLE, 0, ' ' + 1, true);
		for (char c : new char[] { '%', ';', '\\', '/', '.' }) {
			NOTABLE[c] = true;
		}
	}

	/**
	 * Read a path.
	 * @param contextPath the raw context path
	 * @param uri the whole raw path
	 * @param parsed the path within the application as Spring has parsed it; {@code null}
	 * if it is not parsed yet
	 * @param decoded the path within the application as the container has decoded it;
	 * {@code null} if no container has
	 * @return the readings
	 */
	static PathReadings of(String contextPath, String uri, @Nullable PathContainer parsed, @Nullable String decoded) {
		PathContainer asSent = parsed;
		// Spring finds no handler if the context path is encoded differently.
		if (asSent == null && isWithin(contextPath, uri)) {
			asSent = parsed(uri.substring(contextPath.length()));
		}
		String normalized = normalized(contextPath, uri);
		List<PathContainer> known = new ArrayList<>(3);
		if (asSent != null) {
			known.add(asSent);
		}
		if (decoded != null) {
			known.add(decoded(decoded));
		}
		if (normalized != null) {
			known.add(decoded(normalized));
		}
		return new PathReadings(List.copyOf(known), asSent != null && normalized != null,
				(normalized != null && isOfFile(normalized)) ? decoded(normalized.substring(0, normalized.length() - 1))
						: null);
	}

	/**
	 * Whether a raw path within a context path has only one reading.
	 * @param contextPath the raw context path
	 * @param uri the whole raw path
	 * @return {@code true} if every reader sees the path as it is written
	 */
	static boolean isOnlyOne(String contextPath, String uri) {
		return isWithin(contextPath, uri) && !areSeveral(uri);
	}

	/**
	 * Whether a raw path has more than one reading: it is encoded, has path parameters,
	 * empty segments, dot segments, or characters that no URL has.
	 * @param uri the raw path
	 * @return {@code false} if every reader sees the path as it is written
	 */
	static boolean areSeveral(String uri) {
		int length = uri.length();
		for (int i = 0; i < length; i++) {
			char c = uri.charAt(i);
			if (c >= NOTABLE.length || NOTABLE[c] && !standsForItself(c, uri, i)) {
				return true;
			}
		}
		return isOfFile(uri);
	}

	/**
	 * Whether a notable character stands for itself: a slash that follows no slash, and a
	 * dot that does not begin a dot segment.
	 */
	private static boolean standsForItself(char c, String uri, int index) {
		if (c != '/' && c != '.') {
			return false;
		}
		if (index == 0 || uri.charAt(index - 1) != '/') {
			return true;
		}
		// "/.x" is a name. "/..", "/./" and a "/." at the end are not.
		return c == '.' && index + 1 < uri.length() && uri.charAt(index + 1) != '.' && uri.charAt(index + 1) != '/';
	}

	/**
	 * Whether a path ends with a slash and seems to be that of a file. Spring's handler
	 * of static resources finds such a file in spite of the slash.
	 */
	private static boolean isOfFile(String path) {
		int end = path.length() - 1;
		return end > 0 && path.charAt(end) == '/' && path.indexOf('.', path.lastIndexOf('/', end - 1) + 1) >= 0;
	}

	/**
	 * Whether a path is a context path, or below it. Containers compare a context path in
	 * its case, whatever the handler mappings do, so this is not the rule of reserved
	 * paths.
	 */
	static boolean isWithin(String contextPath, String path) {
		return path.startsWith(contextPath)
				&& (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
	}

	/**
	 * Read a path as Spring's handler mappings do.
	 * @param path the raw path within the application
	 * @return the parsed path; {@code null} if Spring cannot decode it, and so finds no
	 * handler
	 */
	static @Nullable PathContainer parsed(String path) {
		try {
			return PathContainer.parsePath(path);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Read a path that has been decoded already.
	 * @param path the path within the application
	 * @return the parsed path, in which nothing is decoded
	 */
	static PathContainer decoded(String path) {
		return PathContainer.parsePath(path, PathContainer.Options.create('/', false));
	}

	/**
	 * Read a path as a finder of files does: decoded, without parameters and empty
	 * segments, with dot segments resolved and backslashes taken for slashes.
	 * @param contextPath the raw context path
	 * @param uri the whole raw path
	 * @return the path within the application; {@code null} if it cannot be decoded or
	 * does not begin with the context path
	 */
	private static @Nullable String normalized(String contextPath, String uri) {
		PathContainer path = parsed(uri);
		PathContainer context = parsed(contextPath);
		if (path == null || context == null) {
			return null;
		}
		String start = contextPath.isEmpty() ? "" : normalized(context);
		String whole = normalized(path);
		return isWithin(start, whole) ? whole.substring(start.length()) : null;
	}

	private static String normalized(PathContainer path) {
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
		return "/" + String.join("/", names) + slash;
	}

}
