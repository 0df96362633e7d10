// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.published;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one artifact in the folder.
 *
 * @param artifact artifactId
 */
record Published(String artifact) {

	static final String VERSION = System.getProperty("published.version");

	static final List<String> JARS = List.of("cors-core", "cors-spring-boot-autoconfigure", "cors-spring-boot-starter",
			"cors-test");

	static final String BOM = "cors-bom";

	private static final Path GROUP = Path.of(URI.create(System.getProperty("published.repository")))
		.resolve("io/github/originaccess");

	/** Return the names of all artifacts in the folder. */
	static Set<String> artifacts() throws IOException {
		try (Stream<Path> folders = Files.list(GROUP)) {
			return folders.map((folder) -> folder.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	/** Return the path of a file that ends with this, such as {@code -sources.jar}. */
	Path file(String ending) {
		return folder().resolve(this.artifact + "-" + VERSION + ending);
	}

	/** Return the endings of all files but checksums. */
	Set<String> endings() throws IOException {
		try (Stream<Path> files = Files.list(folder())) {
			return files.map((file) -> file.getFileName().toString().substring(this.artifact.length() + 1 + VERSION.length()))
				.filter((ending) -> !ending.matches(".*\\.(md5|sha1|sha256|sha512)"))
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private Path folder() {
		return GROUP.resolve(this.artifact).resolve(VERSION);
	}

}
