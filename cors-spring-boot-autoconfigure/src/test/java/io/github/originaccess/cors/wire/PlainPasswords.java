// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords of test applications, which are not hashed. By default, Spring Security
 * hashes them, and each comparison takes longer than many requests.
 */
class PlainPasswords implements PasswordEncoder {

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return (password != null) ? password.toString() : null;
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		return (password != null) && password.toString().equals(encoded);
	}

}
