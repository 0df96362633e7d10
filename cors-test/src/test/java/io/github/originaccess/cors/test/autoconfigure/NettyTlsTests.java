// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * Reactor Netty on a port with TLS.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.main.web-application-type=reactive")
class NettyTlsTests extends TlsContract {

}
