// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A row of {@code websockets.csv}, which explains its columns. It is also the server that
 * answers its handshake.
 *
 * @param id its number, which is the first segment of its path
 * @param why why the row exists
 * @param protocols the subprotocols that the page offers
 * @param answer status and headers
 * @param result what comes of it
 */
record HandshakeRow(int id, String why, List<String> protocols, String answer, String result) implements Exchange {

	private static final String SWITCHING = "101 + Upgrade: websocket + Connection: Upgrade + Sec-WebSocket-Accept: $accept";

	static List<HandshakeRow> rows() {
		List<HandshakeRow> rows = new ArrayList<>();
		for (String line : lines()) {
			String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
			if (cells.length == 4 && !cells[0].equals("WHY")) {
				List<String> protocols = cells[1].isEmpty() ? List.of() : List.of(cells[1].split(" "));
				rows.add(new HandshakeRow(rows.size() + 1, cells[0], protocols, cells[2], cells[3]));
			}
		}
		return rows;
	}

	private static List<String> lines() {
		try (InputStream table = HandshakeRow.class.getResourceAsStream("/websockets.csv")) {
			return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public WireResponse send(WireRequest request) {
		String accept = accept(String.valueOf(request.headers().get("Sec-WebSocket-Key")));
		String[] parts = this.answer.replace("switching", SWITCHING).replace("$accept", accept).split(" \\+ ");
		HeaderLines headers = HeaderLines.none();
		for (String part : Arrays.asList(parts).subList(1, parts.length)) {
			int colon = part.indexOf(':');
			headers = headers.with(part.substring(0, colon), part.substring(colon + 1).strip());
		}
		return new WireResponse(Integer.parseInt(parts[0]), headers, new byte[0]);
	}

	/** RFC 6455, section 4.2.2. */
	static String accept(String key) {
		String text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
		try {
			return Base64.getEncoder()
				.encodeToString(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.id + ": " + this.why;
	}

}
