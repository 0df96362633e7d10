// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server on this computer that reads whole responses. It opens again
 * after the server closes it, as servers do after bad requests. One thread at a time uses
 * it.
 */
public final class PersistentConnection implements Closeable {

	private static final int TIMEOUT_MILLIS = 30_000;

	private static final int ATTEMPTS = 3;

	private final int port;

	private @Nullable Socket socket;

	private InputStream input = InputStream.nullInputStream();

	public PersistentConnection(int port) {
		this.port = port;
	}

	/**
	 * Send a request and read its response. A request that a server does not answer
	 * before it closes the connection is sent again, over a new one.
	 * @param request the whole request, each character a byte
	 * @return the response with its body
	 */
	public Response send(String request) throws IOException {
		IOException failure = null;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			try {
				write((this.socket != null) ? this.socket : open(), request);
				return read();
			}
			catch (EOFException | SocketException ex) {
				close();
				failure = ex;
			}
		}
		throw new IOException("No answer to " + request, failure);
	}

	/**
	 * Send requests without waiting for responses, then read the responses. Requests that
	 * have no response when the server closes the connection are sent again.
	 * @param requests the whole requests, each character a byte
	 * @return the responses in the same order
	 */
	public List<Response> sendAll(List<String> requests) throws IOException {
		List<Response> responses = new ArrayList<>();
		while (responses.size() < requests.size()) {
			List<String> rest = requests.subList(responses.size(), requests.size());
			try {
				write((this.socket != null) ? this.socket : open(), String.join("", rest));
				while (this.socket != null && responses.size() < requests.size()) {
					responses.add(read());
				}
			}
			catch (EOFException | SocketException ex) {
				// A reset may drop a response, so the next request is sent alone.
				close();
				responses.add(send(requests.get(responses.size())));
			}
		}
		return responses;
	}

	private Socket open() throws IOException {
		Socket opened = new Socket(InetAddress.getLoopbackAddress(), this.port);
		opened.setSoTimeout(TIMEOUT_MILLIS);
		opened.setTcpNoDelay(true);
		this.input = new BufferedInputStream(opened.getInputStream());
		this.socket = opened;
		return opened;
	}

	private static void write(Socket connection, String requests) throws IOException {
		connection.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
	}

	private Response read() throws IOException {
		int status = Integer.parseInt(line().split(" ", 3)[1]);
		List<WireHeader> headers = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.add(new WireHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
		}
		WireResponse head = new WireResponse(status, headers);
		boolean closes = "close".equalsIgnoreCase(value(head, "Connection"));
		byte[] body = body(head, closes);
		if (closes) {
			close();
		}
		return new Response(head, new String(body, StandardCharsets.UTF_8));
	}

	private byte[] body(WireResponse head, boolean closes) throws IOException {
		String length = value(head, "Content-Length");
		if (head.status() == 204 || head.status() == 304) {
			return new byte[0];
		}
		if (length != null) {
			return this.input.readNBytes(Integer.parseInt(length));
		}
		if ("chunked".equalsIgnoreCase(value(head, "Transfer-Encoding"))) {
			return chunks();
		}
		return closes ? this.input.readAllBytes() : new byte[0];
	}

	private byte[] chunks() throws IOException {
		byte[] body = new byte[0];
		for (int size = chunkSize(); size > 0; size = chunkSize()) {
			byte[] chunk = this.input.readNBytes(size);
			byte[] longer = new byte[body.length + chunk.length];
			System.arraycopy(body, 0, longer, 0, body.length);
			System.arraycopy(chunk, 0, longer, body.length, chunk.length);
			body = longer;
			line();
		}
		line();
		return body;
	}

	private int chunkSize() throws IOException {
		return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = this.input.read(); b != '\n'; b = this.input.read()) {
			if (b < 0) {
				throw new EOFException("The server closed the connection after: " + line);
			}
			line.append((char) b);
		}
		if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
			line.setLength(line.length() - 1);
		}
		return line.toString();
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

	private static @Nullable String value(WireResponse head, String name) {
		return head.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map(WireHeader::value)
			.findFirst()
			.orElse(null);
	}

	/**
	 * A response with its body.
	 *
	 * @param head status and headers
	 * @param body the body, decoded as UTF-8
	 */
	public record Response(WireResponse head, String body) {

		/** Return the first value of a header, {@code null} if there is none. */
		public @Nullable String header(String name) {
			return value(this.head, name);
		}

	}

}
