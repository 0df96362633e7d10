// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request that costs as much as a container's: it has its headers in an array, and
 * finds them in any case. It allocates only the strings that a container allocates too.
 * One object serves all requests, as in Tomcat.
 */
final class StubRequest extends HttpServletRequestWrapper {

	private final String method;

	private final String uri;

	private final String[] names;

	/** Lengths and first letters, which containers compare first too. */
	private final int[] beginnings;

	private final Set<String> distinctNames;

	/** The values as bytes, as they come over the wire. */
	private final byte[][] bytes;

	/** The values that the current request has read as strings. */
	private final @Nullable String[] values;

	private final boolean freshStrings;

	private final int originIndex;

	private final HeaderLines lines = new HeaderLines();

	private final StubAttributes attributes = new StubAttributes();

	/**
	 * Create a request.
	 * @param headers alternating names and values
	 * @param freshStrings whether each request makes new strings of its headers, as a
	 * container does; such strings have no cached hash
	 */
	StubRequest(String method, String uri, List<String> headers, boolean freshStrings) {
		super(Unsupported.of(HttpServletRequest.class));
		this.method = method;
		this.uri = uri;
		this.freshStrings = freshStrings;
		List<String> names = new ArrayList<>();
		List<String> values = new ArrayList<>();
		for (int i = 0; i < headers.size(); i += 2) {
			names.add(headers.get(i));
			values.add(headers.get(i + 1));
		}
		this.originIndex = names.indexOf("Origin");
		this.names = names.toArray(String[]::new);
		this.beginnings = names.stream().mapToInt(StubRequest::beginning).toArray();
		this.distinctNames = new LinkedHashSet<>(names);
		this.bytes = values.stream().map(StubRequest::bytes).toArray(byte[][]::new);
		this.values = values.toArray(String[]::new);
	}

	/**
	 * Return a request of Chromium. With a policy for any origin it must have no cookie,
	 * because browsers withhold the response then.
	 */
	static StubRequest of(Exchange exchange, boolean freshStrings, boolean credentials) {
		return new StubRequest(exchange.method(), "/api/orders/42",
				exchange.isPreflight()
						? ChromiumHeaders.ofPreflight(Trust.STRANGER, "PUT", "content-type,x-requested-with")
						: ChromiumHeaders.ofActualRequest(exchange.hasOrigin() ? Trust.STRANGER : null, credentials),
				freshStrings);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Begin the next request. */
	void next() {
		this.attributes.clear();
		if (this.freshStrings) {
			Arrays.fill(this.values, null);
		}
	}

	/** Begin the next request with another origin. */
	void next(String origin, byte[] originBytes) {
		next();
		this.bytes[this.originIndex] = originBytes;
		if (!this.freshStrings) {
			this.values[this.originIndex] = origin;
		}
	}

	private String value(int index) {
		String value = this.values[index];
		if (value == null) {
			value = new String(this.bytes[index], StandardCharsets.ISO_8859_1);
			this.values[index] = value;
		}
		return value;
	}

	private int find(String name, int from) {
		int beginning = beginning(name);
		for (int i = from; i < this.names.length; i++) {
			if (this.beginnings[i] == beginning && this.names[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	private static int beginning(String name) {
		return name.length() << 8 | name.charAt(0) | 0x20;
	}

	@Override
	public @Nullable String getHeader(String name) {
		int index = find(name, 0);
		return (index < 0) ? null : value(index);
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		return Collections.enumeration(this.distinctNames);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return this.lines.of(name);
	}

	@Override
	public String getMethod() {
		return this.method;
	}

	@Override
	public String getRequestURI() {
		return this.uri;
	}

	@Override
	public String getContextPath() {
		return "";
	}

	@Override
	public String getServletPath() {
		return this.uri;
	}

	@Override
	public @Nullable String getPathInfo() {
		return null;
	}

	@Override
	public @Nullable String getQueryString() {
		return null;
	}

	@Override
	public StringBuffer getRequestURL() {
		return new StringBuffer("https://api.example.com").append(this.uri);
	}

	@Override
	public String getScheme() {
		return "https";
	}

	@Override
	public String getServerName() {
		return "api.example.com";
	}

	@Override
	public int getServerPort() {
		return 443;
	}

	@Override
	public boolean isSecure() {
		return true;
	}

	@Override
	public String getRemoteHost() {
		return "192.0.2.1";
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
	public int getContentLength() {
		return -1;
	}

	@Override
	public HttpServletMapping getHttpServletMapping() {
		return DispatcherServletMapping.INSTANCE;
	}

	@Override
	public DispatcherType getDispatcherType() {
		return DispatcherType.REQUEST;
	}

	@Override
	public boolean isAsyncStarted() {
		return false;
	}

	@Override
	public @Nullable Object getAttribute(String name) {
		return this.attributes.get(name);
	}

	@Override
	public void setAttribute(String name, @Nullable Object value) {
		this.attributes.set(name, value);
	}

	@Override
	public void removeAttribute(String name) {
		this.attributes.remove(name);
	}

	/** The lines of a header. One object is enough, because uses do not overlap. */
	private final class HeaderLines implements Enumeration<String> {

		private String name = "";

		private int next;

		HeaderLines of(String name) {
			this.name = name;
			this.next = find(name, 0);
			return this;
		}

		@Override
		public boolean hasMoreElements() {
			return this.next >= 0;
		}

		@Override
		public String nextElement() {
			if (this.next < 0) {
				throw new NoSuchElementException(this.name);
			}
			String value = value(this.next);
			this.next = find(this.name, this.next + 1);
			return value;
		}

	}

}
