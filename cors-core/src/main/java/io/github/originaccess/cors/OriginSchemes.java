// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The schemes that no page's origin has: http and https misspelt, and the schemes of
 * documents without an origin of their own.
 */
final class OriginSchemes {

	private static final int MOST_EDITS = 2;

	/**
	 * Words in use that are at most two edits away from http or https.
	 * @see <a href="https://www.iana.org/assignments/uri-schemes">IANA, URI schemes</a>
	 */
	private static final Set<String> NOT_MISSPELT = Set.of("ftp", "ftps", "sftp", "tftp", "nntp", "ntp", "smtp",
			"smtps", "rtp", "rtsp", "rtsps", "rtmp", "rtmps", "srtp", "tcp", "otp", "help", "httpu", "httpmu", "hotp",
			"totp", "mtp", "ptp", "utp", "stp", "vtp", "pptp", "l2tp", "sctp", "xftp", "gftp", "lftp", "shttp", "dhttp",
			"httpie", "html", "htm", "hta", "htcp");

	/**
	 * Schemes whose documents have an opaque origin, the origin of another document, or
	 * do not exist.
	 * @see <a href="https://url.spec.whatwg.org/#concept-url-origin">URL, origin</a>
	 */
	private static final Set<String> WITHOUT_ORIGIN = Set.of("about", "blob", "cid", "data", "filesystem", "javascript",
			"mailto", "mid", "sms", "tel", "urn", "vbscript", "view-source");

	/** Schemes of apps and extensions whose pages have origins. */
	private static final Set<String> CUSTOM = Set.of("capacitor", "capacitor-electron", "chrome-extension", "electron",
			"extension", "ionic", "moz-extension", "ms-browser-extension", "safari-extension", "safari-web-extension",
			"tauri", "vscode-file", "vscode-webview");

	private OriginSchemes() {
	}

	/**
	 * Return the scheme that was probably meant: {@code http} or {@code https}.
	 * @param scheme a scheme in lower case
	 * @return {@code null} if the scheme may be meant as it is
	 */
	static @Nullable String meantBy(String scheme) {
		if (scheme.equals("http") || scheme.equals("https") || NOT_MISSPELT.contains(scheme)) {
			return null;
		}
		int http = EditDistance.between(scheme, "http", MOST_EDITS);
		int https = EditDistance.between(scheme, "https", MOST_EDITS);
		int edits = Math.min(http, https);
		// Short words such as step, tap and help are two edits away too.
		boolean similar = edits < MOST_EDITS || edits == MOST_EDITS && looksLikeHttp(scheme);
		if (!similar) {
			return null;
		}
		boolean secure = (http == https) ? scheme.indexOf('s') >= 0 : https < http;
		return secure ? "https" : "http";
	}

	private static boolean looksLikeHttp(String scheme) {
		return scheme.startsWith("ht") || scheme.startsWith("hx") || scheme.endsWith("tp") || scheme.endsWith("tps")
				|| scheme.equals("hptt") || scheme.equals("hptts");
	}

	/** Whether a word is the scheme of apps or extensions, and hardly a host. */
	static boolean isCustom(String word) {
		return CUSTOM.contains(word);
	}

	/**
	 * Return the scheme at the beginning of a text whose documents have no origin of
	 * their own. A number after the colon is the port of a host.
	 * @return the scheme in lower case, or {@code null} if there is none
	 */
	static @Nullable String withoutOrigin(String text) {
		int colon = text.indexOf(':');
		String scheme = text.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
		return (WITHOUT_ORIGIN.contains(scheme) && !isNumber(text.substring(colon + 1))) ? scheme : null;
	}

	/** Whether the text consists of digits; an empty text does not. */
	static boolean isNumber(String text) {
		return !text.isEmpty() && Characters.allMatch(text, (c) -> c >= '0' && c <= '9');
	}

}
