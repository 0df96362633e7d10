// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.originaccess.cors.test.BlockedReason;
import io.github.originaccess.cors.test.FetchResult;
import io.github.originaccess.cors.test.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static io.github.originaccess.cors.test.BrowserAssertions.assertThat;

/**
 * What holds on a port with HTTP/2 and a certificate that nobody has signed, for another
 * host.
 */
abstract class TlsContract extends OrdersContract {

	@LocalServerPort
	int port;

	@DynamicPropertySource
	static void certificate(DynamicPropertyRegistry properties) throws Exception {
		Path store = Files.createTempDirectory("certificate").resolve("store.p12");
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=other.example", "-storetype",
				"PKCS12", "-keystore", store.toString(), "-storepass", "secret");
		Process keytool = new ProcessBuilder(command).inheritIO().start();
		if (keytool.waitFor() != 0) {
			throw new IllegalStateException("keytool has made no certificate");
		}
		properties.add("server.ssl.key-store", store::toString);
		properties.add("server.ssl.key-store-password", () -> "secret");
		properties.add("server.http2.enabled", () -> true);
	}

	@Override
	String address() {
		return "https://localhost:" + this.port;
	}

	@Test
	void responseHasHeadersOfHttpOnly() {
		FetchResult result = put(this.browser.page(address()));
		assertThat(result).isReadable();
		Assertions.assertThat(result.headers().names())
			.contains("etag")
			.allSatisfy((name) -> Assertions.assertThat(name).doesNotStartWith(":"));
	}

	@Test
	void handshakeReachesTheServer() {
		Page page = this.browser.page(SHOP);
		assertThat(page.openWebSocket("/absent")).isBlocked(BlockedReason.HANDSHAKE_STATUS).hasStatus(404);
	}

}
