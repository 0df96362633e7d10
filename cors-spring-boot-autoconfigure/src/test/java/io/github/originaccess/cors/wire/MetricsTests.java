// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Decisions as Prometheus scrapes them, on real servers.
 */
@ParameterizedClass
@EnumSource
class MetricsTests {

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("cors.allowed-origins", "https://a.example"), Map.entry("cors.policies.trial.paths", "/trial/**"),
			Map.entry("cors.policies.trial.enforcement", "report"),
			Map.entry("cors.policies.guarded.paths", "/guarded/**"),
			Map.entry("cors.policies.guarded.enforcement", "server"),
			Map.entry("management.endpoints.web.exposure.include", "prometheus"),
			Map.entry("management.prometheus.metrics.export.enabled", "true"),
			Map.entry("logging.level.root", "error"));

	private final int port;

	MetricsTests(WebServer server) {
		this.port = WebServer.port(server.run(AnsweringApplication.class, PROPERTIES));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH       | REQUEST                                                                | KIND      | OUTCOME     | REASON             | POLICY
					/x         | GET Origin: https://a.example                                          | actual    | allowed     | none               | default
					/x         | GET Origin: https://b.example                                          | actual    | denied      | origin-not-allowed | default
					/x         | PUT Origin: https://a.example                                          | actual    | denied      | method-not-allowed | default
					/x         | POST Origin: http://localhost                                          | actual    | same-origin | none               | default
					/x         | OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET | preflight | allowed     | none               | default
					/x         | OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET | preflight | denied      | origin-not-allowed | default
					/x         | OPTIONS Origin: <b> ~ Access-Control-Request-Method: GET               | preflight | denied      | malformed-origin   | default
					/trial/x   | POST Sec-Fetch-Site: cross-site                                        | actual    | would-deny  | cross-site-request | trial
					/guarded/x | POST Sec-Fetch-Site: cross-site                                        | actual    | denied      | cross-site-request | guarded
					""")
	void everyDecisionIsCountedOnce(String path, String request, String kind, String outcome, String reason,
			String policy) throws IOException {
		String series = "cors_requests_total{kind=\"%s\",outcome=\"%s\",policy=\"%s\",reason=\"%s\"}".formatted(kind,
				outcome, policy, reason);
		double before = value(series);
		double all = total();
		RawHttp.send(this.port, path, WireRequest.parse(request));
		assertThat(value(series)).isEqualTo(before + 1);
		assertThat(total()).isEqualTo(all + 1);
	}

	@Test
	void requestWithoutOriginIsNotCounted() throws IOException {
		double all = total();
		RawHttp.send(this.port, "/x", WireRequest.parse("GET"));
		RawHttp.send(this.port, "/guarded/x", WireRequest.parse("GET Sec-Fetch-Site: none"));
		assertThat(total()).isEqualTo(all);
	}

	@Test
	void noRequestAddsASeries() throws IOException {
		List<String> before = series();
		for (int i = 0; i < 20; i++) {
			RawHttp.send(this.port, "/x/" + i, WireRequest
				.parse("OPTIONS Origin: https://" + i + ".example ~ Access-Control-Request-Method: M" + i));
		}
		assertThat(series()).hasSameSizeAs(before).hasSizeLessThan(60);
		assertThat(scrape()).doesNotContain(".example");
	}

	/** Boot's own metric has one tag for all of them, since no handler was looked for. */
	@Test
	void preflightsAreObservedUnderOneUri() throws IOException {
		for (int i = 0; i < 3; i++) {
			RawHttp.send(this.port, "/observed/" + i,
					WireRequest.parse("OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: GET"));
		}
		assertThat(scrape().lines()
			.filter((line) -> line.startsWith("http_server_requests_seconds_count"))
			.filter((line) -> line.contains("method=\"OPTIONS\"") && line.contains("status=\"204\""))).singleElement()
			.asString()
			.contains("uri=\"UNKNOWN\"");
	}

	private double value(String series) throws IOException {
		return scrape().lines()
			.filter((line) -> line.startsWith(series))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no series " + series));
	}

	private double total() throws IOException {
		return series().stream().mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
	}

	private List<String> series() throws IOException {
		return scrape().lines().filter((line) -> line.startsWith("cors_requests_total{")).toList();
	}

	private String scrape() throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.exchange(RawHttp.text("/actuator/prometheus", WireRequest.parse("GET"), "close"));
			return connection.rest();
		}
	}

}
