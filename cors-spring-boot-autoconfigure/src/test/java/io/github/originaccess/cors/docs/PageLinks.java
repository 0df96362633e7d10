// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a page, and the anchors of its headings.
 */
final class PageLinks {

	private static final Pattern BLOCK = Pattern.compile("```(\\w*)\n(.*?)\n?```", Pattern.DOTALL);

	private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");

	private final String path;

	private final String text;

	private PageLinks(String path, String text) {
		this.path = path;
		this.text = text;
	}

	/** Read a page, whose path is relative to the root of the project. */
	static PageLinks of(String path) {
		try {
			return new PageLinks(path, Files.readString(DocumentationPage.ROOT.resolve(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Return the lines below a heading up to the next heading, code included. */
	List<String> section(String heading) {
		return this.text.lines()
			.dropWhile((line) -> !line.equals(heading))
			.skip(1)
			.takeWhile((line) -> !line.startsWith("#"))
			.toList();
	}

	/** Return where the links within the project lead, relative to its root. */
	List<String> links() {
		return links(withoutCode());
	}

	/** Return where the links in a text of this page lead. */
	List<String> links(String markdown) {
		List<String> targets = new ArrayList<>();
		Matcher matcher = LINK.matcher(markdown);
		while (matcher.find()) {
			String target = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
			if (!target.contains("://")) {
				targets.add(target.startsWith("#") ? this.path + target
						: Path.of(this.path).resolveSibling(target).normalize().toString().replace('\\', '/'));
			}
		}
		return targets;
	}

	/** Return the anchors of the headings, as GitHub makes them. */
	Set<String> anchors() {
		Set<String> anchors = new LinkedHashSet<>();
		HEADING.matcher(withoutBlocks()).results().forEach((heading) -> {
			String anchor = heading.group(1)
				.strip()
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "")
				.replace(' ', '-');
			String unique = anchor;
			for (int number = 1; !anchors.add(unique); number++) {
				unique = anchor + "-" + number;
			}
		});
		return anchors;
	}

	private String withoutBlocks() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	private String withoutCode() {
		return withoutBlocks().replaceAll("`[^`\n]*`", "");
	}

}
