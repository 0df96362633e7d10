// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a form can write to without asking anybody: two paths, whose policies differ in
 * nothing but their enforcement.
 */
@RestController
class GuestbookController {

	@PostMapping(path = { "/guestbook/browser", "/guestbook/server" }, produces = MediaType.TEXT_PLAIN_VALUE)
	String sign() {
		return "signed";
	}

}
