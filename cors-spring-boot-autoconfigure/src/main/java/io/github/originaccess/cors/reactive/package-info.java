// SPDX-License-Identifier: Apache-2.0

/**
 * Carries decisions to Spring WebFlux: a view of the request, a guard of the response,
 * and the web filter between them.
 */
@NullMarked
package io.github.originaccess.cors.reactive;

import org.jspecify.annotations.NullMarked;
