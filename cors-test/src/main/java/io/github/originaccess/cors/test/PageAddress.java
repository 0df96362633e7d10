// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Objects;

/**
 * The text that names a page.
 */
final class PageAddress {

	private PageAddress() {
	}

	static WebOrigin origin(String address) {
		if (Objects.requireNonNull(address, "address of the page").equals("null")) {
			return WebOrigin.OPAQUE;
		}
		Url url = Url.parse(address, null);
		// The URL standard allows a * in hosts, but no page has such a host: it is a
		// pattern.
		if (url != null && url.origin().host().indexOf('*') < 0) {
			return url.origin();
		}
		int colon = address.indexOf("://");
		if (colon > 0) {
			String scheme = address.substring(0, colon);
			String host = address.substring(colon + 3);
			boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
			boolean named = scheme.chars().allMatch((c) -> Ascii.isAlphanumeric(c) || "+-.".indexOf(c) >= 0);
			boolean hosted = !host.isEmpty()
					&& host.chars().allMatch((c) -> Ascii.isAlphanumeric(c) || "-._".indexOf(c) >= 0);
			if (!http && named && hosted) {
				return new WebOrigin(Ascii.lowerCase(scheme), host, -1);
			}
		}
		throw new IllegalArgumentException("A page has an address such as https://shop.example.com, but not \""
				+ address + "\". The opaque origin of sandboxed frames is written null.");
	}

}
