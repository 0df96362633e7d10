// SPDX-License-Identifier: Apache-2.0

/**
 * A sample that shows what CORS does. One process serves a page at one origin and an API
 * at another. The page sends requests to the API.
 * {@link io.github.originaccess.cors.sample.WireLogValve} records each request and its
 * response. {@link io.github.originaccess.cors.sample.PageController} returns these
 * records to the page.
 * <p>
 * The policies are in {@code application.yml}. With the profile {@code custom}, they are
 * in {@link io.github.originaccess.cors.sample.CustomPolicies}.
 */
@NullMarked
package io.github.originaccess.cors.sample;

import org.jspecify.annotations.NullMarked;
