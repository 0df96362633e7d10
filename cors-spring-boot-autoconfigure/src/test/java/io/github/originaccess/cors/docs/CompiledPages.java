// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java code of pages, compiled and loaded.
 */
final class CompiledPages implements Closeable {

	private final URLClassLoader classes;

	/**
	 * Compile all Java blocks of pages.
	 * @param directory the directory for the classes
	 * @param pages the pages
	 */
	CompiledPages(Path directory, DocumentationPage... pages) throws IOException {
		assertThat(new JavaBlocks(Stream.of(pages).flatMap((page) -> page.blocks("java")).toList()).errors(directory))
			.isEmpty();
		this.classes = new URLClassLoader(new URL[] { directory.toUri().toURL() });
	}

	Class<?> type(String name) throws ClassNotFoundException {
		return this.classes.loadClass(name);
	}

	ClassLoader classLoader() {
		return this.classes;
	}

	@Override
	public void close() throws IOException {
		this.classes.close();
	}

}
