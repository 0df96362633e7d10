// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * The actuator on a servlet container.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=cors", "cors.policies.open.paths=/api/open/**",
				"cors.policies.open.allowed-origins=*", "cors.policies.open.allow-credentials=false" })
@ActiveProfiles("production")
class TomcatActuatorTests extends ActuatorContract {

}
