// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collection;

/**
 * The response headers that a decision writes to. An implementation is a view of a
 * response of a web stack.
 */
public interface ResponseHeaders {

	/**
	 * Set a header to one value, and remove all values that it had before.
	 * @param name the header's name
	 * @param value the value, which contains no line break
	 */
	void set(String name, String value);

	/**
	 * Add a line to a header.
	 * @param name the header's name
	 * @param value the line
	 */
	void add(String name, String value);

	/**
	 * Return the current lines of a header.
	 * @param name the header's name, in any case
	 * @return one value per line; empty if there is none
	 */
	Collection<String> values(String name);

	/**
	 * Add the elements of a value to {@code Vary} that it does not contain yet.
	 * @param value header names separated by commas
	 */
	default void addVary(String value) {
		VaryHeader.add(this, value);
	}

	/**
	 * Whether a response header belongs to the CORS protocol. On a covered path, only the
	 * policy sets such headers.
	 * @param name the header's name, in any case
	 * @return {@code true} for {@code Access-Control-*}
	 */
	static boolean isCorsHeader(String name) {
		return FetchRules.isCorsHeader(name);
	}

}
