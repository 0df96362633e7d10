// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;

/**
 * A servlet container on a port with TLS.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TomcatTlsTests extends TlsContract {

}
