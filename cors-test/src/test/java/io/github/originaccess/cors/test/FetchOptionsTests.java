// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FetchOptionsTests {

	private final RecordingServer server = RecordingServer.answering(200);

	private final Page page = Browser.over(this.server).page("https://server.test");

	@Test
	void textIsSentAsPlainText() {
		send(FetchOptions.defaults().method("POST").body("ä"));
		assertThat(contentTypes()).isEqualTo("[text/plain;charset=UTF-8]");
		assertThat(this.server.lastRequest().body()).isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void headerDecidesOnTheTypeOfAText() {
		send(FetchOptions.defaults().method("POST").body("a").header("content-type", "text/csv"));
		assertThat(contentTypes()).isEqualTo("[text/csv]");
	}

	@Test
	void bytesHaveNoType() {
		byte[] bytes = { 1, 2 };
		FetchOptions options = FetchOptions.defaults().method("POST").body(bytes);
		bytes[0] = 3;
		send(options);
		assertThat(contentTypes()).isEqualTo("[]");
		assertThat(this.server.lastRequest().body()).containsExactly(1, 2);
	}

	@Test
	void jsonAndOtherTypesAreHeaders() {
		send(FetchOptions.defaults().method("POST").json("{}"));
		assertThat(contentTypes()).isEqualTo("[application/json]");
		send(FetchOptions.defaults().method("POST").body("a,b", "text/csv"));
		assertThat(contentTypes()).isEqualTo("[text/csv]");
	}

	@Test
	void laterBodyReplacesTheTypeOfAnEarlierOne() {
		send(FetchOptions.defaults().method("POST").json("{}").json("[]"));
		assertThat(contentTypes()).isEqualTo("[application/json]");
		send(FetchOptions.defaults().method("POST").json("{}").body("{}", "application/merge-patch+json"));
		assertThat(contentTypes()).isEqualTo("[application/merge-patch+json]");
		assertThat(this.server.lastRequest().body()).hasSize(2);
	}

	@Test
	void headersOfOneNameAreSentTogether() {
		send(FetchOptions.defaults().header("X-A", "1").header("x-a", "2"));
		assertThat(this.server.lastRequest().headers().get("X-A")).isEqualTo("1, 2");
	}

	@Test
	void optionsDoNotChange() {
		FetchOptions put = FetchOptions.defaults().method("PUT");
		put.method("DELETE").json("{}").header("X-A", "1").credentials(CredentialsMode.OMIT);
		send(put);
		assertThat(this.server.lastRequest().method()).isEqualTo("PUT");
		assertThat(this.server.lastRequest().body()).isEmpty();
		assertThat(this.server.lastRequest().headers().contains("X-A")).isFalse();
	}

	@ParameterizedTest
	@EnumSource(value = RequestMode.class, names = { "NAVIGATE", "WEBSOCKET" })
	void modesThatFetchDoesNotHaveAreRefused(RequestMode mode) {
		assertThatIllegalArgumentException().isThrownBy(() -> FetchOptions.defaults().mode(mode))
			.withMessage(
					"fetch() has no mode " + mode + ". Call submit, navigate or openWebSocket of the page instead.");
	}

	private void send(FetchOptions options) {
		this.page.fetch("/a", (with) -> options);
	}

	private String contentTypes() {
		return this.server.lastRequest().headers().values("Content-Type").toString();
	}

}
