// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HeaderLinesTests {

	private final HeaderLines headers = HeaderLines.of("Vary", "Origin", "ETag", "1", "vary", "Accept");

	@Test
	void valuesOfOneNameAreJoined() {
		assertThat(this.headers.get("VARY")).isEqualTo("Origin, Accept");
		assertThat(this.headers.values("vary")).containsExactly("Origin", "Accept");
		assertThat(this.headers.contains("etag")).isTrue();
	}

	@Test
	void absentHeaderIsNull() {
		assertThat(this.headers.get("Var")).isNull();
		assertThat(this.headers.values("Var")).isEmpty();
		assertThat(this.headers.contains("Var")).isFalse();
		assertThat(HeaderLines.of("A", "").get("A")).isEmpty();
	}

	@Test
	void namesAreLowerCaseSortedAndUnique() {
		assertThat(this.headers.names()).containsExactly("etag", "vary");
	}

	@Test
	void mapHasOneLineForEachValue() {
		assertThat(HeaderLines.of(new TreeMap<>(Map.of("A", List.of("1", "2"), "B", List.of(), "C", List.of("3")))))
			.isEqualTo(HeaderLines.of("A", "1", "A", "2", "C", "3"));
	}

	@Test
	void nameWithoutValueIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> HeaderLines.of("A", "1", "B"))
			.withMessage("The header B has no value: names and values take turns.");
	}

	@Test
	void linesDoNotChange() {
		List<HeaderLines.Line> lines = new ArrayList<>(this.headers.lines());
		HeaderLines copy = new HeaderLines(lines);
		lines.clear();
		assertThat(copy).isEqualTo(this.headers).hasToString("[Vary: Origin, ETag: 1, vary: Accept]");
		assertThat(copy.with("A", "1")).isNotEqualTo(copy);
		assertThat(copy.lines()).hasSize(3).isUnmodifiable();
	}

	@Test
	void messagesWithEqualPartsAreEqual() {
		WireRequest request = request("GET", "a");
		assertThat(request).isEqualTo(request("GET", "a"))
			.hasSameHashCodeAs(request("GET", "a"))
			.isNotEqualTo(request("PUT", "a"))
			.isNotEqualTo(request("GET", "b"))
			.hasToString("GET https://api.example.com/a");
		WireResponse response = new WireResponse(200, this.headers, new byte[] { 1 });
		assertThat(response).isEqualTo(new WireResponse(200, this.headers, new byte[] { 1 }))
			.hasSameHashCodeAs(new WireResponse(200, this.headers, new byte[] { 1 }))
			.isNotEqualTo(new WireResponse(201, this.headers, new byte[] { 1 }))
			.isNotEqualTo(new WireResponse(200, this.headers, new byte[] { 2 }))
			.hasToString("200");
	}

	@Test
	void bodiesDoNotChange() {
		byte[] bytes = { 1 };
		WireRequest request = new WireRequest("PUT", URI.create("https://a.example"), this.headers, bytes);
		WireResponse response = new WireResponse(200, this.headers, bytes);
		bytes[0] = 2;
		request.body()[0] = 3;
		response.body()[0] = 3;
		assertThat(request.body()).containsExactly(1);
		assertThat(response.body()).containsExactly(1);
	}

	private WireRequest request(String method, String body) {
		return new WireRequest(method, URI.create("https://api.example.com/a"), this.headers,
				body.getBytes(StandardCharsets.UTF_8));
	}

}
