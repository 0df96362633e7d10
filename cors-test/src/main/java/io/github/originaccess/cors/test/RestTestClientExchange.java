// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.ResourceAccessException;

/**
 * The way to an application, with or without a server, that a {@link RestTestClient} has.
 */
final class RestTestClientExchange implements StreamingExchange {

	private final RestTestClient client;

	private final boolean serverless;

	RestTestClientExchange(RestTestClient client, boolean serverless) {
		this.client = client;
		this.serverless = serverless;
	}

	static StreamingExchange overServer(Object client) {
		return new RestTestClientExchange((RestTestClient) client, false);
	}

	static StreamingExchange serverless(Object client) {
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
	public ArrivingResponse begin(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "RestTestClient");
		AtomicReference<WireResponse> seen = new AtomicReference<>();
		RestTestClient.RequestBodySpec spec = withBody(request.body(), seen)
			.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		spec.headers((headers) -> write(request, headers));
		try {
			spec.exchange();
			return ArrivingResponse.of(seen.get());
		}
		catch (ResourceAccessException ex) {
			if (Failure.isInterrupt(ex)) {
				Thread.currentThread().interrupt();
				throw Failure.interrupt();
			}
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(Failure.inWords(ex), ex);
		}
		catch (RuntimeException ex) {
			if (this.serverless) {
				throw TestClients.noResponse(request, ex);
			}
			throw new IOException("the client of RestTestClient cannot send this request or read its response: "
					+ Failure.inWords(ex), ex);
		}
	}

	/**
	 * Return a client that sends a body without the Content-Type of a converter, and that
	 * sees no body of the response: it fails if one breaks off.
	 */
	private RestTestClient withBody(byte[] body, AtomicReference<WireResponse> seen) {
		ClientHttpRequestInterceptor outermost = (request, none, next) -> {
			WireResponse response = whole(next.execute(request, body));
			seen.set(response);
			return new MockClientHttpResponse(new byte[0], response.status());
		};
		return this.client.mutate().requestInterceptors((interceptors) -> interceptors.add(0, outermost)).build();
	}

	/**
	 * Read the body, also one that no page reads. This client hands out a body only when
	 * all of it is there, and to close a response it reads on to the end. Another thread
	 * could not end that either.
	 */
	private static WireResponse whole(ClientHttpResponse response) throws IOException {
		try (response) {
			int status = response.getStatusCode().value();
			HeaderLines headers = SpringHeaders.lines(response.getHeaders());
			try {
				return new WireResponse(status, headers, response.getBody().readAllBytes());
			}
			catch (IOException | RuntimeException ex) {
				return new WireResponse(status, headers, new byte[0],
						"The body is not whole, and RestTestClient hands out no part of it: %s."
							.formatted(Failure.inWords(ex)));
			}
		}
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
