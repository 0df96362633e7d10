// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The controller for the page of the documentation's example, which has its own policy.
 */
@RestController
class SomePageController {

	@RequestMapping(path = "/somePage", method = { RequestMethod.GET, RequestMethod.POST, RequestMethod.PUT })
	Answer answer(HttpMethod method, @RequestBody(required = false) @Nullable String body) {
		return new Answer(method.name(), body);
	}

	record Answer(String method, @Nullable String received) {
	}

}
