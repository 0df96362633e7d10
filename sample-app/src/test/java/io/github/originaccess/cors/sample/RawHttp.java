// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An HTTP client over a plain socket. No library adds, drops or changes a header.
 */
final class RawHttp {

	private RawHttp() {
	}

	/**
	 * Send a request and return the response.
	 * @param port the port on this computer
	 * @param requestLine method and path
	 * @param body the body, empty for none
	 * @param headers the header lines besides Connection and Content-Length; unless Host
	 * is the first of them, it is localhost
	 * @return the response
	 */
	static Response send(int port, String requestLine, String body, String... headers) {
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
		if (headers.length == 0 || !headers[0].startsWith("Host:")) {
			head.append("Host: localhost\r\n");
		}
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		if (content.length > 0) {
			head.append("Content-Length: ").append(content.length).append("\r\n");
		}
		head.append("Connection: close\r\n\r\n");
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().write(content);
			return Response.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Response preflight(int port, String path, String origin, String method, String names) {
		return send(port, "OPTIONS " + path, "", "Origin: " + origin, "Access-Control-Request-Method: " + method,
				"Access-Control-Request-Headers: " + names);
	}

	/**
	 * A response as received.
	 *
	 * @param status its status
	 * @param lines its header lines
	 * @param body its body, still chunked if it came in chunks
	 */
	record Response(int status, List<String> lines, String body) {

		private static Response parse(String text) {
			int end = text.indexOf("\r\n\r\n");
			List<String> head = List.of(text.substring(0, end).split("\r\n"));
			int status = Integer.parseInt(head.get(0).split(" ")[1]);
			return new Response(status, head.subList(1, head.size()), text.substring(end + 4));
		}

		List<String> accessControlLines() {
			return this.lines.stream().filter((line) -> line.startsWith("Access-Control-")).toList();
		}

		boolean allows(String origin) {
			return this.lines.contains("Access-Control-Allow-Origin: " + origin);
		}

	}

}
