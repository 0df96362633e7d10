// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

/**
 * The reason why a page gets a network error instead of a response. Codes and names are
 * stable: they are added to, but never changed.
 */
public enum BlockedReason {

	/** The text is no URL with scheme http or https. */
	INVALID_URL("invalid-url", "The address is not a valid http or https URL.",
			"https://fetch.spec.whatwg.org/#dom-request"),

	/** A user name or password in the URL. */
	URL_WITH_CREDENTIALS("url-with-credentials", "A page cannot fetch a URL with a user name or password.",
			"https://fetch.spec.whatwg.org/#dom-request"),

	/** A method that is no token. */
	INVALID_METHOD("invalid-method", "The method is not an HTTP token.", "https://fetch.spec.whatwg.org/#dom-request"),

	/** {@code CONNECT}, {@code TRACE} or {@code TRACK}. */
	FORBIDDEN_METHOD("forbidden-method", "No page can send this method.",
			"https://fetch.spec.whatwg.org/#forbidden-method"),

	/** A header name that is no token, or a value with line breaks. */
	INVALID_HEADER("invalid-header", "The header has an invalid name or value.",
			"https://fetch.spec.whatwg.org/#headers-validate"),

	/** A body on {@code GET} or {@code HEAD}. */
	BODY_NOT_ALLOWED("body-not-allowed", "A request with method GET or HEAD cannot have a body.",
			"https://fetch.spec.whatwg.org/#dom-request"),

	/** A method other than {@code GET}, {@code HEAD} and {@code POST} in mode no-cors. */
	NO_CORS_METHOD("no-cors-method", "In mode no-cors, a page can send GET, HEAD and POST only.",
			"https://fetch.spec.whatwg.org/#dom-request"),

	/** A redirect mode other than follow in mode no-cors, to another origin. */
	NO_CORS_REDIRECT_MODE("no-cors-redirect-mode", "In mode no-cors, other origins need the redirect mode follow.",
			"https://fetch.spec.whatwg.org/#concept-main-fetch"),

	/** A port that belongs to another protocol. */
	BAD_PORT("bad-port", "Browsers send no HTTP requests to this port.", "https://fetch.spec.whatwg.org/#bad-port"),

	/** Another origin in mode same-origin. */
	NOT_SAME_ORIGIN("not-same-origin", "In mode same-origin, the URL must have the page's origin.",
			"https://fetch.spec.whatwg.org/#concept-main-fetch"),

	/** {@code Access-Control-Allow-Origin} is absent, or is not the page's origin. */
	ORIGIN_NOT_ALLOWED("origin-not-allowed", "The response does not allow the page's origin.",
			"https://fetch.spec.whatwg.org/#concept-cors-check"),

	/** {@code Access-Control-Allow-Origin} has more than one value. */
	MULTIPLE_ALLOW_ORIGIN("multiple-allow-origin", "The response has more than one Access-Control-Allow-Origin.",
			"https://fetch.spec.whatwg.org/#concept-cors-check"),

	/** {@code Access-Control-Allow-Origin: *} for a request with credentials. */
	WILDCARD_WITH_CREDENTIALS("wildcard-with-credentials",
			"Access-Control-Allow-Origin must not be * for a request with credentials.",
			"https://fetch.spec.whatwg.org/#concept-cors-check"),

	/** {@code Access-Control-Allow-Credentials} is not exactly {@code true}. */
	CREDENTIALS_NOT_ALLOWED("credentials-not-allowed", "The response does not allow credentials.",
			"https://fetch.spec.whatwg.org/#concept-cors-check"),

	/** The response to the preflight has no status from 200 to 299. */
	PREFLIGHT_STATUS("preflight-status", "The preflight was not answered with a status from 200 to 299.",
			"https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"),

	/** The response to the preflight is a redirect. */
	PREFLIGHT_REDIRECT("preflight-redirect", "Browsers do not follow the redirect of a preflight.",
			"https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"),

	/** A list in the response to the preflight has an element that is no token. */
	INVALID_PREFLIGHT_LIST("invalid-preflight-list", "A list in the response to the preflight is malformed.",
			"https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"),

	/** {@code Access-Control-Allow-Methods} does not have the method. */
	METHOD_NOT_ALLOWED("method-not-allowed", "The response to the preflight does not allow the method.",
			"https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"),

	/** {@code Access-Control-Allow-Headers} does not have a header. */
	HEADER_NOT_ALLOWED("header-not-allowed", "The response to the preflight does not allow a header.",
			"https://fetch.spec.whatwg.org/#cors-preflight-fetch-0"),

	/** A redirect in redirect mode error. */
	REDIRECT_NOT_ALLOWED("redirect-not-allowed", "The page refuses redirects.",
			"https://fetch.spec.whatwg.org/#concept-http-fetch"),

	/** A {@code Location} that is no URL with scheme http or https. */
	REDIRECT_LOCATION("redirect-location", "The redirect has no valid http or https URL.",
			"https://fetch.spec.whatwg.org/#concept-http-redirect-fetch"),

	/** A {@code Location} with a user name or password. */
	REDIRECT_WITH_CREDENTIALS("redirect-with-credentials",
			"A redirect of a CORS request must not have a user name or password.",
			"https://fetch.spec.whatwg.org/#concept-http-redirect-fetch"),

	/** More than 20 redirects. */
	TOO_MANY_REDIRECTS("too-many-redirects", "Browsers follow at most 20 redirects.",
			"https://fetch.spec.whatwg.org/#concept-http-redirect-fetch"),

	/** {@code Cross-Origin-Resource-Policy} forbids a response in mode no-cors. */
	RESOURCE_POLICY("resource-policy", "Cross-Origin-Resource-Policy forbids the response to this page.",
			"https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check"),

	/** The server answered a WebSocket handshake with another status than 101. */
	HANDSHAKE_STATUS("handshake-status", "The WebSocket handshake was not answered with status 101.",
			"https://websockets.spec.whatwg.org/#concept-websocket-establish"),

	/** A subprotocol of a WebSocket that is no token, or that is there twice. */
	INVALID_PROTOCOL("invalid-protocol", "A subprotocol of the WebSocket is not a token, or is there twice.",
			"https://websockets.spec.whatwg.org/#dom-websocket-websocket"),

	/** A response with status 101 that is not that of a WebSocket server. */
	HANDSHAKE_RESPONSE("handshake-response",
			"The response to the WebSocket handshake lacks a header, or has a wrong one.",
			"https://websockets.spec.whatwg.org/#concept-websocket-establish"),

	/** The page offers subprotocols, and the server chooses none of them. */
	HANDSHAKE_PROTOCOL("handshake-protocol", "The server must choose one of the subprotocols that the page offers.",
			"https://websockets.spec.whatwg.org/#concept-websocket-establish"),

	/** The server sent no response, or none that can be read. */
	NO_RESPONSE("no-response", "The server sent no response, or none that can be read.",
			"https://fetch.spec.whatwg.org/#concept-http-network-fetch");

	private final String code;

	private final String sentence;

	private final String step;

	BlockedReason(String code, String sentence, String step) {
		this.code = code;
		this.sentence = sentence;
		this.step = step;
	}

	/**
	 * Return the stable code.
	 * @return lower-case words, joined by hyphens
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Return what is wrong, in general.
	 * @return one sentence; {@link FetchResult#explanation()} has the values
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * Return the algorithm of the Fetch standard whose step fails.
	 * @return a URL with fragment
	 */
	public String step() {
		return this.step;
	}

}
