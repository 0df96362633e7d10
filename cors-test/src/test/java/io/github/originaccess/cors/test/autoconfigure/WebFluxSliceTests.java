// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;

/**
 * A slice of WebFlux with the starter's filter.
 */
@WebFluxTest(properties = { "cors.allowed-origins=https://shop.example.com", "cors.allowed-methods=GET, PUT",
		"cors.exposed-headers=ETag", "cors.allow-credentials=true" })
class WebFluxSliceTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

}
