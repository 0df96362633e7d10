// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that costs as much as a container's: it has its headers in an array, and
 * finds them in any case. One object serves all requests.
 */
final class StubResponse extends HttpServletResponseWrapper {

	private final @Nullable String[] names = new String[32];

	private final int[] nameLengths = new int[32];

	private final @Nullable String[] values = new String[32];

	private int size;

	private int status;

	private final Nowhere body = new Nowhere();

	StubResponse() {
		super(Unsupported.of(HttpServletResponse.class));
	}

	/** Begin the next response. */
	void next() {
		this.size = 0;
		this.status = SC_OK;
	}

	/** Return a number that depends on the response, so that no code is removed. */
	int written() {
		return this.status + this.size;
	}

	Map<String, List<String>> headers() {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int i = 0; i < this.size; i++) {
			headers.computeIfAbsent(String.valueOf(this.names[i]), (name) -> new ArrayList<>())
				.add(String.valueOf(this.values[i]));
		}
		return headers;
	}

	private int find(String name) {
		int length = name.length();
		for (int i = 0; i < this.size; i++) {
			if (this.nameLengths[i] == length && isSame(name, this.names[i])) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Compare names of equal length in any case, from the end. CORS headers have the same
	 * beginning, and the JVM's own comparison of it takes 10 ns or 45, by chance.
	 */
	private static boolean isSame(String name, @Nullable String other) {
		if (other == null || name == other) {
			return other != null;
		}
		for (int i = name.length() - 1; i >= 0; i--) {
			if ((name.charAt(i) | 0x20) != (other.charAt(i) | 0x20)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void addHeader(String name, String value) {
		this.names[this.size] = name;
		this.nameLengths[this.size] = name.length();
		this.values[this.size] = value;
		this.size++;
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		int index = find(name);
		if (index >= 0 && value != null) {
			this.values[index] = value;
		}
		else if (value != null) {
			addHeader(name, value);
		}
		else if (index >= 0) {
			throw new UnsupportedOperationException("No contender removes a header from an empty response");
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		setHeader(name, Integer.toString(value));
	}

	@Override
	public boolean containsHeader(String name) {
		return find(name) >= 0;
	}

	@Override
	public @Nullable String getHeader(String name) {
		int index = find(name);
		return (index < 0) ? null : this.values[index];
	}

	@Override
	public Collection<String> getHeaders(String name) {
		if (find(name) < 0) {
			return List.of();
		}
		return headers().getOrDefault(name, List.of());
	}

	@Override
	public Collection<String> getHeaderNames() {
		return headers().keySet();
	}

	@Override
	public void setStatus(int status) {
		this.status = status;
	}

	@Override
	public int getStatus() {
		return this.status;
	}

	@Override
	public void sendError(int status, String message) {
		this.status = status;
	}

	@Override
	public void sendError(int status) {
		this.status = status;
	}

	@Override
	public boolean isCommitted() {
		return false;
	}

	@Override
	public @Nullable String getContentType() {
		return null;
	}

	@Override
	public @Nullable String getCharacterEncoding() {
		return null;
	}

	@Override
	public void setContentType(String type) {
		// The type is no header here, because no benchmark reads it.
	}

	@Override
	public void resetBuffer() {
		// Nothing is buffered.
	}

	@Override
	public void flushBuffer() {
		// Nothing is buffered.
	}

	@Override
	public ServletOutputStream getOutputStream() {
		return this.body;
	}

	@Override
	public PrintWriter getWriter() {
		return new PrintWriter(new OutputStreamWriter(this.body, StandardCharsets.UTF_8));
	}

	/** A stream that drops the body. */
	private static final class Nowhere extends ServletOutputStream {

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void write(int b) {
			// The body is dropped.
		}

		@Override
		public void write(byte[] b, int off, int len) {
			// The body is dropped.
		}

	}

}
