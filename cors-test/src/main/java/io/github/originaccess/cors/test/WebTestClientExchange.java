// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * The way to an application, with or without a server, that a {@link WebTestClient} has.
 */
final class WebTestClientExchange implements Exchange {

	private final WebTestClient client;

	private final boolean serverless;

	private WebTestClientExchange(WebTestClient client, boolean serverless) {
		this.client = client;
		this.serverless = serverless;
	}

	static Exchange overServer(Object client) {
		return new WebTestClientExchange(unlimited(client), false);
	}

	static Exchange serverless(Object client) {
		return new WebTestClientExchange(unlimited(client), true);
	}

	/** By default, a body of more than 256 KB is an error. */
	private static WebTestClient unlimited(Object client) {
		return ((WebTestClient) client).mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
	}

	/**
	 * Return the address to which a client sends relative URLs. No request is sent.
	 * @param client a {@link WebTestClient}
	 * @return the address, or null if the client has none
	 */
	static @Nullable URI address(Object client) {
		AtomicReference<URI> address = new AtomicReference<>();
		((WebTestClient) client).get().uri((builder) -> {
			address.set(builder.build());
			return address.get();
		});
		URI uri = address.get();
		return uri.isAbsolute() ? uri : null;
	}

	@Override
	public WireResponse send(WireRequest request) throws IOException {
		TestClients.refuseHandshake(request, "WebTestClient");
		WebTestClient.RequestBodySpec spec = this.client.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		spec.headers((headers) -> write(request, headers));
		RequestCookies.of(request).forEach(spec::cookie);
		byte[] body = request.body();
		if (body.length > 0) {
			// An encoder would add a Content-Type where the page sends none.
			spec.body((message, context) -> message
				.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body))));
		}
		try {
			EntityExchangeResult<byte[]> result = spec.exchange().expectBody().returnResult();
			byte[] content = result.getResponseBody();
			return new WireResponse(result.getStatus().value(), SpringHeaders.lines(result.getResponseHeaders()),
					(content != null) ? content : new byte[0]);
		}
		catch (WebClientRequestException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
	}

	private void write(WireRequest request, HttpHeaders headers) {
		// A client with a server writes this header itself, and the JDK's refuses it.
		if (this.serverless) {
			headers.set("Host", Authority.withPort(request.uri()));
		}
		RequestCookies.otherHeaders(request).forEach((line) -> headers.add(line.name(), line.value()));
		if (request.body().length > 0) {
			headers.setContentLength(request.body().length);
		}
	}

}
