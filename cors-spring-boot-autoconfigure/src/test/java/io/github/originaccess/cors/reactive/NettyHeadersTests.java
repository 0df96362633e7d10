// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class NettyHeadersTests {

	@Test
	void linesOfReactorNettyAreReadInAnyCase() throws IOException {
		List<String> lines = new ArrayList<>();
		List<Boolean> read = new ArrayList<>();
		HttpHandler handler = (request, response) -> {
			response.getHeaders().add("Vary", "Origin");
			response.getHeaders().add("vary", "Accept");
			read.add(read(response, lines));
			read.add(read(new ServerHttpResponseDecorator(response), lines));
			return response.setComplete();
		};
		DisposableServer server = HttpServer.create().port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
		try {
			RawHttp.send(server.port(), "/", WireRequest.parse("GET"));
		}
		finally {
			server.disposeNow();
		}
		assertThat(lines).containsExactly("Vary: Origin", "vary: Accept");
		assertThat(read).as("the server's response, and a decorator").containsExactly(true, false);
	}

	@Test
	void mockIsNotUnwrapped() {
		List<String> lines = new ArrayList<>();
		MockServerHttpResponse mock = new MockServerHttpResponse();
		mock.getHeaders().add("Vary", "Origin");
		assertThat(read(mock, lines)).isFalse();
		assertThat(lines).isEmpty();
	}

	private static boolean read(ServerHttpResponse response, List<String> lines) {
		return NettyHeaders.forEachLine(response, "vary"::equalsIgnoreCase,
				(name, value) -> lines.add(name + ": " + value));
	}

}
