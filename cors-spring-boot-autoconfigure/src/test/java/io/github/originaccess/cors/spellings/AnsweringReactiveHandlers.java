// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The reactive variant of {@link AnsweringServlets}, without servlets.
 */
@EnableAutoConfiguration
@RestController
class AnsweringReactiveHandlers {

	@RequestMapping({ "/api/items", "/api/items/{id}", "/api/{kind}/list", "/open/**", "/pub/**", "/admin/**",
			"/caf\u00e9/{table}" })
	ResponseEntity<Void> answer(ServerWebExchange exchange) {
		String path = exchange.getRequest().getPath().pathWithinApplication().value();
		return ResponseEntity.ok()
			.header(Answer.BY_HEADER, Answer.By.CONTROLLER.name())
			.header(Answer.PATH_HEADER, Answer.header(path))
			.build();
	}

}
