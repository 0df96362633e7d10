// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.CredentialsMode;
import io.github.originaccess.cors.test.FetchOptions;
import io.github.originaccess.cors.test.FetchResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the actuator's endpoint says of a browser is what the browser does.
 */
abstract class ActuatorContract {

	@Autowired
	Browser browser;

	@LocalServerPort
	int port;

	@ParameterizedTest
	@CsvFileSource(resources = "/verdicts.csv", delimiter = '|', useHeadersInDisplayName = true)
	void endpointSaysWhatTheBrowserDoes(String page, String method, String path, @Nullable String headers,
			boolean credentials, Reaction expected) throws Exception {
		String origin = page.replace("PORT", Integer.toString(this.port));
		List<String> names = (headers != null) ? List.of(headers.split(",")) : List.of();
		FetchResult result = this.browser.withCookie("SESSION", "42").page(origin).fetch(path, (with) -> {
			FetchOptions options = with.method(method)
				.credentials(credentials ? CredentialsMode.INCLUDE : CredentialsMode.OMIT);
			for (String name : names) {
				options = options.header(name, name.equals("Content-Type") ? "application/json" : "1");
			}
			return options;
		});
		assertThat(Reaction.of(result)).as(result.toString()).isEqualTo(expected);
		String answer = ask("path=" + path, "origin=" + encode(origin), "method=" + method,
				"headers=" + String.join(",", names), "host=localhost:" + this.port, "credentials=" + credentials);
		assertThat(Reaction.of(answer)).as(answer).isEqualTo(expected);
		assertThat(answer).contains("\"readable\":" + result.isReadable());
	}

	private String ask(String... parameters) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + "/actuator/cors?" + String.join("&", parameters));
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	enum Reaction {

		SHOWN, WITHHELD, NOT_SENT;

		static Reaction of(FetchResult result) {
			if (result.isReadable()) {
				return SHOWN;
			}
			return (result.exchanges().size() == result.preflights().size()) ? NOT_SENT : WITHHELD;
		}

		static Reaction of(String answer) {
			int begin = answer.indexOf("\"browser\":\"") + "\"browser\":\"".length();
			String sentence = answer.substring(begin, answer.indexOf('"', begin));
			if (sentence.startsWith("A browser does not send the request")) {
				return NOT_SENT;
			}
			return sentence.startsWith("A browser shows the response") ? SHOWN : WITHHELD;
		}

	}

}
