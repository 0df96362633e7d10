// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The <a href="https://mimesniff.spec.whatwg.org/#parsing-a-mime-type">parser of MIME
 * types</a>, as far as the type itself is concerned. Parameters never make it fail.
 */
final class MimeType {

	private MimeType() {
	}

	/**
	 * Return the essence of a MIME type.
	 * @return type and subtype in lower case, or the empty text for failure
	 */
	static String essence(String input) {
		String text = Ascii.strip(input);
		int slash = text.indexOf('/');
		if (slash < 0) {
			return "";
		}
		int semicolon = text.indexOf(';', slash);
		String type = text.substring(0, slash);
		String subtype = stripEnd(text.substring(slash + 1, (semicolon >= 0) ? semicolon : text.length()));
		return (Ascii.isToken(type) && Ascii.isToken(subtype)) ? Ascii.lowerCase(type + "/" + subtype) : "";
	}

	private static String stripEnd(String text) {
		int end = text.length();
		while (end > 0 && Ascii.isWhitespace(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end);
	}

}
