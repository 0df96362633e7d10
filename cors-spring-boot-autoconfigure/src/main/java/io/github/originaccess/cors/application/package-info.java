// SPDX-License-Identifier: Apache-2.0

/**
 * What the rest of the application does that matters to CORS, and the warnings about it.
 * <p>
 * {@code EarlierFilters} finds filters that run before that of the policies,
 * {@code SecondCorsLayers} finds other CORS configuration, {@code ManagementPaths} the
 * paths of management endpoints. {@code ApplicationWarnings} and
 * {@code SecondLayerWarnings} log what follows from it. All of it is read when the
 * application starts, nothing on a request.
 */
@NullMarked
package io.github.originaccess.cors.application;

import org.jspecify.annotations.NullMarked;
