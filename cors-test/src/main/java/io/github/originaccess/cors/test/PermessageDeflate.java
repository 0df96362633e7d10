// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.HashSet;
import java.util.Set;

/**
 * The <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7">compression</a> that
 * browsers offer in the handshake of a WebSocket, and the check of the server's choice.
 */
final class PermessageDeflate {

	/** What Chromium offers. */
	static final String OFFER = "permessage-deflate; client_max_window_bits";

	private static final Set<String> WINDOW_BITS = Set.of("8", "9", "10", "11", "12", "13", "14", "15");

	private PermessageDeflate() {
	}

	/**
	 * Return whether a server may choose these parameters.
	 * https://www.rfc-editor.org/rfc/rfc7692#section-7.1
	 */
	static boolean isChosenBy(String value) {
		String[] parts = value.split(";", -1);
		if (!Ascii.strip(parts[0]).equals("permessage-deflate")) {
			return false;
		}
		Set<String> names = new HashSet<>();
		for (int i = 1; i < parts.length; i++) {
			String parameter = Ascii.strip(parts[i]);
			int equals = parameter.indexOf('=');
			String name = (equals >= 0) ? Ascii.strip(parameter.substring(0, equals)) : parameter;
			boolean valid = switch (name) {
				case "server_no_context_takeover", "client_no_context_takeover" -> equals < 0;
				case "server_max_window_bits", "client_max_window_bits" ->
					equals >= 0 && WINDOW_BITS.contains(unquoted(Ascii.strip(parameter.substring(equals + 1))));
				default -> false;
			};
			if (!valid || !names.add(name)) {
				return false;
			}
		}
		return true;
	}

	private static String unquoted(String value) {
		boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
		return quoted ? value.substring(1, value.length() - 1) : value;
	}

}
