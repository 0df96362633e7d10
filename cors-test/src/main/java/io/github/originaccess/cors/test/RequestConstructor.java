// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://fetch.spec.whatwg.org/#dom-request">constructor of Request</a>.
 * What it throws makes {@code fetch()} reject before anything is sent.
 */
final class RequestConstructor {

	private RequestConstructor() {
	}

	static FetchRequest construct(String url, FetchOptions options, FetchRequest.Initiator initiator, Url base)
			throws NetworkError {
		// Step 5.
		Url parsed = parse(url, base);
		if (parsed.hasCredentials()) {
			throw new NetworkError(BlockedReason.URL_WITH_CREDENTIALS,
					"The URL of %s has a user name or a password.".formatted(parsed));
		}
		// Steps 25 and 32.
		String method = method(options);
		HeaderLines headers = headers(options);
		// Step 35.
		if (options.body() != null && FetchMethods.isGetOrHead(method)) {
			throw new NetworkError(BlockedReason.BODY_NOT_ALLOWED,
					"The request has a body, but its method is %s.".formatted(method));
		}
		// Step 37.
		String bodyType = options.bodyType();
		if (bodyType != null && !headers.contains("Content-Type")) {
			headers = headers.with("Content-Type", bodyType);
		}
		return new FetchRequest(method, headers, options.body(), initiator, options.mode(), options.credentialsMode(),
				options.redirect(), ResponseType.BASIC, List.of(parsed));
	}

	static Url parse(String url, @Nullable Url base) throws NetworkError {
		Url parsed = Url.parse(Objects.requireNonNull(url, "url"), base);
		if (parsed == null) {
			throw new NetworkError(BlockedReason.INVALID_URL,
					"\"%s\" is not a valid http or https URL.".formatted(url));
		}
		return parsed;
	}

	private static String method(FetchOptions options) throws NetworkError {
		if (!Ascii.isToken(options.method())) {
			throw new NetworkError(BlockedReason.INVALID_METHOD,
					"\"%s\" is not an HTTP method.".formatted(options.method()));
		}
		if (FetchMethods.isForbidden(options.method())) {
			throw new NetworkError(BlockedReason.FORBIDDEN_METHOD,
					"No page can send the method %s.".formatted(options.method()));
		}
		String method = FetchMethods.normalize(options.method());
		if (options.mode() == RequestMode.NO_CORS && !FetchMethods.isSafelisted(method)) {
			throw new NetworkError(BlockedReason.NO_CORS_METHOD,
					"The method %s is not possible in mode no-cors. GET, HEAD and POST are.".formatted(method));
		}
		return method;
	}

	/** https://fetch.spec.whatwg.org/#concept-headers-fill. */
	private static HeaderLines headers(FetchOptions options) throws NetworkError {
		HeaderLines headers = HeaderLines.none();
		for (HeaderLines.Line line : options.headers().lines()) {
			String value = Ascii.strip(line.value());
			if (!Ascii.isToken(line.name()) || value.chars().anyMatch(RequestConstructor::isInvalidInValue)) {
				throw new NetworkError(BlockedReason.INVALID_HEADER,
						"The request header %s has an invalid name or value.".formatted(line.name()));
			}
			if (!RequestHeaders.isForbidden(line.name(), value) && isPossible(options, headers, line.name(), value)) {
				headers = headers.with(line.name(), value);
			}
		}
		return headers;
	}

	/** A value is a byte sequence without NUL and line breaks. */
	private static boolean isInvalidInValue(int c) {
		return c == 0 || c == '\n' || c == '\r' || c > 0xFF;
	}

	/** https://fetch.spec.whatwg.org/#concept-headers-append, step 3. */
	private static boolean isPossible(FetchOptions options, HeaderLines before, String name, String value) {
		if (options.mode() != RequestMode.NO_CORS) {
			return true;
		}
		String earlier = before.get(name);
		return RequestHeaders.isNoCorsSafelisted(name, (earlier != null) ? earlier + ", " + value : value);
	}

}
