// SPDX-License-Identifier: Apache-2.0

/**
 * A browser for tests. Clients of Spring and AssertJ are optional: a test needs those
 * that it uses.
 */
@SuppressWarnings("requires-automatic") // Spring has module names, but no descriptors
module io.github.originaccess.cors.test {

	requires transitive java.net.http;

	requires static transitive org.jspecify;

	// Not transitive, so that a module without AssertJ compiles.
	requires static org.assertj.core;

	// Clients of a browser, and what their methods return.
	requires static jakarta.servlet;
	requires static reactor.core;
	requires static spring.core;
	requires static spring.test;
	requires static spring.web;
	requires static spring.webflux;

	// The browser of Boot's tests.
	requires static spring.beans;
	requires static spring.boot.autoconfigure;
	requires static spring.boot.test;
	requires static spring.boot.webmvc.test;
	requires static spring.context;
	requires static spring.webmvc;

	exports io.github.originaccess.cors.test;
	exports io.github.originaccess.cors.test.autoconfigure;

	// Spring calls the auto-configuration by reflection.
	opens io.github.originaccess.cors.test.autoconfigure;

}
