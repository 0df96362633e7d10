// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.Filter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All contenders send the required headers, so their times can be compared.
 */
class ContenderTests {

	private static final Set<Contender> WITHOUT_ANSWERS = EnumSet.of(Contender.BARE, Contender.ORIGIN_ONLY);

	static Stream<Arguments> contenders() {
		return Stream.of(Contender.values())
			.filter((contender) -> !WITHOUT_ANSWERS.contains(contender))
			.flatMap((contender) -> Stream.of("exact-1", "exact-100", "subdomains-100", "any")
				.filter((trust) -> contender != Contender.TOMCAT || !trust.startsWith("subdomains"))
				.map((trust) -> Arguments.of(contender, trust)));
	}

	@ParameterizedTest
	@MethodSource("contenders")
	void allowedPagesMayReadTheResponse(Contender contender, String trust) throws Exception {
		boolean any = trust.equals("any");
		Filter filter = contender.create(Trust.parse(trust));
		assertThat(headers(filter, trust, Exchange.ACTUAL_ALLOWED)).containsKey("Access-Control-Expose-Headers")
			.hasEntrySatisfying("Access-Control-Allow-Origin",
					(origin) -> assertThat(origin).singleElement().asString().matches("\\*|https://.*\\.com"));
		assertThat(headers(filter, trust, Exchange.PREFLIGHT_ALLOWED)).containsKeys("Access-Control-Allow-Origin",
				"Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age");
		for (Exchange denied : List.of(Exchange.ACTUAL_DENIED, Exchange.PREFLIGHT_DENIED)) {
			assertThat(headers(filter, trust, denied).containsKey("Access-Control-Allow-Origin")).isEqualTo(any);
		}
		assertThat(headers(filter, trust, Exchange.NO_ORIGIN)).doesNotContainKey("Access-Control-Allow-Methods");
	}

	private static Map<String, List<String>> headers(Filter filter, String trust, Exchange exchange) throws Exception {
		FilterBenchmark benchmark = new FilterBenchmark();
		benchmark.exchange = exchange;
		benchmark.fresh = true;
		benchmark.setUp(Trust.parse(trust), filter);
		benchmark.request();
		return benchmark.headers();
	}

}
