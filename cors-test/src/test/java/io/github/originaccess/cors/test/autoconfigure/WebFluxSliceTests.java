// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;

/**
 * A slice of WebFlux with the starter's filter.
 */
@WebFluxTest
class WebFluxSliceTests extends OrdersContract {

	@Override
	String address() {
		return "https://server.test";
	}

}
