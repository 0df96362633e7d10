// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.ResourceAccessException;

/**
 * The way to an application, with or without a server, that a {@link RestTestClient} has.
 */
final class RestTestClientExchange implements Exchange {

	private final RestTestClient client;

	private final boolean serverless;

	private RestTestClientExchange(RestTestClient client, boolean serverless) {
		this.client = client;
		this.serverless = serverless;
	}

	static Exchange overServer(Object client) {
		return new RestTestClientExchange((RestTestClient) client, false);
	}

	static Exchange serverless(Object client) {
		return new RestTestClientExchange((RestTestClient) client, true);
	}

	/**
	 * Return the address to which a client sends relative URLs. No request is sent.
	 * @param client a {@link RestTestClient}
	 * @return the address, or null if the client has none
	 */
	static @Nullable URI address(Object client) {
		AtomicReference<URI> address = new AtomicReference<>();
		((RestTestClient) client).get().uri((builder) -> {
			address.set(builder.build());
			return address.get();
		});
		URI uri = address.get();
		return uri.isAbsolute() ? uri : null;
	}

	@Override
	public WireResponse send(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "RestTestClient");
		RestTestClient.RequestBodySpec spec = withBody(request.body()).method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		spec.headers((headers) -> write(request, headers));
		try {
			EntityExchangeResult<byte[]> result = spec.exchange().expectBody().returnResult();
			byte[] content = result.getResponseBody();
			return new WireResponse(result.getStatus().value(), SpringHeaders.lines(result.getResponseHeaders()),
					(content != null) ? content : new byte[0]);
		}
		catch (ResourceAccessException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
		catch (IllegalArgumentException ex) {
			if (this.serverless) {
				throw ex;
			}
			// The JDK's client refuses some addresses and header values.
			throw new IOException("the client of RestTestClient cannot send this request: " + ex.getMessage(), ex);
		}
	}

	/** A converter would add a Content-Type where the page sends none. */
	private RestTestClient withBody(byte[] body) {
		if (body.length == 0) {
			return this.client;
		}
		return this.client.mutate().requestInterceptor((request, none, next) -> next.execute(request, body)).build();
	}

	private void write(WireRequest request, HttpHeaders headers) {
		if (!this.serverless) {
			request.headers().lines().forEach((line) -> headers.add(line.name(), line.value()));
			return;
		}
		// A client with a server writes this header itself, and the JDK's refuses it.
		headers.set("Host", Authority.withPort(request.uri()));
		RequestCookies.otherHeaders(request).forEach((line) -> headers.add(line.name(), line.value()));
		// MockMvc takes the cookies of one line for a single cookie.
		RequestCookies.of(request).forEach((name, value) -> headers.add("Cookie", name + "=" + value));
	}

}
