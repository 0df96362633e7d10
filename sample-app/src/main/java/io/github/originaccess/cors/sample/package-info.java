// SPDX-License-Identifier: Apache-2.0

/**
 * A page at one origin, an API at another, one process: shows what CORS does. The page
 * sends requests to the API; {@link io.github.originaccess.cors.sample.WireLogValve}
 * writes down what arrives and what is answered, and
 * {@link io.github.originaccess.cors.sample.PageController} hands that back to the page.
 * <p>
 * What an application needs for CORS is not here but in {@code application.yml}; or, with
 * the profile {@code custom}, in
 * {@link io.github.originaccess.cors.sample.CustomPolicies}.
 */
@NullMarked
package io.github.originaccess.cors.sample;

import org.jspecify.annotations.NullMarked;
