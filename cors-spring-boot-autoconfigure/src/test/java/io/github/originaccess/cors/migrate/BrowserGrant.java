// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.RawHttp;
import org.jspecify.annotations.Nullable;

/**
 * What a response lets a browser do, by the Fetch standard. Two responses that differ in
 * their headers may grant the same.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS
 * protocol</a>
 */
enum BrowserGrant {

	NOTHING, WITHOUT_CREDENTIALS, WITH_CREDENTIALS;

	/** The seconds that browsers take if a response does not say. */
	private static final List<String> DEFAULT_MAX_AGE = List.of("5");

	/**
	 * Send a request, and return what its response grants to the page.
	 * @param port the port of the application
	 * @param path the path
	 * @param origin the origin of the page
	 * @param request the request: {@code GET}, or {@code preflight PUT X-Trace}
	 * @return the grant, the names that the page may read, and how long a preflight holds
	 */
	static String of(int port, String path, String origin, String request) throws IOException {
		String[] words = request.split(" ");
		if (!words[0].equals("preflight")) {
			WireResponse response = RawHttp.send(port, path, WireRequest.parse(request + " Origin: " + origin));
			return text(check(response, origin, true), ", exposing ",
					elements(response, "access-control-expose-headers"));
		}
		String header = (words.length > 2) ? words[2].toLowerCase(Locale.ROOT) : null;
		WireResponse response = RawHttp.send(port, path,
				WireRequest.parse("OPTIONS Origin: " + origin + " ~ Access-Control-Request-Method: " + words[1]
						+ ((header != null) ? " ~ Access-Control-Request-Headers: " + header : "")));
		BrowserGrant checked = check(response, origin, response.status() / 100 == 2);
		BrowserGrant grant = permits(response, words[1], header, checked == WITH_CREDENTIALS) ? checked
				: permits(response, words[1], header, false) && checked != NOTHING ? WITHOUT_CREDENTIALS : NOTHING;
		List<String> maxAge = values(response, "access-control-max-age");
		return text(grant, ", kept for ", maxAge.isEmpty() ? DEFAULT_MAX_AGE : maxAge);
	}

	private static String text(BrowserGrant grant, String words, List<String> values) {
		return (grant == NOTHING || values.isEmpty()) ? grant.name()
				: grant + words + values.stream().map((value) -> value.toLowerCase(Locale.ROOT)).sorted().toList();
	}

	/** The CORS check. */
	private static BrowserGrant check(WireResponse response, String origin, boolean ok) {
		List<String> allowed = values(response, "access-control-allow-origin");
		if (!ok || allowed.size() != 1) {
			return NOTHING;
		}
		if (allowed.get(0).equals(origin)) {
			return values(response, "access-control-allow-credentials").equals(List.of("true")) ? WITH_CREDENTIALS
					: WITHOUT_CREDENTIALS;
		}
		return allowed.get(0).equals("*") ? WITHOUT_CREDENTIALS : NOTHING;
	}

	private static boolean permits(WireResponse response, String method, @Nullable String header, boolean credentials) {
		List<String> methods = elements(response, "access-control-allow-methods");
		List<String> headers = elements(response, "access-control-allow-headers");
		return (List.of("GET", "HEAD", "POST").contains(method) || methods.contains(method)
				|| methods.contains("*") && !credentials)
				&& (header == null || headers.stream().anyMatch(header::equalsIgnoreCase)
						|| headers.contains("*") && !credentials && !header.equals("authorization"));
	}

	private static List<String> elements(WireResponse response, String name) {
		return values(response, name).stream()
			.flatMap((value) -> Stream.of(value.split(",")))
			.map(String::strip)
			.toList();
	}

	private static List<String> values(WireResponse response, String name) {
		return response.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map((header) -> header.value())
			.toList();
	}

}
