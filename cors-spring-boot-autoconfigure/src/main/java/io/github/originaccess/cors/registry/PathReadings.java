// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;

/**
 * The ways in which a raw path can be read. Spring's handler mappings decode it segment
 * by segment. Containers find other servlets by the decoded and normalised path, and so
 * do handlers of static resources find files. Most paths have one reading only.
 */
final class PathReadings {

	/** Characters that do not stand for themselves; a table costs one look at each. */
	private static final boolean[] NOTABLE = new boolean['~' + 1];

	static {
		Arrays.fill(NOTABLE, 0, ' ' + 1, true);
		for (char c : new char[] { '%', ';', '\\', '/' }) {
			NOTABLE[c] = true;
		}
	}

	private PathReadings() {
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
			if (c >= NOTABLE.length || NOTABLE[c] && (c != '/' || isDropped(uri, i + 1))) {
				return true;
			}
		}
		return isOfFile(uri);
	}

	/**
	 * Whether a path with a slash at its end seems to be that of a file, which Spring's
	 * handler of static resources finds in spite of the slash.
	 */
	private static boolean isOfFile(String path) {
		int end = path.length() - 1;
		return end > 0 && path.charAt(end) == '/' && path.indexOf('.', path.lastIndexOf('/', end - 1) + 1) >= 0;
	}

	/** Whether a normalised path lacks the segment that begins at an index. */
	private static boolean isDropped(String uri, int start) {
		if (start >= uri.length()) {
			return false;
		}
		char first = uri.charAt(start);
		if (first != '.') {
			return first == '/';
		}
		// "/.x" is a name. "/..", "/./" and a "/." at the end are not.
		return start + 1 >= uri.length() || uri.charAt(start + 1) == '.' || uri.charAt(start + 1) == '/';
	}

	/**
	 * Read a path as Spring's handler mappings do.
	 * @param path the raw path within the application
	 * @return the parsed path, or {@code null} if Spring cannot decode it and so finds no
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
	 * @return the parsed path within the application; {@code null} if it cannot be
	 * decoded or does not begin with the context path
	 */
	static @Nullable PathContainer normalized(String contextPath, String uri) {
		String text = normalizedText(contextPath, uri);
		return (text != null) ? decoded(text) : null;
	}

	/**
	 * Read a path with a slash at its end as that of the file before the slash.
	 * @param contextPath the raw context path
	 * @param uri the whole raw path
	 * @return the parsed path within the application; {@code null} if there is no such
	 * file
	 */
	static @Nullable PathContainer file(String contextPath, String uri) {
		String text = normalizedText(contextPath, uri);
		return (text != null && isOfFile(text)) ? decoded(text.substring(0, text.length() - 1)) : null;
	}

	private static @Nullable String normalizedText(String contextPath, String uri) {
		PathContainer path = parsed(uri);
		PathContainer context = parsed(contextPath);
		if (path == null || context == null) {
			return null;
		}
		String start = contextPath.isEmpty() ? "" : normalized(context);
		String whole = normalized(path);
		return isWithin(start, whole) ? whole.substring(start.length()) : null;
	}

	/** Whether a path is a context path, or below it. */
	static boolean isWithin(String contextPath, String path) {
		return path.startsWith(contextPath)
				&& (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
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
