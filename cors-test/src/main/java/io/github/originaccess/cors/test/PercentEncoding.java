// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;

/**
 * The <a href="https://url.spec.whatwg.org/#percent-encoded-bytes">percent-encode
 * sets</a> of the URL standard.
 */
final class PercentEncoding {

	private static final String QUERY_SET = " \"#<>'";

	private static final String PATH_SET = " \"#<>?^`{}";

	/** {@link java.net.URI} takes square brackets in a query, but not in a path. */
	private static final String URI_QUERY_SET = "|^`{}\\\"<>";

	private static final String URI_PATH_SET = URI_QUERY_SET + "[]";

	private PercentEncoding() {
	}

	static String query(String text) {
		return encode(text, QUERY_SET);
	}

	static String path(String text) {
		return encode(text, PATH_SET);
	}

	/** Encode what {@link java.net.URI} refuses; an IPv6 address keeps its brackets. */
	static String uri(String url) {
		int path = url.indexOf('/', url.indexOf("://") + 3);
		int question = url.indexOf('?', path);
		int end = (question >= 0) ? question : url.length();
		String encoded = encode(url.substring(path, end), URI_PATH_SET) + encode(url.substring(end), URI_QUERY_SET);
		StringBuilder result = new StringBuilder(url.substring(0, path));
		for (int i = 0; i < encoded.length(); i++) {
			char c = encoded.charAt(i);
			boolean stray = c == '%' && (i + 2 >= encoded.length() || Character.digit(encoded.charAt(i + 1), 16) < 0
					|| Character.digit(encoded.charAt(i + 2), 16) < 0);
			result.append(stray ? "%25" : String.valueOf(c));
		}
		return result.toString();
	}

	/**
	 * Encode the bytes of a header value that are not ASCII. The standard does not say in
	 * which encoding a {@code Location} is; browsers keep its bytes as they are.
	 */
	static String bytes(String headerValue) {
		StringBuilder encoded = new StringBuilder();
		for (char c : headerValue.toCharArray()) {
			boolean plain = c < 0x80 || c > 0xFF;
			encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
		}
		return encoded.toString();
	}

	static String decode(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		byte[] decoded = new byte[bytes.length];
		int length = 0;
		for (int i = 0; i < bytes.length; i++) {
			int high = (bytes[i] == '%' && i + 2 < bytes.length) ? Character.digit(bytes[i + 1], 16) : -1;
			int low = (high >= 0) ? Character.digit(bytes[i + 2], 16) : -1;
			if (low >= 0) {
				decoded[length++] = (byte) (high * 16 + low);
				i += 2;
			}
			else {
				decoded[length++] = bytes[i];
			}
		}
		return new String(decoded, 0, length, StandardCharsets.UTF_8);
	}

	private static String encode(String text, String set) {
		StringBuilder encoded = new StringBuilder();
		for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
			if (b <= 0x1F || b == 0x7F || set.indexOf(b) >= 0) {
				encoded.append('%').append(String.format("%02X", b & 0xFF));
			}
			else {
				encoded.append((char) b);
			}
		}
		return encoded.toString();
	}

}
