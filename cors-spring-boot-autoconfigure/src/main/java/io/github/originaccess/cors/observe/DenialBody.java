// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.github.originaccess.cors.DenialReason;
import io.github.originaccess.cors.Explanation;

/**
 * The body of a refusal where denials are explained, of the media type
 * {@code application/problem+json}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
public final class DenialBody {

	private DenialBody() {
	}

	/**
	 * Return the body.
	 * @param explanation the explanation of the denial
	 * @param status the status of the response
	 * @return JSON; it needs no escapes, since explanations have only harmless characters
	 */
	public static byte[] of(Explanation explanation, int status) {
		DenialReason reason = Objects.requireNonNull(explanation.decision().reason(), "a denial has a reason");
		String property = explanation.property();
		return """
				{"title":"CORS request denied","status":%s,"detail":"%s","code":"%s","property":%s}"""
			.formatted(String.valueOf(status), explanation.sentence(), reason.code(),
					(property != null) ? "\"" + property + "\"" : "null")
			.getBytes(StandardCharsets.US_ASCII);
	}

}
