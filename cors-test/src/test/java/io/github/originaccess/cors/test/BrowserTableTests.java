// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rows of {@code browsers.csv} in the engine. {@link ChromiumTableTests} has the same
 * rows in a real browser.
 */
class BrowserTableTests {

	private static final BrowserTable TABLE = new BrowserTable(8080);

	static List<BrowserRow> rows() {
		return TABLE.rows();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("rows")
	void pageSeesWhatTheRowSays(BrowserRow row) {
		RowScript script = new RowScript(row);
		RowOutcome outcome = RowOutcome.ofEngine(row, Browser.over(script), script);
		assertThat(outcome.result()).as("RESULT").isEqualTo(row.result());
		assertThat(outcome.sent()).as("SENT").isEqualTo(row.sent());
		assertThat(outcome.headers()).as("HEADERS").isEqualTo(row.headers());
	}

	@Test
	void rejectsOutnumberAccepts() {
		List<BrowserRow> rows = rows();
		long accepts = rows.stream().filter((row) -> row.result().startsWith("cors ")).count();
		assertThat(rows).hasSizeGreaterThanOrEqualTo(150);
		assertThat(accepts).isLessThan(rows.size() - accepts);
		assertThat(rows).extracting(BrowserRow::why).doesNotHaveDuplicates();
	}

}
