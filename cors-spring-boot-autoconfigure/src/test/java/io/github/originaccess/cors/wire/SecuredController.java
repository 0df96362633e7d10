// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.List;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoints that Spring Security protects on both stacks, and their users.
 */
@RestController
class SecuredController {

	static UserDetails user() {
		return User.withUsername("user").password("password").roles("USER").build();
	}

	@RequestMapping({ "/basic", "/form/page", "/bearer/page", "/bearer/admin" })
	String answer() {
		return "ok";
	}

	@RequestMapping({ "/basic/throws", "/bearer/throws" })
	List<String> fail() {
		throw new IllegalStateException("a controller fails");
	}

}
