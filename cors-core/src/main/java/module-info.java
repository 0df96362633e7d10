// SPDX-License-Identifier: Apache-2.0

/**
 * The engine of Origin Access, for any Java program. It needs no other module when it
 * runs.
 */
module io.github.originaccess.cors {

	requires static transitive org.jspecify;

	exports io.github.originaccess.cors;

}
