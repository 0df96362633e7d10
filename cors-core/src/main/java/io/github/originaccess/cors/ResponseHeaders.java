// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collection;

/**
 * Where a decision writes. An implementation is a view of a response of some web stack.
 */
public interface ResponseHeaders {

	/**
	 * Set a header to a single value, whatever it had before.
	 * @param name the header's name
	 * @param value its value
	 */
	void set(String name, String value);

	/**
	 * Add a line to a header.
	 * @param name the header's name
	 * @param value the line
	 */
	void add(String name, String value);

	/**
	 * Return the lines that a header has so far.
	 * @param name the header's name, in any case
	 * @return one value per line; empty if there is none
	 */
	Collection<String> values(String name);

	/**
	 * Add those elements of a value to {@code Vary} that are not in it yet.
	 * @param value header names separated by commas
	 */
	default void addVary(String value) {
		VaryHeader.add(this, value);
	}

	/**
	 * Whether a response header is one that only a CORS policy may decide on.
	 * @param name the header's name, in any case
	 * @return {@code true} for {@code Access-Control-*}
	 */
	static boolean isCorsHeader(String name) {
		return FetchRules.isCorsHeader(name);
	}

}
