// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An HTML form: method, encoding and fields. Options are immutable: each method returns
 * changed ones.
 */
public final class FormOptions {

	/** No field of a test contains this text. */
	private static final String BOUNDARY = "----CorsTestFormBoundary7MA4YWxkTrZu0gW";

	private static final FormOptions EMPTY = new FormOptions("POST", Encoding.URL, List.of());

	private final String method;

	private final Encoding encoding;

	private final List<Field> fields;

	private FormOptions(String method, Encoding encoding, List<Field> fields) {
		this.method = method;
		this.encoding = encoding;
		this.fields = List.copyOf(fields);
	}

	/**
	 * Return a form with method POST, encoding {@code application/x-www-form-urlencoded}
	 * and no field.
	 * @return the empty form
	 */
	public static FormOptions empty() {
		return EMPTY;
	}

	/**
	 * Add a field.
	 * @param name the name, which several fields can have
	 * @param value the value; its line breaks are sent as CR LF
	 * @return changed options
	 */
	public FormOptions field(String name, String value) {
		List<Field> more = new ArrayList<>(this.fields);
		more.add(new Field(name, value));
		return new FormOptions(this.method, this.encoding, more);
	}

	/**
	 * Submit with GET: the fields become the query of the URL.
	 * @return changed options
	 */
	public FormOptions get() {
		return new FormOptions("GET", this.encoding, this.fields);
	}

	/**
	 * Submit with the encoding {@code multipart/form-data}.
	 * @return changed options
	 */
	public FormOptions multipart() {
		return new FormOptions(this.method, Encoding.MULTIPART, this.fields);
	}

	/**
	 * Submit with the encoding {@code text/plain}. A page can send JSON so, without
	 * asking: the name of the field is its beginning, the value its end.
	 * @return changed options
	 */
	public FormOptions textPlain() {
		return new FormOptions(this.method, Encoding.TEXT, this.fields);
	}

	/**
	 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm
	 */
	NavigationRequest toRequest(String action) {
		if (this.method.equals("GET")) {
			int hash = action.indexOf('#');
			String fragment = (hash >= 0) ? action.substring(hash) : "";
			String url = (hash >= 0) ? action.substring(0, hash) : action;
			int question = url.indexOf('?');
			String path = (question >= 0) ? url.substring(0, question) : url;
			return new NavigationRequest("GET", path + "?" + urlEncoded() + fragment, HeaderLines.none(), null);
		}
		String type = switch (this.encoding) {
			case URL -> "application/x-www-form-urlencoded";
			case MULTIPART -> "multipart/form-data; boundary=" + BOUNDARY;
			case TEXT -> "text/plain";
		};
		String body = switch (this.encoding) {
			case URL -> urlEncoded();
			case MULTIPART -> multipartBody();
			case TEXT -> join("", (field) -> field.name() + "=" + field.value() + "\r\n");
		};
		return new NavigationRequest("POST", action, HeaderLines.of("Content-Type", type),
				body.getBytes(StandardCharsets.UTF_8));
	}

	private String urlEncoded() {
		return join("&", (field) -> URLEncoder.encode(field.name(), StandardCharsets.UTF_8) + "="
				+ URLEncoder.encode(field.value(), StandardCharsets.UTF_8));
	}

	/**
	 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
	 */
	private String multipartBody() {
		return join("",
				(field) -> "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\""
						+ field.name().replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22") + "\"\r\n\r\n"
						+ field.value() + "\r\n")
				+ "--" + BOUNDARY + "--\r\n";
	}

	private String join(String separator, Function<Field, String> format) {
		return this.fields.stream().map(format).collect(Collectors.joining(separator));
	}

	private enum Encoding {

		URL, MULTIPART, TEXT

	}

	private record Field(String name, String value) {

		/** Forms send line breaks as CR LF, however they were written. */
		Field {
			name = withLineBreaks(Objects.requireNonNull(name, "name of the field"));
			value = withLineBreaks(Objects.requireNonNull(value, "value of the field"));
		}

		private static String withLineBreaks(String text) {
			return text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
		}

	}

}
