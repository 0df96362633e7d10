// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicSuffixListTests {

	private static final List<String> LINES = new BufferedReader(new InputStreamReader(
			Objects.requireNonNull(PublicSuffixListTests.class.getResourceAsStream("public-suffix-list.dat")),
			StandardCharsets.UTF_8))
		.lines()
		.toList();

	private static final List<String> RULES = LINES.stream()
		.map((line) -> line.replaceFirst("\\s.*", ""))
		.filter((line) -> !line.isEmpty() && !line.startsWith("//"))
		.toList();

	private final PublicSuffixList list = PublicSuffixList.read();

	@Test
	void ruleHoldsForItsHostAndNotForUnlistedChildren() {
		assertThat(RULES).hasSizeGreaterThan(9_000).allSatisfy((rule) -> {
			String host = Punycode.host(rule.startsWith("!") ? rule.substring(1) : rule.replace("*", "any-1"));
			assertThat(this.list.isPublicSuffix(host)).as(rule).isEqualTo(!rule.startsWith("!"));
			assertThat(this.list.isPublicSuffix("surely-not-listed." + host)).as("child of " + rule)
				.isEqualTo(RULES.contains("*." + rule));
		});
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			HOST                | PUBLIC | WHY
			''                  | true   | the root
			com                 | true   |
			example.com         | false  |
			b.example.com       | false  |
			biz                 | true   |
			uk                  | true   |
			co.uk               | true   |
			example.co.uk       | false  |
			jp                  | true   |
			test.jp             | false  |
			ac.jp               | true   |
			kyoto.jp            | true   |
			ide.kyoto.jp        | true   |
			b.ide.kyoto.jp      | false  |
			c.kobe.jp           | true   | wildcard
			b.c.kobe.jp         | false  | wildcard
			city.kobe.jp        | false  | exception
			www.city.kobe.jp    | false  | exception
			kobe.jp             | true   | its children are public suffixes
			ck                  | true   |
			test.ck             | true   | wildcard
			b.test.ck           | false  |
			www.ck              | false  | exception
			www.www.ck          | false  |
			us                  | true   |
			ak.us               | true   |
			k12.ak.us           | true   |
			test.k12.ak.us      | false  |
			xn--85x722f.com.cn  | false  | Punycode
			xn--55qx5d.cn       | true   | Punycode
			xn--fiqs8s          | true   | Punycode
			github.io           | true   | private section
			me.github.io        | false  |
			vercel.app          | true   | private section
			s3.amazonaws.com    | true   | private section
			internal            | true   | in no list
			app.internal        | false  | in no list
			localhost           | false  | never leaves the machine
			a.localhost         | false  | never leaves the machine
			""")
	void publicSuffixesAreThoseOfTheList(String host, boolean expected) {
		assertThat(this.list.isPublicSuffix(host)).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			HOST                       | BELOW | WHY
			''                         | true  | the root
			com                        | true  | a suffix itself
			github.io                  | true  | a suffix itself
			amazonaws.com              | true  | has 561 suffixes below
			us-east-2.amazonaws.com    | true  | has suffixes below
			s3.amazonaws.com           | true  | a suffix itself
			bucket.s3.amazonaws.com    | false | a customer's
			aws.amazonaws.com          | false | no suffix
			windows.net                | true  | blob.core.windows.net
			core.windows.net           | true  | blob.core.windows.net
			blob.core.windows.net      | true  | a suffix itself
			me.blob.core.windows.net   | false | a customer's
			platform.sh                | true  | wildcard rules two levels down
			kobe.jp                    | true  | the parent of a wildcard
			city.kobe.jp               | false | an exception
			www.ck                     | false | an exception
			xn--stfold-9xa.no          | true  | Punycode of a rule in Unicode
			example.com                | false | a company's own domain
			mazonaws.com               | false | only the end of its text
			xamazonaws.com             | false | only the beginning differs
			microsoft.com              | false | a company's own domain
			app.internal               | false | below one in no list
			internal                   | true  | in no list
			localhost                  | false | never leaves the machine
			a.localhost                | false | never leaves the machine
			""")
	void hostsWithOtherOwnersBelowAreThoseOfTheList(String host, boolean expected) {
		assertThat(this.list.areBelow(host)).isEqualTo(expected);
	}

	@Test
	void hostAboveARuleHasOtherOwnersBelow() {
		assertThat(RULES).filteredOn((rule) -> !rule.startsWith("!")).allSatisfy((rule) -> {
			String host = Punycode.host(rule.replace("*", "any-1"));
			for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
				assertThat(this.list.areBelow(host.substring(dot + 1))).as(rule).isTrue();
			}
			assertThat(this.list.areBelow("surely-not-listed." + host)).as("child of " + rule)
				.isEqualTo(RULES.contains("*." + rule));
		});
	}

	@Test
	void listIsRecent() {
		String version = LINES.stream().filter((line) -> line.startsWith("// VERSION: ")).findFirst().orElseThrow();
		assertThat(LocalDate.parse(version.substring("// VERSION: ".length()).substring(0, 10)))
			.as("the httpclient5 that brings the list")
			.isAfter(LocalDate.of(2026, 6, 1));
	}

	/** A glob without a module matches resources on the class path only. */
	@Test
	void nativeImagesIncludeTheList() throws IOException {
		String older = hints("resource-config.json");
		String list = older.substring(older.indexOf("\\\\Q") + 3, older.indexOf("\\\\E"));
		assertThat(getClass().getClassLoader().getResource(list)).isNotNull()
			.isEqualTo(PublicSuffixList.class.getResource("public-suffix-list.dat"));
		assertThat(hints("reachability-metadata.json")).isEqualToIgnoringWhitespace("""
				{
					"resources": [
						{ "glob": "%1$s" },
						{ "module": "io.github.originaccess.cors", "glob": "%1$s" }
					]
				}
				""".formatted(list));
	}

	private static String hints(String name) throws IOException {
		String path = "/META-INF/native-image/io.github.originaccess/cors-core/" + name;
		try (InputStream file = PublicSuffixListTests.class.getResourceAsStream(path)) {
			return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
