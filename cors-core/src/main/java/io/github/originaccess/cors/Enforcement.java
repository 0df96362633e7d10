// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;

/**
 * The place where a policy is enforced. CORS alone controls only what a page may
 * <em>read</em>: without {@link #SERVER}, the application handles a denied request, and
 * the browser withholds the response from the page.
 */
public enum Enforcement {

	/** Browsers enforce the policy: the application handles denied requests. */
	BROWSER,

	/** As {@link #BROWSER}, with a report of what {@link #SERVER} would refuse. */
	REPORT,

	/** The server refuses denied requests before the application handles them. */
	SERVER;

	/**
	 * Return the name of the constant in a configuration file.
	 * @return the name in lower case
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
