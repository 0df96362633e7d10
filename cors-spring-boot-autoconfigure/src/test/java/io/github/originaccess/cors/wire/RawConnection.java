// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
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
 * A socket to a server on this computer, for one request after another. One thread at a
 * time uses it.
 */
public final class RawConnection implements Closeable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final Socket socket;

	private final InputStream input;

	public RawConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
		this.input = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Send a request without a body and leave the connection open for another.
	 * @param target what follows the method in the request line
	 * @param request the rest; its response has a {@code Content-Length} or no body
	 * @return the head of the response, whose body has been read
	 */
	public WireResponse send(String target, WireRequest request) throws IOException {
		WireResponse response = exchange(RawHttp.text(target, request, "keep-alive"));
		for (WireHeader header : response.headers()) {
			if (header.name().equalsIgnoreCase("Content-Length")) {
				this.input.skipNBytes(Long.parseLong(header.value()));
			}
		}
		return response;
	}

	/**
	 * Send any text and read the head of the response.
	 * @param request the whole request, each character a byte
	 * @return the head of the response; its body has not been read
	 * @throws EOFException if the server closes the connection without a response
	 */
	public WireResponse exchange(String request) throws IOException {
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
		String statusLine = line();
		List<WireHeader> headers = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.add(new WireHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
		}
		return new WireResponse(Integer.parseInt(statusLine.split(" ")[1]), headers);
	}

	/**
	 * Read the bytes after the head.
	 * @return all bytes before the server closes the connection, each a character
	 */
	public String rest() throws IOException {
		return new String(this.input.readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = this.input.read(); b != '\n'; b = this.input.read()) {
			if (b < 0) {
				throw new EOFException("The server hung up after: " + line);
			}
			line.append((char) b);
		}
		if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
			line.setLength(line.length() - 1);
		}
		return line.toString();
	}

}
