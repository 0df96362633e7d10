// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application that answers every request that reaches it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AnsweringApplication.Controller.class)
public class AnsweringApplication {

	@RestController
	static class Controller {

		@RequestMapping("/**")
		String answer() {
			return "an answer worth compressing ".repeat(4);
		}

	}

}
