// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.util.List;
import java.util.Random;

/**
 * Random spellings of the paths that {@link AnsweringServlets} answers. Each character is
 * a byte of the request line.
 */
final class PathSpellings {

	private static final int MOST_CHANGES = 4;

	/** Files answer to the fewest spellings, so the list has them twice. */
	private static final List<String> TARGETS = List.of("/raw", "/raw/a", "/raw/in/a", "/exact", "/a.act", "/pub/a.act",
			"/admin/a.act", "/api/items", "/api/items/7", "/api/a/list", "/open", "/open/a", "/pub/a", "/pub/in/a",
			"/admin", "/admin/a", "/admin/in/a", "/caf%C3%A9/1", "/files/a.txt", "/files/in/b.txt", "/admin/c.txt",
			"/raw/d.txt", "/files/a.txt", "/files/in/b.txt", "/admin/c.txt", "/raw/d.txt", "/nothing/a");

	/** Beginnings of paths of policies: a spelling leads from one policy into another. */
	private static final List<String> DETOURS = List.of("/raw", "/exact", "/api", "/api/items", "/open", "/pub",
			"/pub/in", "/admin", "/admin/in", "/files", "/files/in", "/x", "/%2e", "/");

	/** Jetty accepts the first one only, so the list has it four times. */
	private static final List<String> BACK = List.of("/..", "/..", "/..", "/..", "/..;", "/..;", "/..;x=y", "/%2e%2e",
			"/%2E.", "/.%2e;", "/..%2f", "%2f..", "/..%5c", "/%252e%252e", "\\..", "/.;/..", "//..", "/..//..");

	private static final List<String> NOTHING = List.of("/", "/.", "/%2e", "/.;", "/%2E;x=y", "/;", "/;x", "%2f", "//",
			"/x/..", "/%20/..");

	private static final List<String> SLASHES = List.of("//", "%2F", "%2f", "%5C", "\\", "%252F", "%c0%af", "%ef%bc%8f",
			"%e2%81%84", ";/", "/;/", "%00/", "%3b/");

	private static final List<String> PARAMETERS = List.of(";", ";x", ";x=y", ";x=y;z", ";a=..", ";%2e%2e", ";a=%2f",
			"%3b", "%3Bx=y", ";jsessionid=1");

	private static final List<String> TAILS = List.of("/", "//", "/.", "/..", "/;x", "/%2e%2e", ";", ";/", "%20", "%00",
			"%0a", ".", "..", ".act", "%2eact", ".act/", ".act;x", "/a.act", "?x=/..", "?", "#a", "~", "%", "%zz",
			"\\");

	private static final List<String> STRANGE = List.of("\u00c3\u00a9", "%C3%A9", "%c3%a9", "%E9", "\u00e9", "%u002f",
			"%ff", "%7f", "%e2%80%8b", "%25", "+", "*", "%09", "%c4%b0", "%c5%bf");

	private final Random random;

	PathSpellings(Random random) {
		this.random = random;
	}

	/** Return the next spelling. */
	String next() {
		String path = any(TARGETS);
		for (int changes = this.random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
			path = change(path);
		}
		return path;
	}

	private String change(String path) {
		int slash = anySlash(path);
		int place = 1 + this.random.nextInt(path.length());
		return switch (this.random.nextInt(12)) {
			case 0, 1 -> encode(path, place - 1);
			case 2 -> insert(path, slash, any(NOTHING));
			case 3, 4 -> insert(path, slash, any(DETOURS) + any(BACK));
			// At the start of the path, where most patterns of policies begin.
			case 5, 6 -> any(DETOURS) + any(BACK) + path;
			case 7 -> path.substring(0, slash) + any(SLASHES) + path.substring(slash + 1);
			case 8 -> insert(path, (slash == 0) ? path.length() : slash, any(PARAMETERS));
			case 9 ->
				path.substring(0, place - 1) + Character.toUpperCase(path.charAt(place - 1)) + path.substring(place);
			case 10 -> path + any(TAILS);
			default -> insert(path, place, any(STRANGE));
		};
	}

	private String encode(String path, int place) {
		char c = path.charAt(place);
		String format = this.random.nextBoolean() ? "%%%02x" : "%%%02X";
		String encoded = format.formatted((int) c);
		if (this.random.nextInt(4) == 0) {
			encoded = encoded.replace("%", "%25");
		}
		return path.substring(0, place) + encoded + path.substring(place + 1);
	}

	private int anySlash(String path) {
		int slash = path.indexOf('/', this.random.nextInt(path.length()));
		return Math.max(slash, 0);
	}

	private static String insert(String path, int place, String text) {
		return path.substring(0, place) + text + path.substring(place);
	}

	private String any(List<String> texts) {
		return texts.get(this.random.nextInt(texts.size()));
	}

}
