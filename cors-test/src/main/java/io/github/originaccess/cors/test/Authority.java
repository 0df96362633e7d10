// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;

/**
 * The host and port of an address.
 */
final class Authority {

	private Authority() {
	}

	/**
	 * Return the value of {@code Host} for a servlet request without a server. Unlike a
	 * browser's, it has the default port of https: a mock request takes 80 for that of
	 * every scheme, and Spring then sees another origin than the server's.
	 * @param uri an absolute URI
	 * @return host and port; for http, the port only if it is not the default
	 */
	static String withPort(URI uri) {
		boolean needsPort = uri.getScheme().equals("https") && uri.getPort() < 0;
		return needsPort ? uri.getRawAuthority() + ":443" : uri.getRawAuthority();
	}

}
