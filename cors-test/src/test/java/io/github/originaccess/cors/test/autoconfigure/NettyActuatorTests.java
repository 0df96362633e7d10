// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * The actuator on Reactor Netty.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "management.endpoints.web.exposure.include=cors",
				"cors.policies.open.paths=/api/open/**", "cors.policies.open.allowed-origins=*",
				"cors.policies.open.allow-credentials=false" })
@ActiveProfiles("production")
class NettyActuatorTests extends ActuatorContract {

}
