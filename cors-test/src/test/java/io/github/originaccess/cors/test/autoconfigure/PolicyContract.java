// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.originaccess.cors.fixtures.NaiveHeaderNames;
import io.github.originaccess.cors.fixtures.NaiveOrigins;
import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.CredentialsMode;
import io.github.originaccess.cors.test.FetchOptions;
import io.github.originaccess.cors.test.FetchResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A browser lets a page do what the policy allows, and nothing else. The rows are those
 * of the table of responses, as far as a page can send their requests. What the policy
 * allows comes from naive readings of its settings. No header is looked at.
 */
abstract class PolicyContract {

	/** The headers that need no permission, whatever their value. */
	private static final List<String> SAFELISTED = List.of("accept", "accept-language", "content-language");

	/** The methods that a policy writes in upper case. Browsers leave out PATCH. */
	private static final List<String> STANDARD = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

	@Autowired
	Browser browser;

	@Autowired
	CorsPolicyRegistry registry;

	static Stream<Arguments> rows() throws IOException {
		try (InputStream table = Objects
			.requireNonNull(PolicyContract.class.getResourceAsStream("/fixtures/wire.csv"))) {
			List<Row> rows = new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
				.skip(1)
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split("\\|"))
				.map((cells) -> Row.of(cells[0].strip(), cells[1].strip(), WireRequest.parse(cells[2].strip())))
				.filter(Row::isOfAPage)
				.toList();
			assertThat(rows).hasSizeGreaterThan(100);
			return rows.stream().map((row) -> Arguments.argumentSet(row.name(), row));
		}
	}

	@ParameterizedTest(name = "{argumentSetName}")
	@MethodSource("rows")
	void pageCanDoWhatThePolicyAllows(Row row) {
		PolicySettings settings = PolicySettings.parse(row.policy());
		this.registry.replace(List.of(settings.toBuilder().build()));
		for (boolean credentials : new boolean[] { false, true }) {
			this.browser.clearPreflightCache();
			FetchResult result = this.browser.page(row.origins().get(0)).fetch("/api/orders/7", (with) -> {
				FetchOptions options = with.method(row.methods().get(0))
					.credentials(credentials ? CredentialsMode.INCLUDE : CredentialsMode.OMIT);
				for (String header : row.names()) {
					options = options.header(header, "1");
				}
				return options;
			});
			assertThat(result.isReadable()).as(result.toString())
				.isEqualTo(allows(settings.values(), row, credentials));
		}
	}

	private static boolean allows(Map<String, String> settings, Row row, boolean credentials) {
		List<String> origins = list(settings, "allowed-origins", "");
		boolean any = origins.contains("*");
		boolean withCredentials = Boolean.parseBoolean(settings.getOrDefault("allow-credentials", "false"));
		return (any || NaiveOrigins.allow(origins, row.origins().get(0)))
				&& allowsMethod(settings, any, row.methods().get(0))
				&& row.names()
					.stream()
					.filter((name) -> !SAFELISTED.contains(name.toLowerCase(Locale.ROOT)))
					.allMatch((name) -> NaiveHeaderNames.allow(list(settings, "allowed-headers", "*"), name))
				&& (!credentials || withCredentials);
	}

	/** A policy for any origin checks no method that needs no preflight. */
	private static boolean allowsMethod(Map<String, String> settings, boolean any, String method) {
		String sent = STANDARD.stream()
			.filter((standard) -> !standard.equals("PATCH"))
			.filter(method::equalsIgnoreCase)
			.findFirst()
			.orElse(method);
		List<String> methods = list(settings, "allowed-methods", "GET,HEAD,POST").stream()
			.map((listed) -> STANDARD.contains(listed.toUpperCase(Locale.ROOT)) ? listed.toUpperCase(Locale.ROOT)
					: listed)
			.toList();
		return methods.contains("*") || methods.contains(sent) || sent.equals("HEAD") && methods.contains("GET")
				|| any && List.of("GET", "HEAD", "POST").contains(sent);
	}

	private static List<String> list(Map<String, String> settings, String name, String otherwise) {
		return Stream.of(settings.getOrDefault(name, otherwise).split(","))
			.map(String::strip)
			.filter((element) -> !element.isEmpty())
			.toList();
	}

	/**
	 * The policy and the request of a row of the table.
	 */
	record Row(String name, String policy, List<String> origins, List<String> methods, List<String> names) {

		static Row of(String name, String policy, WireRequest request) {
			boolean preflight = request.method().equals("OPTIONS");
			return new Row(name, policy, values(request, "Origin"),
					preflight ? values(request, "Access-Control-Request-Method") : List.of(request.method()),
					values(request, "Access-Control-Request-Headers").stream()
						.flatMap((line) -> Stream.of(line.split(",")))
						.map(String::strip)
						.filter((each) -> !each.isEmpty())
						.toList());
		}

		private static List<String> values(WireRequest request, String name) {
			return request.headers()
				.stream()
				.filter((header) -> header.name().equalsIgnoreCase(name))
				.map(WireHeader::value)
				.toList();
		}

		/** Whether a page can send the request, as browsers write it. */
		boolean isOfAPage() {
			return this.origins.size() == 1 && this.methods.size() == 1 && !this.policy.contains("paths=")
					&& this.origins.get(0).matches("https?://[a-z0-9.-]*[a-z](:(?!(80|443)$)[1-9][0-9]*)?")
					&& this.methods.get(0).matches("(?!(?i)connect|trace|track)[A-Za-z-]{1,64}")
					&& this.names.stream().allMatch((header) -> header.matches("(?i)[xy]-[a-z-]+"));
		}

	}

}
