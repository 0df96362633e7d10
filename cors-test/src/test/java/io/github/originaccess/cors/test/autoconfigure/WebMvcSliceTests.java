// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

/**
 * A slice of Spring MVC with the starter's filter.
 */
@WebMvcTest
class WebMvcSliceTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

}
