// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cost of compiling is proportional to the length of a list. A comparison of all
 * pairs of 40,000 elements would exceed the limit.
 */
@Tag("slow")
class CompileCostTests {

	private static final int ELEMENTS = 20_000;

	private static final int LIMIT_MILLISECONDS = 8_000;

	/** Measures CPU time, so other processes do not change the result. */
	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			many prefixes of one parent     | https://pr-#-*.example.com             | false
			many suffixes of one parent     | https://*-#.example.com                | false
			many suffixes of one prefix     | https://pr-*-#.example.com             | false
			prefixes and suffixes           | https://a#*-b#.example.com             | false
			many parents                    | https://*.tenant-#.example.com         | false
			many ports of one host          | https://a.example:#                    | false
			many lists of ports of one host | https://a.example:[#,65535]            | false
			the same lists of ports         | https://a.example:[64000,65535]        | false
			many ports below one host       | https://*.example.com:#                | false
			lists of ports below one host   | https://*.example.com:[#,65535]        | false
			many ports of one prefix        | https://pr-*.example.com:#             | false
			hosts that a pattern covers     | https://pr-#.example.com               | true
			ports that a pattern covers     | https://pr-1.example.com:#             | true
			many schemes                    | app-#://*                              | false
			many ports of a scheme          | app://*:#                              | false
			many ports of a network         | http://10.1.*.*:#                      | false
			own hosts                       | https://app-#.example.com              | false
			""")
	void costIsProportionalToTheLengthOfTheList(String why, String template, boolean covered) {
		List<String> entries = new ArrayList<>();
		if (covered) {
			entries.add("https://pr-*.example.com:*");
		}
		IntStream.rangeClosed(1, ELEMENTS).forEach((i) -> entries.add(template.replace("#", String.valueOf(i))));
		long start = THREADS.getCurrentThreadCpuTime();
		List<Problem> warnings = new ArrayList<>();
		CorsPolicyBuilder.buildAll(List.of(new CorsPolicyBuilder().allowedOrigins(entries)
			.ownOrigins(entries)
			.furtherOrigins(entries)
			.dangerouslyAllowInsecureOrigins(true)
			.dangerouslyAllowPublicSuffixes(true)
			.enforcement(Enforcement.REPORT)), PathSyntax.ANY, warnings::add);
		assertThat((THREADS.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds")
			.isLessThan(LIMIT_MILLISECONDS);
		warnings.removeIf((warning) -> warning.code() == Problem.Code.DANGEROUS_SETTING_WITHOUT_EFFECT);
		assertThat(warnings.size()).isEqualTo(covered ? ELEMENTS * 2 : 0);
	}

}
