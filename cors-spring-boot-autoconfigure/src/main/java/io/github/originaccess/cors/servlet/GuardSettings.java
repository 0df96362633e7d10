// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import io.github.originaccess.cors.observe.ForeignHeaderLog;
import org.jspecify.annotations.Nullable;

/**
 * What the guards of all responses share.
 *
 * @param foreignHeaders is told of headers that are dropped
 * @param vary names of the request headers that policies are chosen by, if any
 */
record GuardSettings(ForeignHeaderLog foreignHeaders, @Nullable String vary) {

}
