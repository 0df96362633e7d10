// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;

/**
 * Sends requests byte for byte over a socket of their own: no client library corrects,
 * repeats or hides a header.
 */
final class RawHttp {

	private RawHttp() {
	}

	static WireResponse send(int port, String target, WireRequest request) throws IOException {
		StringBuilder text = new StringBuilder(request.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
		text.append("Host: localhost\r\nConnection: close\r\n");
		for (WireHeader header : request.headers()) {
			text.append(header.name()).append(": ").append(header.value()).append("\r\n");
		}
		return exchange(port, text.append("\r\n").toString());
	}

	static WireResponse exchange(int port, String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(20_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return parse(head(socket.getInputStream()));
		}
	}

	private static String head(InputStream input) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int b = input.read(); b >= 0; b = input.read()) {
			bytes.write(b);
			if (b == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
				break;
			}
		}
		return bytes.toString(StandardCharsets.ISO_8859_1);
	}

	private static WireResponse parse(String head) {
		List<String> lines = head.lines().toList();
		int status = Integer.parseInt(lines.get(0).split(" ")[1]);
		List<WireHeader> headers = new ArrayList<>();
		for (String line : lines.subList(1, lines.size())) {
			int colon = line.indexOf(':');
			if (colon > 0) {
				headers.add(new WireHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
			}
		}
		return new WireResponse(status, headers);
	}

}
