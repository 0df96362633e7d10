// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginListTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			https://a.example ~ https://b.example                       | https://a.example ~ https://b.example
			https://b.example ~ https://a.example ~ https://b.example   | https://b.example ~ https://a.example
			https://b.example, https://a.example ~ https://b.example    | https://b.example ~ https://a.example
			https://a.example ~ https://*.b.example ~ https://a.example | https://a.example ~ https://*.b.example
			https://*.b.example ~ https://*.b.example                   | https://*.b.example
			https://a.example ~ HTTPS://a.example                       | https://a.example
			https://a.example ~ * ~ https://a.example ~ *               | https://a.example ~ *
			""")
	void originsAreReturnedOnceAndInCanonicalForm(String written, String told) {
		CorsPolicy policy = new CorsPolicyBuilder().allowedOrigins(written.split(" ~ ")).build();
		assertThat(policy.values(Setting.ALLOWED_ORIGINS)).containsExactly(told.split(" ~ "));
	}

}
