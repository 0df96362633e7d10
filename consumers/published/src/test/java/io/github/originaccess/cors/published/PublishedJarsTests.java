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

	@Test
	void sbomOfTheEngineNamesTheLicenceOfTheSuffixList() throws IOException {
		assertThat(new Published("cors-core").file("-cyclonedx.json")).content()
			.contains("\"Apache-2.0\"")
			.contains("\"MPL-2.0\"");
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
