// SPDX-License-Identifier: Apache-2.0

/**
 * Carries decisions to servlet containers: a view of the request that is also what the
 * application gets, a guard of the response, and the filter between them.
 */
@NullMarked
package io.github.originaccess.cors.servlet;

import org.jspecify.annotations.NullMarked;
