// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A servlet container on a port, with the starter's filter.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "cors.allowed-origins=https://shop.example.com", "cors.allowed-methods=GET, PUT",
				"cors.exposed-headers=ETag", "cors.allow-credentials=true" })
class TomcatPortTests extends OrdersContract {

	@LocalServerPort
	int port;

	@Override
	String address() {
		return "http://localhost:" + this.port;
	}

}
