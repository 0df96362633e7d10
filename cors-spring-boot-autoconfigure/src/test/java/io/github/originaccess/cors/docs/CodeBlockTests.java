// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.originaccess.cors.docs.DocumentationPage.CodeBlock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every fenced block of every page is compiled, loaded as configuration or parsed, by its
 * language. A block without a language fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class CodeBlockTests {

	/** The blocks of a page and a language that another test runs, with that test. */
	private static final Map<String, String> ELSEWHERE = Map.of("docs/scaling.md sql",
			"ScalingDocumentTests find it in the schema that PostgresTenantsTests run on PostgreSQL");

	private static final List<DocumentationPage> PAGES = DocumentationPage.all();

	@ParameterizedTest(name = "{0}")
	@MethodSource("blocks")
	void blockIsValid(CodeBlock block, CapturedOutput output) throws Exception {
		switch (block.language()) {
			case "yaml" -> new ConfigurationBlock(block, "application.yml", hasResolver(block)).verify(output);
			case "properties" ->
				new ConfigurationBlock(block, "application.properties", hasResolver(block)).verify(output);
			case "shell" -> Shell.parse(block);
			case "http" -> HttpBlock.parse(block);
			case "json" -> assertThat(JsonMapper.shared().readTree(block.text()).isContainer()).isTrue();
			case "xml" -> DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(block.text())));
			case "sql" -> assertThat(ELSEWHERE).containsKey(block.page() + " sql");
			// The tests below compile these, several at once.
			case "java", "kotlin", "groovy" -> assertThat(block.text()).isNotBlank();
			// A message, a log line, a drawing.
			case "text" -> assertThat(block.text()).isNotBlank();
			default -> throw new AssertionError(block
					+ ": name a language after the fence. This test knows yaml, properties, shell, http, json, xml, java, kotlin, groovy and text.");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					WHY                              | LANGUAGE   | TEXT
					no language                      |            | cors:
					unknown language                 | perl       | print 1;
					a misspelt key                   | yaml       | cors: { allowed-origin: https://app.example.com }
					an origin with a path            | yaml       | cors: { allowed-origins: https://app.example.com/login }
					a property that Boot has not     | yaml       | server: { forward-header-strategy: framework }
					a logger that is no class        | yaml       | logging.level: { io.github.originaccess.cors.Nothing: debug }
					a warning                        | yaml       | cors: { allowed-origins: "https://app.example.com, *" }
					no property                      | yaml       | # later
					a misspelt key                   | properties | cors.allowed-origin=https://app.example.com
					an expected problem that is none | yaml       | cors: { max-age: 1h } # does not start
					a quote that does not end        | shell      | mvn 'verify
					no beginning                     | http       | Origin: https://app.example.com
					a header without a colon         | http       | GET /api/notes~Origin https://app.example.com
					an element that does not end     | xml        | <dependency>
					no JSON                          | json       | {"a": }
					SQL that nothing runs            | sql        | SELECT 1
					nothing                          | text       |
					""")
	void wrongBlockIsFound(String why, @Nullable String language, @Nullable String text, CapturedOutput output) {
		CodeBlock block = new CodeBlock("docs/page.md", 1, (language != null) ? language : "", "Heading", 0,
				(text != null) ? text.replace('~', '\n') : "");
		assertThatThrownBy(() -> blockIsValid(block, output)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "policies.decide(request);", "int status = policies;",
			"@Bean Unknown bean() { return null; }", "record Origins(Lists<String> origins) {}", "int i = 1" })
	void wrongJavaIsFound(String text, @TempDir Path directory) {
		CodeBlock block = new CodeBlock("docs/page.md", 1, "java", "Heading", 0, text);
		assertThat(new JavaBlocks(List.of(block)).errors(directory)).isNotEmpty()
			.allSatisfy((error) -> assertThat(error).startsWith("docs/page.md:1 java: "));
	}

	@Test
	void blockIsReadWithItsPlace() {
		DocumentationPage page = new DocumentationPage("docs/page.md", List.of("# Page", "", "1. item", "",
				"   ```yaml", "   cors:", "     paths: /x", "   ```", "", "```text", "a", "```"));
		assertThat(page.blocks()).containsExactly(
				new CodeBlock("docs/page.md", 5, "yaml", "Page", 0, "cors:\n  paths: /x\n"),
				new CodeBlock("docs/page.md", 10, "text", "Page", 1, "a\n"));
	}

	@Test
	void everyExceptionIsUsed() {
		assertThat(ELSEWHERE.keySet())
			.isSubsetOf(blocks().map((block) -> block.page() + " " + block.language()).toList());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("pagesWithJava")
	void javaOfThePageCompiles(DocumentationPage page, @TempDir Path directory) {
		assertThat(new JavaBlocks(page.blocks("java").toList()).errors(directory)).isEmpty();
	}

	@Test
	void kotlinCompiles(@TempDir Path directory) throws IOException, InterruptedException {
		assertThat(Compiler.KOTLIN.errors(blocksOf("kotlin"), directory)).isEmpty();
	}

	@Test
	void groovyCompiles(@TempDir Path directory) throws IOException, InterruptedException {
		assertThat(Compiler.GROOVY.errors(blocksOf("groovy"), directory)).isEmpty();
	}

	/** Whether the section of a block has the code of a resolver. */
	private static boolean hasResolver(CodeBlock block) {
		return blocks().anyMatch((other) -> other.page().equals(block.page()) && other.heading().equals(block.heading())
				&& other.text().contains("CorsPolicyResolver"));
	}

	static Stream<CodeBlock> blocks() {
		return PAGES.stream().flatMap((page) -> page.blocks().stream());
	}

	static List<DocumentationPage> pagesWithJava() {
		return PAGES.stream().filter((page) -> page.blocks("java").findAny().isPresent()).toList();
	}

	private static List<CodeBlock> blocksOf(String language) {
		return PAGES.stream().flatMap((page) -> page.blocks(language)).toList();
	}

}
