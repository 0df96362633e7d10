// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;

import javax.net.ssl.SSLContext;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.Exchange;
import io.github.originaccess.cors.test.HeaderLines;
import io.github.originaccess.cors.test.WireRequest;
import io.github.originaccess.cors.test.WireResponse;
import org.junit.jupiter.api.Test;

import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways to a server of docs/testing.md.
 */
class ClientsTests {

	@Test
	void clientsOfSpring() {
		MockMvc mockMvc = MockMvcBuilders.standaloneSetup(new Object()).build();
		WebTestClient webTestClient = WebTestClient.bindToServer().baseUrl("http://localhost:8080").build();
		Browser atDefault = Browser.over(mockMvc);
		Browser atShop = Browser.over(mockMvc, URI.create("https://api.example.com"));
		Browser onServer = Browser.over(webTestClient);
		Browser onStaging = Browser.over(HttpClient.newHttpClient(), URI.create("https://staging.example.com"));
		assertThat(atDefault.page("https://server.test").fetch("/absent")).isReadable();
		assertThat(atShop.page("https://api.example.com").fetch("/absent")).isReadable();
		assertThat(onServer).isNotSameAs(onStaging);
	}

	@Test
	void ownCertificates() throws Exception {
		SSLContext certificates = SSLContext.getDefault();
		HttpClient client = HttpClient.newBuilder().sslContext(certificates).build();
		Browser onTls = Browser.over(client, URI.create("https://localhost:8443"));
		assertThat(onTls.page("https://localhost:1").fetch("https://localhost:1/")).isBlocked(BlockedReason.BAD_PORT);
	}

	@Test
	void ownExchange() {
		Exchange exchange = new Exchange() {
			@Override
			public WireResponse send(WireRequest request) throws IOException {
				HeaderLines headers = HeaderLines.of("Access-Control-Allow-Origin", "*");
				return new WireResponse(200, headers, new byte[0]);
			}
		};
		assertThat(Browser.over(exchange).page("https://shop.example.com").fetch("/")).isReadable();
	}

}
