// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.published;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The POMs, by the
 * <a href="https://central.sonatype.org/publish/requirements/">requirements</a> of Maven
 * Central, and by what users expect of a library.
 */
class PublishedPomsTests {

	static Stream<String> artifacts() throws IOException {
		return Published.artifacts().stream();
	}

	@Test
	void fiveArtifactsArePublished() throws IOException {
		assertThat(Published.artifacts()).containsExactly("cors-bom", "cors-core", "cors-spring-boot-autoconfigure",
				"cors-spring-boot-starter", "cors-test");
	}

	@ParameterizedTest
	@MethodSource("artifacts")
	void pomHasWhatCentralRequires(String artifact) throws Exception {
		Document pom = pom(artifact);
		assertThat(texts(pom, "/project/groupId")).containsExactly("io.github.originaccess");
		assertThat(texts(pom, "/project/artifactId")).containsExactly(artifact);
		assertThat(texts(pom, "/project/version")).containsExactly(Published.VERSION)
			.noneMatch((version) -> version.endsWith("-SNAPSHOT"));
		for (String element : List.of("name", "description", "url", "licenses/license[1]/name", "licenses/license[1]/url",
				"developers/developer/name", "developers/developer/url", "scm/connection", "scm/developerConnection",
				"scm/url", "issueManagement/url")) {
			assertThat(texts(pom, "/project/" + element)).as(element).singleElement().asString().isNotBlank();
		}
		assertThat(texts(pom, "//developer/name | //developer/url | //scm/* | /project/url")).as("own names, not Spring's")
			.noneMatch((text) -> text.toLowerCase().contains("spring"));
	}

	@ParameterizedTest
	@MethodSource("artifacts")
	void pomStandsAlone(String artifact) throws Exception {
		Document pom = pom(artifact);
		for (String element : List.of("parent", "build", "profiles", "properties", "repositories", "pluginRepositories",
				"distributionManagement", "modules")) {
			assertThat(texts(pom, "/project/" + element)).as(element).isEmpty();
		}
		assertThat(texts(pom, "/project/dependencyManagement")).hasSize(artifact.equals(Published.BOM) ? 1 : 0);
		assertThat(texts(pom, "//dependency/version")).hasSameSizeAs(texts(pom, "//dependency"))
			.noneMatch((version) -> version.endsWith("-SNAPSHOT"));
		assertThat(texts(pom, "//dependency/scope")).noneMatch("test"::equals);
	}

	@Test
	void starterHasThreeDependencies() throws Exception {
		assertThat(dependencies("cors-spring-boot-starter")).containsExactlyInAnyOrder(
				"org.springframework.boot:spring-boot-starter", "io.github.originaccess:cors-core",
				"io.github.originaccess:cors-spring-boot-autoconfigure");
	}

	/** What an application gets without choosing it. */
	@Test
	void fewDependenciesAreNotOptional() throws Exception {
		assertThat(dependencies("cors-core")).containsExactly("org.jspecify:jspecify");
		assertThat(dependencies("cors-test")).containsExactly("org.jspecify:jspecify");
		assertThat(dependencies("cors-spring-boot-autoconfigure")).containsExactlyInAnyOrder(
				"io.github.originaccess:cors-core", "org.springframework.boot:spring-boot-autoconfigure",
				"org.springframework:spring-web");
	}

	/** Gradle takes the highest version of all, so a later one would raise an application's Boot. */
	@Test
	void bootIsTheFirstVersionOfTheLine() throws Exception {
		for (String artifact : Published.JARS) {
			assertThat(texts(pom(artifact), "//dependency[groupId='org.springframework.boot']/version")).as(artifact)
				.allMatch("4.0.0"::equals);
		}
	}

	@Test
	void billOfMaterialsNamesEachJar() throws Exception {
		Document pom = pom(Published.BOM);
		assertThat(texts(pom, "//dependencyManagement//artifactId")).containsExactlyInAnyOrderElementsOf(Published.JARS);
		assertThat(texts(pom, "//dependencyManagement//version")).containsOnly("${project.version}");
	}

	@Test
	void engineNamesTheLicenceOfTheSuffixList() throws Exception {
		assertThat(texts(pom("cors-core"), "/project/licenses/license/name")).containsExactly("Apache-2.0", "MPL-2.0");
	}

	private static List<String> dependencies(String artifact) throws Exception {
		String own = "/project/dependencies/dependency[not(optional='true')]";
		List<String> groups = texts(pom(artifact), own + "/groupId");
		List<String> names = texts(pom(artifact), own + "/artifactId");
		return IntStream.range(0, names.size()).mapToObj((i) -> groups.get(i) + ":" + names.get(i)).toList();
	}

	private static Document pom(String artifact) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new Published(artifact).file(".pom").toFile());
	}

	private static List<String> texts(Document pom, String path) throws Exception {
		NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
		return IntStream.range(0, nodes.getLength()).mapToObj((i) -> nodes.item(i).getTextContent().strip()).toList();
	}

}
