// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.net.http.HttpClient;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.Page;
import io.github.originaccess.cors.test.WebSocketResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds on a port as well.
 */
abstract class PortContract extends OrdersContract {

	@LocalServerPort
	int port;

	@Override
	String address() {
		return "http://localhost:" + this.port;
	}

	@ParameterizedTest
	@EnumSource
	void clientHasTheAddressOfItsServer(Client client) {
		Page page = Browser.over(client.to(address())).withCookie("theme", "dark").page(SHOP);
		assertThat(put(page)).isReadable()
			.sentPreflight()
			.exposesHeader("ETag", "\"v2\"")
			.hasBody("7 = {} with cookies {theme=dark}");
		assertThat(page.fetch("/api/orders/7").exchanges()).singleElement()
			.satisfies((exchange) -> assertThat(exchange.request().uri()).hasToString(address() + "/api/orders/7"));
		assertThat(Browser.over(client.to("http://localhost:1")).page(SHOP).fetch("/"))
			.isBlocked(BlockedReason.BAD_PORT);
	}

	@ParameterizedTest
	@EnumSource
	void serverThatIsDownIsANetworkError(Client client) {
		assertThat(Browser.over(client.to("http://localhost:2")).page(SHOP).fetch("/"))
			.isBlocked(BlockedReason.NO_RESPONSE);
	}

	@Test
	void handshakeReachesTheServer() {
		WebSocketResult result = this.browser.page(SHOP).openWebSocket("/absent");
		assertThat(result.blockedReason()).isEqualTo(BlockedReason.HANDSHAKE_STATUS);
		assertThat(result.status()).isEqualTo(404);
	}

	enum Client {

		WEB_TEST_CLIENT {
			@Override
			Object to(String address) {
				return WebTestClient.bindToServer().baseUrl(address).build();
			}
		},

		WEB_TEST_CLIENT_OF_THE_JDK {
			@Override
			Object to(String address) {
				return WebTestClient.bindToServer(new JdkClientHttpConnector(HttpClient.newHttpClient()))
					.baseUrl(address)
					.build();
			}
		},

		REST_TEST_CLIENT {
			@Override
			Object to(String address) {
				return RestTestClient.bindToServer().baseUrl(address).build();
			}
		},

		REST_TEST_CLIENT_OF_THE_JDK {
			@Override
			Object to(String address) {
				return RestTestClient.bindToServer(new JdkClientHttpRequestFactory()).baseUrl(address).build();
			}
		};

		abstract Object to(String address);

	}

}
