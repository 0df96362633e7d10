// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.jspecify.annotations.Nullable;

/**
 * A request that went over the wire, and its response.
 *
 * @param request the request as it was sent
 * @param response the response, or null if there was none
 */
public record WireExchange(WireRequest request, @Nullable WireResponse response) {
}
