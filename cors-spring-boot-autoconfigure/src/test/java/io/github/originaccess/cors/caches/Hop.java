// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.wire.PersistentConnection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked next on the way to the application: a cache, or the application.
 */
interface Hop {

	Reply send(Request request) throws IOException;

	/** Return the application at the end of a connection. */
	static Hop over(PersistentConnection connection) {
		return (request) -> Reply.of(connection.send(request.text()));
	}

	/**
	 * A GET request.
	 *
	 * @param url the path with its query
	 * @param headers the headers by their names in lower case
	 */
	record Request(String url, Map<String, String> headers) {

		public Request {
			headers = Map.copyOf(headers);
		}

		Request with(String name, String value) {
			Map<String, String> all = new TreeMap<>(this.headers);
			all.put(name, value);
			return new Request(this.url, all);
		}

		@Nullable String header(String name) {
			return this.headers.get(name.toLowerCase(Locale.ROOT));
		}

		private String text() {
			StringBuilder text = new StringBuilder("GET ").append(this.url).append(" HTTP/1.1\r\nHost: localhost\r\n");
			this.headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
			return text.append("\r\n").toString();
		}

	}

	/**
	 * A response.
	 *
	 * @param status the status
	 * @param headers the headers by their names in lower case, several lines joined
	 * @param body the body
	 */
	record Reply(int status, Map<String, String> headers, String body) {

		public Reply {
			headers = Map.copyOf(headers);
		}

		private static Reply of(PersistentConnection.Response response) {
			Map<String, String> headers = new TreeMap<>();
			for (WireHeader header : response.head().headers()) {
				headers.merge(header.name().toLowerCase(Locale.ROOT), header.value(), (one, two) -> one + ", " + two);
			}
			// RFC 9110, section 6.6.1: who receives a response without Date adds it.
			headers.computeIfAbsent("date",
					(name) -> DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
			return new Reply(response.head().status(), headers, response.body());
		}

		/** Return the same response with some headers replaced. */
		Reply with(Map<String, String> replaced) {
			Map<String, String> all = new TreeMap<>(this.headers);
			all.putAll(replaced);
			return new Reply(this.status, all, this.body);
		}

		@Nullable String header(String name) {
			return this.headers.get(name.toLowerCase(Locale.ROOT));
		}

	}

}
