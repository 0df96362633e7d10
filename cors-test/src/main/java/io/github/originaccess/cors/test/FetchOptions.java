// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The second argument of {@code fetch()}. Options are immutable: each method returns
 * changed ones. Nothing is checked here, since {@link Page#fetch} refuses what
 * {@code fetch()} refuses.
 */
public final class FetchOptions {

	private static final FetchOptions DEFAULTS = new FetchOptions("GET", HeaderLines.none(), null, null,
			RequestMode.CORS, CredentialsMode.SAME_ORIGIN, RedirectMode.FOLLOW);

	private static final Set<String> CONTENT_TYPE = Set.of("Content-Type");

	private final String method;

	private final HeaderLines headers;

	private final byte @Nullable [] body;

	private final @Nullable String bodyType;

	private final RequestMode mode;

	private final CredentialsMode credentials;

	private final RedirectMode redirect;

	private FetchOptions(String method, HeaderLines headers, byte @Nullable [] body, @Nullable String bodyType,
			RequestMode mode, CredentialsMode credentials, RedirectMode redirect) {
		this.method = method;
		this.headers = headers;
		this.body = body;
		this.bodyType = bodyType;
		this.mode = mode;
		this.credentials = credentials;
		this.redirect = redirect;
	}

	/**
	 * Return the options of {@code fetch(url)}: method GET, mode cors, credentials mode
	 * same-origin, redirect mode follow.
	 * @return the defaults
	 */
	public static FetchOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * Set the method. Browsers write six methods in upper case; {@code patch} stays as it
	 * is, and is another method than {@code PATCH}.
	 * @param method the method, as the script writes it
	 * @return changed options
	 */
	public FetchOptions method(String method) {
		return new FetchOptions(Objects.requireNonNull(method, "method"), this.headers, this.body, this.bodyType,
				this.mode, this.credentials, this.redirect);
	}

	/**
	 * Add a header. A second one with the same name does not replace the first: both are
	 * sent. Like a browser, {@link Page#fetch} ignores headers that scripts cannot set,
	 * such as {@code Cookie} and {@code Origin}.
	 * @param name the name, in any case
	 * @param value the value of this line
	 * @return changed options
	 */
	public FetchOptions header(String name, String value) {
		return new FetchOptions(this.method, this.headers.with(name, value), this.body, this.bodyType, this.mode,
				this.credentials, this.redirect);
	}

	/**
	 * Set the body to a text. Its {@code Content-Type} is
	 * {@code text/plain;charset=UTF-8}, unless there is a header with another one.
	 * @param body the text, sent in UTF-8
	 * @return changed options
	 */
	public FetchOptions body(String body) {
		return withBody(body.getBytes(StandardCharsets.UTF_8), "text/plain;charset=UTF-8");
	}

	/**
	 * Set the body to bytes. It has no {@code Content-Type}, unless there is a header
	 * with one.
	 * @param body the bytes, which are copied
	 * @return changed options
	 */
	public FetchOptions body(byte[] body) {
		return withBody(body.clone(), null);
	}

	/**
	 * Set the body to a text, and the header {@code Content-Type}.
	 * @param body the text, sent in UTF-8
	 * @param contentType the value of {@code Content-Type}
	 * @return changed options
	 */
	public FetchOptions body(String body, String contentType) {
		FetchOptions untyped = new FetchOptions(this.method, this.headers.without(CONTENT_TYPE), this.body,
				this.bodyType, this.mode, this.credentials, this.redirect);
		return untyped.body(body).header("Content-Type", contentType);
	}

	/**
	 * Set the body to JSON, and the header {@code Content-Type: application/json}. For
	 * another JSON type, call {@link #body(String, String)}.
	 * @param json the JSON text, which is not parsed
	 * @return changed options
	 */
	public FetchOptions json(String json) {
		return body(json, "application/json");
	}

	/**
	 * Send and accept credentials: {@code credentials: 'include'}.
	 * @return changed options
	 */
	public FetchOptions credentials() {
		return credentials(CredentialsMode.INCLUDE);
	}

	/**
	 * Set the credentials mode.
	 * @param credentials the mode; same-origin if this method is not called
	 * @return changed options
	 */
	public FetchOptions credentials(CredentialsMode credentials) {
		return new FetchOptions(this.method, this.headers, this.body, this.bodyType, this.mode,
				Objects.requireNonNull(credentials, "credentials"), this.redirect);
	}

	/**
	 * Set the mode.
	 * @param mode the mode: cors, same-origin or no-cors
	 * @return changed options
	 * @throws IllegalArgumentException if {@code fetch()} has no such mode
	 */
	public FetchOptions mode(RequestMode mode) {
		if (mode == RequestMode.NAVIGATE || mode == RequestMode.WEBSOCKET) {
			throw new IllegalArgumentException(
					"fetch() has no mode " + mode + ". Call submit, navigate or openWebSocket of the page instead.");
		}
		return new FetchOptions(this.method, this.headers, this.body, this.bodyType,
				Objects.requireNonNull(mode, "mode"), this.credentials, this.redirect);
	}

	/**
	 * Set the redirect mode.
	 * @param redirect the mode; follow if this method is not called
	 * @return changed options
	 */
	public FetchOptions redirect(RedirectMode redirect) {
		return new FetchOptions(this.method, this.headers, this.body, this.bodyType, this.mode, this.credentials,
				Objects.requireNonNull(redirect, "redirect"));
	}

	private FetchOptions withBody(byte[] changed, @Nullable String type) {
		return new FetchOptions(this.method, this.headers, changed, type, this.mode, this.credentials, this.redirect);
	}

	String method() {
		return this.method;
	}

	HeaderLines headers() {
		return this.headers;
	}

	byte @Nullable [] body() {
		return this.body;
	}

	@Nullable String bodyType() {
		return this.bodyType;
	}

	RequestMode mode() {
		return this.mode;
	}

	CredentialsMode credentialsMode() {
		return this.credentials;
	}

	RedirectMode redirect() {
		return this.redirect;
	}

}
