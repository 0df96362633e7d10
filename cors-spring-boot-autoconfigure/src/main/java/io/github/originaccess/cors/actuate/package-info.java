// SPDX-License-Identifier: Apache-2.0

/**
 * The actuator endpoint, which shows the policies in force and what they decide.
 * <p>
 * A question: {@code CorsEndpoint} describes the request as a {@code SupposedRequest},
 * finds its policy and decides as the filters do. A {@code CorsDescriptor} is the
 * response. A refresh is that of the registry.
 * <p>
 * The endpoint is safe for use by many threads.
 */
@NullMarked
package io.github.originaccess.cors.actuate;

import org.jspecify.annotations.NullMarked;
