// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

/**
 * What happens to the requests of pages that a policy does not trust. CORS itself decides
 * only what such a page may <em>read</em>; the request has reached the application by
 * then.
 */
public enum Enforcement {

	/** They reach the application; browsers keep the answer from the page. */
	BROWSER,

	/** As {@link #BROWSER}, and what {@link #SERVER} would have refused is reported. */
	REPORT,

	/** They are refused before they reach the application. */
	SERVER;

	/**
	 * Return the name under which the constant stands in a configuration file.
	 * @return the name in lower case
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
