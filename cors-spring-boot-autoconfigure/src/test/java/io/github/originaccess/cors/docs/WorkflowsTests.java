// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The workflows follow the rules that keep strangers from running code with our rights.
 */
class WorkflowsTests {

	/** The working directory is that of the module. */
	private static final Path WORKFLOWS = Path.of("..", ".github", "workflows");

	private static final Path SCRIPTS = Path.of("..", ".ci");

	private static final Path CONSUMERS = Path.of("..", "consumers");

	/** A tag can be moved to another commit; the comment is for readers and the bot. */
	private static final String PINNED = "uses: [\\w-]+(/[\\w-]+)+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+";

	@Test
	void thereAreWorkflows() {
		assertThat(workflows()).hasSizeGreaterThanOrEqualTo(4);
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void everyActionIsPinnedByItsCommit(Path workflow) throws IOException {
		assertThat(Files.readAllLines(workflow)).filteredOn((line) -> line.contains("uses:"))
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(line.replaceFirst("^[ -]*", "")).matches(PINNED));
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void eachJobNamesItsPermissionsAndATimeLimit(Path workflow) {
		assertThat(read(workflow)).containsEntry("permissions", Map.of());
		assertThat(jobs(workflow)).isNotEmpty()
			.allSatisfy((job) -> assertThat(job).containsKeys("permissions", "timeout-minutes"));
	}

	/** The text of a title or of a branch would become part of the script. */
	@ParameterizedTest
	@MethodSource("workflows")
	void noScriptHasAnExpression(Path workflow) {
		assertThat(steps(workflow)).filteredOn((step) -> step.containsKey("run"))
			.allSatisfy((step) -> assertThat((String) step.get("run")).doesNotContain("${{"));
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void noCheckoutLeavesItsTokenBehind(Path workflow) {
		assertThat(steps(workflow))
			.filteredOn((step) -> String.valueOf(step.get("uses")).startsWith("actions/checkout@"))
			.isNotEmpty()
			.allSatisfy((step) -> assertThat(step).containsEntry("with", Map.of("persist-credentials", false)));
	}

	/** Milestones, which have a dash, are in the workflow and a consumer of their own. */
	@Test
	void scriptsAndWorkflowHaveTheSameVersionsOfBoot() throws IOException {
		List<String> boot = member(read(WORKFLOWS.resolve("build.yml")), "jobs", "lines", "strategy", "matrix", "boot");
		List<String> versions = boot.stream().filter((version) -> !version.contains("-")).toList();
		String newest = versions.get(versions.size() - 1);
		String compiled = versions.stream().filter((version) -> version.startsWith("4.")).findFirst().orElseThrow();
		String all = String.join(" ", versions);
		assertThat(SCRIPTS.resolve("lines")).content()
			.contains("versions=(" + all + ")", "-Dspring-boot.version=" + compiled + " ");
		assertThat(SCRIPTS.resolve("release")).content()
			.contains(":-" + all + "})", "for line in " + compiled + " " + newest + ";");
		assertThat(SCRIPTS.resolve("run")).content().contains("newest_boot=" + newest + "\n");
		assertThat(SCRIPTS.resolve("boot-3.5")).content().contains("-Dspring-boot.version=" + compiled + " ");
		assertThat(SCRIPTS.resolve("boot-3.5.xml")).content().contains("<spring-boot.version>" + versions.get(0) + "<");
		assertThat(CONSUMERS.resolve("milestone/pom.xml")).content()
			.contains("<spring-boot.version>"
					+ boot.stream().filter((version) -> version.contains("-")).findFirst().orElseThrow() + "<");
	}

	@Test
	void notesOfTheReleaseLinkToTheFilesOfItsTag(@TempDir Path directory) throws Exception {
		Files.writeString(directory.resolve("CHANGELOG.md"), """
				## [Unreleased]

				- later

				## [0.1.0] - 2026-12-31

				- one ([a](docs/a.md#b), [b](README.md)), see [c](https://c.example/d) and [e](#f)

				## [0.0.9] - 2026-12-30

				- earlier
				""");
		String script = steps(WORKFLOWS.resolve("release.yml")).stream()
			.filter((step) -> "Write the changelog's section to notes.md".equals(step.get("name")))
			.map((step) -> (String) step.get("run"))
			.findFirst()
			.orElseThrow();
		ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", script).directory(directory.toFile());
		shell.environment().putAll(Map.of("GITHUB_REF_NAME", "v0.1.0", "GITHUB_REPOSITORY", "us/cors"));
		assertThat(shell.inheritIO().start().waitFor()).isZero();
		assertThat(directory.resolve("notes.md")).content()
			.isEqualToIgnoringNewLines("- one ([a](https://github.com/us/cors/blob/v0.1.0/docs/a.md#b), "
					+ "[b](https://github.com/us/cors/blob/v0.1.0/README.md)), "
					+ "see [c](https://c.example/d) and [e](#f)");
	}

	static List<Path> workflows() {
		try (Stream<Path> files = Files.list(WORKFLOWS)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Map<String, Object>> steps(Path workflow) {
		return jobs(workflow).stream()
			.flatMap((job) -> WorkflowsTests.<List<Map<String, Object>>>member(job, "steps").stream())
			.toList();
	}

	private static List<Map<String, Object>> jobs(Path workflow) {
		return List.copyOf(WorkflowsTests.<Map<String, Map<String, Object>>>member(read(workflow), "jobs").values());
	}

	private static Map<String, Object> read(Path workflow) {
		try {
			return new Yaml().load(Files.readString(workflow));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the member that a path of names leads to. */
	@SuppressWarnings("unchecked")
	private static <T> T member(Map<String, Object> map, String... path) {
		Object member = map;
		for (String name : path) {
			member = Objects.requireNonNull(((Map<String, Object>) member).get(name), name);
		}
		return (T) member;
	}

}
