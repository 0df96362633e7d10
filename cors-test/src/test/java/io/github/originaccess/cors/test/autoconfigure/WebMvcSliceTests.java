// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

/**
 * A slice of Spring MVC with the starter's filter.
 */
@WebMvcTest(properties = { "cors.allowed-origins=https://shop.example.com", "cors.allowed-methods=GET, PUT",
		"cors.exposed-headers=ETag", "cors.allow-credentials=true" })
class WebMvcSliceTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

}
