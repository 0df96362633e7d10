// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The reader of the status line and the headers of a
 * <a href="https://www.rfc-editor.org/rfc/rfc9112.html">response</a>, whose values keep
 * all their bytes.
 */
final class ResponseHead {

	/** The limit of Chromium. */
	private static final int MAX_BYTES = 256 * 1024;

	private final InputStream in;

	private int bytes;

	ResponseHead(InputStream in) {
		this.in = in;
	}

	/**
	 * Read the response. As in Chromium, an informational one is an answer, too.
	 * @return the response without its body
	 * @throws IOException if there is none, or if it is not one of HTTP
	 */
	WireResponse read() throws IOException {
		int status = status(line());
		return new WireResponse(status, headers(), new byte[0]);
	}

	private static int status(String line) throws IOException {
		String afterVersion = Ascii.lowerCase(line).startsWith("http/")
				? Ascii.strip(line.substring(line.indexOf(' ') + 1)) : "";
		int digits = 0;
		while (digits < afterVersion.length() && Ascii.isDigit(afterVersion.charAt(digits))) {
			digits++;
		}
		if (digits != 3) {
			throw new IOException("the response does not begin with a status line of HTTP");
		}
		return Integer.parseInt(afterVersion.substring(0, digits));
	}

	private HeaderLines headers() throws IOException {
		List<HeaderLines.Line> lines = new ArrayList<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			if (Ascii.isTabOrSpace(line.charAt(0)) && !lines.isEmpty()) {
				// https://www.rfc-editor.org/rfc/rfc9112.html#line.folding
				HeaderLines.Line folded = lines.remove(lines.size() - 1);
				lines.add(new HeaderLines.Line(folded.name(), folded.value() + " " + Ascii.strip(line)));
				continue;
			}
			int colon = line.indexOf(':');
			if (colon > 0) {
				lines.add(new HeaderLines.Line(Ascii.strip(line.substring(0, colon)),
						Ascii.strip(line.substring(colon + 1))));
			}
		}
		return new HeaderLines(lines);
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = next(); b != '\n'; b = next()) {
			line.append((char) b);
		}
		int last = line.length() - 1;
		return (last >= 0 && line.charAt(last) == '\r') ? line.substring(0, last) : line.toString();
	}

	private int next() throws IOException {
		int next = this.in.read();
		if (next < 0) {
			throw new EOFException("the server closed the connection before the end of its headers");
		}
		if (next == 0) {
			throw new IOException("the headers of the response have the byte 0");
		}
		this.bytes++;
		if (this.bytes > MAX_BYTES) {
			throw new IOException("the headers of the response have more than %d bytes".formatted(MAX_BYTES));
		}
		return next;
	}

}
