// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of {@code browsers.csv} in a real Chromium, beside the engine. One page runs
 * all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChromiumTableTests {

	private ScriptedServer server;

	private BrowserTable table;

	private final Map<Integer, RowOutcome> chromium = new HashMap<>();

	@BeforeAll
	void runAllRows() throws Exception {
		this.server = ScriptedServer.open();
		this.table = new BrowserTable(this.server.port());
		Map<Integer, RowScript> scripts = rows().stream().collect(Collectors.toMap(BrowserRow::id, RowScript::new));
		this.server.serve(TablePage.of(this.table), scripts);
		String results = Chromium.run(this.table.origin("page"), this.server.results());
		results.lines().map((line) -> line.split("\t", -1)).forEach((cells) -> {
			int id = Integer.parseInt(cells[0]);
			this.chromium.put(id,
					new RowOutcome(cells[1], cells[2], Objects.requireNonNull(scripts.get(id)).requests()));
		});
	}

	@AfterAll
	void closeServer() throws Exception {
		this.server.close();
	}

	List<BrowserRow> rows() {
		return this.table.rows();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void chromiumAgreesOrDiffersAsTheRowSays(BrowserRow row) {
		RowScript script = new RowScript(row);
		RowOutcome engine = RowOutcome.ofEngine(row, Browser.over(script), script).asPageSeesIt();
		RowOutcome chromium = Objects.requireNonNull(this.chromium.get(row.id()));
		if (row.chromium().isEmpty()) {
			assertThat(chromium.result()).as("result").isEqualTo(engine.result());
			assertThat(chromium.headers()).as("headers").isEqualTo(engine.headers());
			assertThat(chromium.wire(row)).as("requests").isEqualTo(engine.wire(row));
		}
		else if (row.chromium().startsWith("request ")) {
			assertThat(chromium.result()).as("result").isEqualTo(engine.result());
			assertThat(differentLines(engine.wire(row), chromium.wire(row))).as("CHROMIUM")
				.containsExactly(row.chromium());
		}
		else {
			String outcome = chromium.result() + ", " + chromium.sent();
			assertThat(outcome).as("CHROMIUM").isEqualTo(row.chromium());
			assertThat(outcome).as("a difference").isNotEqualTo(engine.result() + ", " + engine.sent());
		}
	}

	private static List<String> differentLines(List<String> engine, List<String> chromium) {
		assertThat(chromium).hasSameSizeAs(engine);
		List<String> differences = new ArrayList<>();
		for (int i = 0; i < engine.size(); i++) {
			List<String> known = engine.get(i).lines().toList();
			for (String line : chromium.get(i).lines().toList()) {
				if (!known.contains(line)) {
					differences.add("request %d has %s".formatted(i + 1, line.strip()));
				}
			}
		}
		return differences;
	}

}
