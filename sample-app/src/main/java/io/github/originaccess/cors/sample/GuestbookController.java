// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A guestbook, to which a form of any page can post without a preflight. It has two paths
 * with policies that differ only in their enforcement.
 */
@RestController
class GuestbookController {

	@PostMapping(path = { "/guestbook/browser", "/guestbook/server" }, produces = MediaType.TEXT_PLAIN_VALUE)
	String sign() {
		return "signed";
	}

}
