// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Which origins belong to the same
 * <a href="https://html.spec.whatwg.org/multipage/browsers.html#same-site">site</a>.
 *
 * @param isPublicSuffix tells whether a domain is a public suffix
 */
record Sites(Predicate<String> isPublicSuffix) {

	/**
	 * Only top-level domains are public suffixes: the prevailing rule
	 * <a href="https://github.com/publicsuffix/list/wiki/Format">where no rule
	 * matches</a>.
	 */
	static final Sites WITHOUT_LIST = new Sites((domain) -> domain.indexOf('.') < 0);

	boolean isSameSite(WebOrigin one, WebOrigin other) {
		return Objects.equals(one.scheme(), other.scheme()) && isSchemelesslySameSite(one, other);
	}

	/** https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site. */
	boolean isSchemelesslySameSite(WebOrigin one, WebOrigin other) {
		if (one.isOpaque() || other.isOpaque()) {
			return false;
		}
		if (one.host().equals(other.host())) {
			return true;
		}
		String domain = registrableDomain(one.host());
		return domain != null && domain.equals(registrableDomain(other.host()));
	}

	/** https://url.spec.whatwg.org/#host-registrable-domain. */
	private @Nullable String registrableDomain(String host) {
		if (host.endsWith(".")) {
			String domain = registrableDomain(host.substring(0, host.length() - 1));
			return (domain != null) ? domain + "." : null;
		}
		if (host.startsWith("[") || HostParser.isIpv4(host) || this.isPublicSuffix.test(host)) {
			return null;
		}
		String domain = host;
		for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.')) {
			String parent = domain.substring(dot + 1);
			if (this.isPublicSuffix.test(parent) || parent.indexOf('.') < 0) {
				return domain;
			}
			domain = parent;
		}
		return null;
	}

}
