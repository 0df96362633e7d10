// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import org.jspecify.annotations.Nullable;

/**
 * What a navigation asks for.
 *
 * @param method GET or POST
 * @param url the URL, absolute or relative
 * @param headers the headers of the body
 * @param body the body, or null
 */
record NavigationRequest(String method, String url, HeaderLines headers, byte @Nullable [] body) {
}
