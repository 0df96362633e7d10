// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.published;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jars and what lies beside them.
 */
class PublishedJarsTests {

	/** The class file version of Java 17. */
	private static final int JAVA_17 = 61;

	static List<String> jars() {
		return Published.JARS;
	}

	@ParameterizedTest
	@MethodSource("jars")
	void artifactHasSourcesJavadocSbomAndSignatures(String artifact) throws IOException {
		Set<String> files = new TreeSet<>(
				Set.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
		files.addAll(files.stream().map((file) -> file + ".asc").collect(Collectors.toSet()));
		assertThat(new Published(artifact).endings()).containsExactlyElementsOf(files);
	}

	@Test
	void billOfMaterialsIsSigned() throws IOException {
		assertThat(new Published(Published.BOM).endings()).contains(".pom", ".pom.asc");
	}

	@ParameterizedTest
	@MethodSource("jars")
	void fileHasChecksums(String artifact) throws IOException {
		Published published = new Published(artifact);
		for (String ending : published.endings()) {
			// Central asks for no checksum of a signature.
			if (!ending.endsWith(".asc")) {
				assertThat(published.file(ending + ".md5")).exists();
				assertThat(published.file(ending + ".sha1")).exists();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("jars")
	void jarHasLicenceAndNotice(String artifact) throws IOException {
		for (String ending : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
			assertThat(names(artifact, ending)).as(ending).contains("META-INF/LICENSE", "META-INF/NOTICE");
		}
	}

	@ParameterizedTest
	@MethodSource("jars")
	void classesRunOnJava17(String artifact) throws IOException {
		try (JarFile jar = new JarFile(new Published(artifact).file(".jar").toFile())) {
			assertThat(jar.stream().filter((entry) -> entry.getName().endsWith(".class"))
				.map((entry) -> classFileVersion(jar, entry))).allMatch((version) -> version == JAVA_17);
		}
	}

	@ParameterizedTest
	@CsvSource({ "cors-core, io.github.originaccess.cors, false", "cors-test, io.github.originaccess.cors.test, false",
			"cors-spring-boot-autoconfigure, io.github.originaccess.cors.spring.boot.autoconfigure, true",
			"cors-spring-boot-starter, io.github.originaccess.cors.spring.boot.starter, true" })
	void jarHasItsModuleName(String artifact, String module, boolean automatic) {
		assertThat(ModuleFinder.of(new Published(artifact).file(".jar")).findAll()).singleElement().satisfies((found) -> {
			assertThat(found.descriptor().name()).isEqualTo(module);
			assertThat(found.descriptor().isAutomatic()).isEqualTo(automatic);
		});
	}

	@Test
	void jarsHaveNoTestsAndNoFixtures() throws IOException {
		for (String artifact : List.of("cors-core", "cors-spring-boot-autoconfigure", "cors-spring-boot-starter")) {
			assertThat(names(artifact, ".jar")).as(artifact)
				.noneMatch((name) -> name.contains("fixtures") || name.endsWith("Tests.class"));
		}
	}

	@Test
	void starterHasNoClass() throws IOException {
		assertThat(names("cors-spring-boot-starter", ".jar")).noneMatch((name) -> name.endsWith(".class"));
	}

	@Test
	void engineHasTheSuffixListAndItsHintsForNativeImages() throws IOException {
		assertThat(names("cors-core", ".jar")).contains("io/github/originaccess/cors/public-suffix-list.dat")
			.anyMatch((name) -> name.endsWith("/reachability-metadata.json"))
			.anyMatch((name) -> name.endsWith("/resource-config.json"));
	}

	/** What only a user of the jar may add is optional. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cors-core | jspecify public-suffix-list
			cors-test | jspecify
			cors-spring-boot-autoconfigure | commons-logging cors-core jspecify micrometer-commons micrometer-observation \
			spring-aop spring-beans spring-boot spring-boot-autoconfigure spring-context spring-core spring-expression spring-web
			cors-spring-boot-starter | commons-logging cors-core cors-spring-boot-autoconfigure jakarta.annotation-api \
			jspecify jul-to-slf4j log4j-api log4j-to-slf4j logback-classic logback-core micrometer-commons \
			micrometer-observation slf4j-api snakeyaml spring-aop spring-beans spring-boot spring-boot-autoconfigure \
			spring-boot-starter spring-boot-starter-logging spring-context spring-core spring-expression spring-web
			""")
	void sbomRequiresWhatEachUserHas(String artifact, String required) {
		assertThat(components(artifact)).allMatch(
				(component) -> List.of("required", "optional").contains(component.path("scope").stringValue()));
		assertThat(components(artifact).filter((component) -> component.path("scope").stringValue().equals("required"))
			.map((component) -> component.path("name").stringValue()))
			.containsExactlyInAnyOrder(required.split(" "));
	}

	@Test
	void sbomOfTheEngineNamesTheSuffixListAndItsLicence() {
		assertThat(components("cors-core")
			.filter((component) -> component.path("name").stringValue().equals("public-suffix-list"))).singleElement()
			.satisfies((list) -> {
				assertThat(list.at("/version").stringValue()).matches("\\d{4}-\\d\\d-\\d\\d.*_UTC");
				assertThat(list.at("/licenses")).singleElement()
					.satisfies((licence) -> assertThat(licence.at("/license/id").stringValue()).isEqualTo("MPL-2.0"));
			});
	}

	private static Stream<JsonNode> components(String artifact) {
		return new JsonMapper().readTree(new Published(artifact).file("-cyclonedx.json")).path("components").valueStream();
	}

	/** A library's classes and Javadoc say nothing about the machine that built them. */
	@ParameterizedTest
	@MethodSource("jars")
	void manifestNamesNoUserAndNoMachine(String artifact) throws IOException {
		try (JarFile jar = new JarFile(new Published(artifact).file(".jar").toFile())) {
			assertThat(jar.getManifest().getMainAttributes().keySet().stream().map(Object::toString))
				.doesNotContain("Built-By", "Build-Jdk", "Build-Time")
				.contains("Implementation-Title", "Implementation-Version");
		}
	}

	private static Set<String> names(String artifact, String ending) throws IOException {
		Path file = new Published(artifact).file(ending);
		assertThat(Files.size(file)).isPositive();
		try (JarFile jar = new JarFile(file.toFile()); Stream<JarEntry> entries = jar.stream()) {
			return entries.map(JarEntry::getName).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static int classFileVersion(JarFile jar, JarEntry entry) {
		try (DataInputStream data = new DataInputStream(jar.getInputStream(entry))) {
			data.skipNBytes(6);
			return data.readUnsignedShort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
