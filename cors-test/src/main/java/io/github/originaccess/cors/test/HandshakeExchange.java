// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The way to a server for the handshake of a WebSocket: one request, and the head of its
 * response. The JDK's WebSocket is not used, because it refuses responses that browsers
 * accept, and hides the headers of those that it accepts.
 */
final class HandshakeExchange implements Exchange {

	private final HttpClient client;

	private final Duration timeout;

	HandshakeExchange(HttpClient client, Duration timeout) {
		this.client = client;
		this.timeout = timeout;
	}

	@Override
	public WireResponse send(WireRequest request) throws IOException {
		byte[] head = head(request);
		try (Socket plain = new Socket(Proxy.NO_PROXY)) {
			return new Deadline(this.timeout, "request timed out").keep(plain, () -> {
				connect(plain, request.uri());
				try (Socket socket = request.uri().getScheme().equals("https") ? secure(plain, request.uri()) : plain) {
					socket.getOutputStream().write(head);
					return new ResponseHead(new BufferedInputStream(socket.getInputStream())).read();
				}
			});
		}
	}

	private static byte[] head(WireRequest request) throws IOException {
		URI uri = request.uri();
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		StringBuilder head = new StringBuilder();
		head.append(request.method()).append(' ').append(uri.getRawPath()).append(query).append(" HTTP/1.1\r\n");
		head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
		for (HeaderLines.Line line : request.headers().lines()) {
			for (char c : line.value().toCharArray()) {
				if (c > 0xFF) {
					throw new IOException("the header %s has the character U+%04X, which is not one byte"
						.formatted(line.name(), (int) c));
				}
			}
			head.append(line).append("\r\n");
		}
		return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	private void connect(Socket socket, URI uri) throws IOException {
		Duration limit = this.client.connectTimeout()
			.filter((timeout) -> timeout.compareTo(this.timeout) < 0)
			.orElse(this.timeout);
		WebOrigin origin = origin(uri);
		Proxy proxy = proxy(uri);
		new Deadline(limit, "connect timed out").keep(socket, () -> {
			if (proxy.address() instanceof InetSocketAddress address) {
				socket.connect(resolved(address));
				openTunnel(socket, origin.host() + ":" + origin.effectivePort());
			}
			else {
				socket.connect(new InetSocketAddress(origin.host(), origin.effectivePort()));
			}
			return socket;
		});
	}

	/** A selector may leave the look-up of the proxy to its user. */
	private static InetSocketAddress resolved(InetSocketAddress address) {
		return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
	}

	/**
	 * Ask a proxy for a <a href="https://www.rfc-editor.org/rfc/rfc9110.html#CONNECT">way
	 * to the server</a>. The sockets of the JDK do this over a second socket, which
	 * nothing else can close.
	 */
	private static void openTunnel(Socket socket, String authority) throws IOException {
		String head = "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n\r\n".formatted(authority);
		socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
		// Without a buffer, because the next bytes are those of the server.
		int status = new ResponseHead(socket.getInputStream()).read().status();
		if (status / 100 != 2) {
			throw new IOException("the proxy opened no tunnel, its response has the status " + status);
		}
	}

	/** {@link URI} sees no host in a name with an underscore. */
	private static WebOrigin origin(URI uri) {
		return Objects.requireNonNull(Url.parse(uri.toString(), null)).origin();
	}

	/** The client itself uses the first proxy, unless it is one of SOCKS. */
	private Proxy proxy(URI uri) {
		ProxySelector selector = this.client.proxy().orElseGet(ProxySelector::getDefault);
		List<Proxy> proxies = (selector != null) ? selector.select(uri) : List.of();
		return (!proxies.isEmpty() && proxies.get(0).type() == Proxy.Type.HTTP) ? proxies.get(0) : Proxy.NO_PROXY;
	}

	private SSLSocket secure(Socket plain, URI uri) throws IOException {
		WebOrigin origin = origin(uri);
		String host = origin.host().startsWith("[") ? origin.host().substring(1, origin.host().length() - 1)
				: origin.host();
		SSLSocket socket = (SSLSocket) this.client.sslContext()
			.getSocketFactory()
			.createSocket(plain, host, origin.effectivePort(), true);
		SSLParameters parameters = this.client.sslParameters();
		parameters.setApplicationProtocols(new String[] { "http/1.1" });
		if (!trustsAnyHost()) {
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
		}
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		return socket;
	}

	/** The client has this switch for tests. */
	private static boolean trustsAnyHost() {
		String value = System.getProperty("jdk.internal.httpclient.disableHostnameVerification");
		return value != null && (value.isEmpty() || Boolean.parseBoolean(value));
	}

}
