// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Reactor Netty on a port, with the starter's filter.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "cors.allowed-origins=https://shop.example.com",
				"cors.allowed-methods=GET, PUT", "cors.exposed-headers=ETag", "cors.allow-credentials=true" })
class NettyPortTests extends OrdersContract {

	@LocalServerPort
	int port;

	@Override
	String address() {
		return "http://localhost:" + this.port;
	}

}
