// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The result of parsing an origin: a pattern, or a problem of the text.
 */
sealed interface ParsedOrigin permits OriginPattern, ElementProblem {

}
