// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;

/**
 * What a denied request that goes no further is told, where denials are explained.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
public final class DenialBody {

	/** The media type of the body. */
	public static final String CONTENT_TYPE = "application/problem+json";

	private DenialBody() {
	}

	/**
	 * Return the body of the answer to a denied request.
	 * @param explanation the explanation of the denial
	 * @param status the status of the answer
	 * @return JSON; nothing in it needs an escape, since explanations have only harmless
	 * characters
	 */
	public static byte[] of(Explanation explanation, int status) {
		DenialReason reason = Objects.requireNonNull(explanation.decision().reason(), "a denial has a reason");
		String property = explanation.property();
		return """
				{"title":"CORS request denied","status":%d,"detail":"%s","code":"%s","property":%s}"""
			.formatted(status, explanation.sentence(), reason.code(),
					(property != null) ? "\"" + property + "\"" : "null")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
