// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
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
		return new WebTestClientExchange((WebTestClient) client, false);
	}

	static Exchange serverless(Object client) {
		return new WebTestClientExchange((WebTestClient) client, true);
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
			FluxExchangeResult<byte[]> result = spec.exchange().returnResult(byte[].class);
			HttpHeaders headers = result.getResponseHeaders();
			byte[] content = new byte[0];
			if (EventStreams.isType(headers.getFirst("Content-Type"))) {
				result.getResponseBody().subscribe().dispose();
			}
			else {
				content = result.getResponseBodyContent();
			}
			return new WireResponse(result.getStatus().value(), SpringHeaders.lines(headers),
					(content != null) ? content : new byte[0]);
		}
		catch (WebClientRequestException ex) {
			if (this.serverless) {
				throw TestClients.noResponse(request, ex);
			}
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
