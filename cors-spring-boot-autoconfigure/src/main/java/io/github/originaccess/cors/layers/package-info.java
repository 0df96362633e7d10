// SPDX-License-Identifier: Apache-2.0

/**
 * Second CORS layers: all CORS configuration of an application that is not ours. It is
 * read when the application starts, never on a request.
 * <ul>
 * <li>A {@code CorsLayer} is what was found: its place and its paths. Layers that say the
 * same are equal, so that a later search can tell which are new.</li>
 * <li>A {@code LayerSearch} finds layers of one library. There is one for each library
 * that may be absent. {@code LayerFinder} makes it only if its library is there.</li>
 * <li>{@code ApplicationBeans} are the beans that a search sees. No search creates a bean
 * or handles a request.</li>
 * </ul>
 * What the layers mean to the policies is not decided here.
 */
@NullMarked
package io.github.originaccess.cors.layers;

import org.jspecify.annotations.NullMarked;
