// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The configuration that all contenders get. Methods and headers are always the same. Its
 * text is {@code exact-100}, {@code colliding-8192}, {@code subdomains-10000} or
 * {@code any}.
 *
 * @param allowedOrigins the configured origins
 * @param patterns whether they are patterns, which some contenders configure differently
 * @param credentials whether pages may send cookies
 * @param visitors one allowed origin for each configured one; equal to it if it is exact,
 * and never the same object
 */
record Trust(List<String> allowedOrigins, boolean patterns, boolean credentials, List<String> visitors) {

	static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT");

	static final List<String> HEADERS = List.of("content-type", "x-requested-with");

	static final List<String> EXPOSED_HEADERS = List.of("X-Total-Count");

	static final long MAX_AGE_SECONDS = 1800;

	/** An origin that only {@code any} allows. */
	static final String STRANGER = "https://stranger.example.net";

	static Trust parse(String text) {
		int dash = text.indexOf('-');
		String kind = (dash < 0) ? text : text.substring(0, dash);
		int number = (dash < 0) ? 1 : Integer.parseInt(text.substring(dash + 1));
		return switch (kind) {
			case "exact" -> new Trust(list(number, (i) -> "https://app-" + i + ".example.com"), false, true,
					list(number, (i) -> "https://app-" + i + ".example.com"));
			case "last" -> {
				Trust exact = parse("exact-" + number);
				yield new Trust(exact.allowedOrigins, false, true, exact.visitors.subList(number - 1, number));
			}
			case "subdomains" -> new Trust(list(number, (i) -> "https://*.customer-" + i + ".example.com"), true, true,
					list(number, (i) -> "https://www.customer-" + i + ".example.com"));
			case "labels" -> new Trust(list(number, (i) -> "https://preview-" + i + "-*.example.com"), true, true,
					list(number, (i) -> "https://preview-" + i + "-a.example.com"));
			case "ports" -> new Trust(list(number, (i) -> "https://app-" + i + ".example.com:[8443,9443]"), true, true,
					list(number, (i) -> "https://app-" + i + ".example.com:9443"));
			case "colliding" -> new Trust(list(number, Trust::colliding), false, true, list(number, Trust::colliding));
			case "any" -> new Trust(List.of("*"), false, false, List.of("https://app-0.example.com"));
			default -> throw new IllegalArgumentException(
					"exact-<n>, last-<n>, colliding-<n>, subdomains-<n>, labels-<n>, ports-<n> or any, not " + text);
		};
	}

	/**
	 * Return one of the origins whose {@link String#hashCode()} is equal. The sum of 31
	 * times the first character and the second is equal for {@code an} and {@code c0}.
	 */
	private static String colliding(int number) {
		StringBuilder label = new StringBuilder();
		for (int bit = 0; bit < 20; bit++) {
			label.append(((number >> bit & 1) == 0) ? "an" : "c0");
		}
		return "https://" + label + ".example.com";
	}

	boolean anyOrigin() {
		return this.allowedOrigins.contains("*");
	}

	private static List<String> list(int number, IntFunction<String> element) {
		return IntStream.range(0, number).mapToObj(element).toList();
	}

}
