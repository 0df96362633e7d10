// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.jspecify.annotations.Nullable;

/**
 * What a text that was meant as an origin turned out to be.
 */
sealed interface ParsedOrigin permits OriginPattern, ParsedOrigin.Refusal {

	/**
	 * Why a text is neither an origin nor an origin pattern.
	 *
	 * @param code what is wrong
	 * @param reason why it is refused, as one sentence without its full stop
	 * @param instead the spelling to use, itself an origin pattern, if there is one
	 */
	record Refusal(Problem.Code code, String reason, @Nullable String instead) implements ParsedOrigin {

	}

}
