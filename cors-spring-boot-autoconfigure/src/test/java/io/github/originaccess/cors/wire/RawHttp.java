// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;

/**
 * A client that sends each request byte for byte over a separate socket. No client
 * library corrects, repeats or hides a header.
 */
public final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Send a request without a body.
	 * @param port the port on this computer
	 * @param target what follows the method in the request line
	 * @param request the rest
	 * @return the head of the response
	 */
	public static WireResponse send(int port, String target, WireRequest request) throws IOException {
		return send(port, target, request, "");
	}

	/**
	 * Send a request.
	 * @param port the port on this computer
	 * @param target what follows the method in the request line
	 * @param request the rest, which announces the body's length if there is one
	 * @param body the body
	 * @return the head of the response
	 */
	public static WireResponse send(int port, String target, WireRequest request, String body) throws IOException {
		return exchange(port, text(target, request, "close") + body);
	}

	/**
	 * Send any text.
	 * @param port the port on this computer
	 * @param request the whole request, each character a byte
	 * @return the head of the response
	 */
	public static WireResponse exchange(int port, String request) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			return connection.exchange(request);
		}
	}

	/**
	 * Return a request as it goes over the wire, without a body. One without {@code Host}
	 * or {@code Connection} gets them.
	 */
	public static String text(String target, WireRequest request, String connection) {
		StringBuilder text = new StringBuilder(request.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
		if (lacks(request, "Host")) {
			text.append("Host: ").append(WireRequest.HOST).append("\r\n");
		}
		if (lacks(request, "Connection")) {
			text.append("Connection: ").append(connection).append("\r\n");
		}
		for (WireHeader header : request.headers()) {
			text.append(header.name()).append(": ").append(header.value()).append("\r\n");
		}
		return text.append("\r\n").toString();
	}

	private static boolean lacks(WireRequest request, String name) {
		return request.headers().stream().noneMatch((header) -> header.name().equalsIgnoreCase(name));
	}

}
