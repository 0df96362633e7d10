// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

/**
 * A path that Spring's handler mappings may see otherwise than a servlet or a handler of
 * static resources, which get it decoded and normalised. Who will answer is not known
 * yet, so where the two views have different policies both are asked: whoever writes
 * {@code //admin/x} for {@code /admin/x} must not choose the laxer one.
 */
public final class AmbiguousPath {

	private static final boolean[] NOTABLE = new boolean[128];

	static {
		for (char c : new char[] { '%', ';', '\\', '/' }) {
			NOTABLE[c] = true;
		}
	}

	private AmbiguousPath() {
	}

	/**
	 * Whether a raw path is ambiguous: it is encoded, has path parameters, or can be
	 * normalised.
	 * @param uri the raw path
	 * @return {@code false} if everybody sees the path as it is written
	 */
	static boolean is(String uri) {
		for (int i = 0; i < uri.length(); i++) {
			char c = uri.charAt(i);
			if (c < NOTABLE.length && NOTABLE[c] && (c != '/' || isNormalized(uri, i + 1))) {
				return true;
			}
		}
		return false;
	}

	/** Whether a segment may go, or take the one before it along. */
	private static boolean isNormalized(String uri, int segment) {
		return segment < uri.length() && (uri.charAt(segment) == '/' || uri.charAt(segment) == '.');
	}

	/**
	 * Choose between the policies of the two views.
	 * @param asSent the policy of the path as Spring's handler mappings see it;
	 * {@code null} if there is none
	 * @param normalized the policy of the path once it is decoded and normalised;
	 * {@code null} if there is none
	 * @param request the request
	 * @return the stricter policy; the only one if there is one, and {@code null} if
	 * there is none
	 */
	public static @Nullable CorsPolicy stricter(@Nullable CorsPolicy asSent, @Nullable CorsPolicy normalized,
			CorsRequest request) {
		if (asSent == null || normalized == null) {
			return (asSent != null) ? asSent : normalized;
		}
		return normalized.stricter(asSent, request);
	}

}
