// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The position at the end of a text that begins a YAML file: the keys above it, and
 * whether it is within brackets or braces. Each character is read once.
 */
final class YamlPosition {

	private final Deque<Node> nodes = new ArrayDeque<>();

	/** The indentation of a key whose value is a block of text, or -1. */
	private int block = -1;

	/** The quote that a text of several lines began with, or 0. */
	private char quote;

	/** Where the last text of the line begins, which a colon makes a key. */
	private int start;

	private YamlPosition() {
	}

	/** Return the position at the end of a text. */
	static YamlPosition atEndOf(String text) {
		YamlPosition position = new YamlPosition();
		String[] lines = text.split("\r\n|[\r\n]", -1);
		for (int i = 0; i < lines.length; i++) {
			position.read(lines[i], i == lines.length - 1);
		}
		return position;
	}

	/** Return the keys from the outermost one. */
	List<String> keys() {
		List<String> keys = new ArrayList<>();
		for (Iterator<Node> all = this.nodes.descendingIterator(); all.hasNext();) {
			String key = all.next().key;
			if (key != null) {
				keys.add(key);
			}
		}
		return keys;
	}

	/** Whether the position is within brackets or braces. */
	boolean isFlow() {
		Node node = this.nodes.peek();
		return node != null && node.isFlow();
	}

	/** Whether the position is within braces, at any depth. */
	boolean isWithinBraces() {
		return this.nodes.stream().anyMatch((node) -> node.open == '{');
	}

	/** Whether the position is directly within brackets. */
	boolean isElementOfFlow() {
		Node node = this.nodes.peek();
		return node != null && node.open == '[';
	}

	/** Return where the last key begins in the last line, or 0. */
	int startOfKey() {
		Node node = isElementOfFlow() ? this.nodes.stream().skip(1).findFirst().orElse(null) : this.nodes.peek();
		return (node != null) ? node.start : 0;
	}

	private void read(String line, boolean last) {
		this.nodes.forEach((node) -> node.start = 0);
		if (this.quote != 0 || isFlow()) {
			readValue(line, 0, -1);
			return;
		}
		int indentation = indentation(line);
		if (isWithoutNode(line, indentation, last)) {
			return;
		}
		this.block = -1;
		if (line.startsWith("---") || line.startsWith("...")) {
			this.nodes.clear();
			return;
		}
		readNode(line, indentation);
	}

	private static int indentation(String line) {
		int indentation = 0;
		while (indentation < line.length() && line.charAt(indentation) == ' ') {
			indentation++;
		}
		return indentation;
	}

	/** Whether a line is text of a block, a comment, or blank and not the last line. */
	private boolean isWithoutNode(String line, int indentation, boolean last) {
		boolean blank = indentation == line.length();
		return this.block >= 0 && (blank || indentation > this.block)
				|| (blank ? !last : line.charAt(indentation) == '#');
	}

	/** Read the items of lists and the key that a line begins with. */
	private void readNode(String line, int indentation) {
		int at = indentation;
		while (line.startsWith("- ", at) || line.startsWith("-", at) && at == line.length() - 1) {
			beginItem(at);
			at = skipBlanks(line, at + 1);
		}
		if (at == line.length()) {
			if (indentation == line.length()) {
				leave(at);
			}
			return;
		}
		int colon = colon(line, at);
		if (colon < 0) {
			readValue(line, at, indentation);
			return;
		}
		leave(at);
		this.nodes.push(new Node(at, '\0', unquoted(line.substring(at, colon)), at));
		readValue(line, skipBlanks(line, colon + 1), at);
	}

	/** A list may have the indentation of its key. */
	private void beginItem(int indentation) {
		leave(indentation + 1);
		Node node = this.nodes.peek();
		if (node != null && node.indentation == indentation && node.key == null) {
			this.nodes.pop();
		}
		this.nodes.push(new Node(indentation, '\0', null, 0));
	}

	private void leave(int indentation) {
		while (!this.nodes.isEmpty() && this.nodes.peek().indentation >= indentation) {
			this.nodes.pop();
		}
	}

	private static int skipBlanks(String line, int from) {
		int at = from;
		while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
			at++;
		}
		return at;
	}

	/** Return the index of the colon after a key, or -1. */
	private static int colon(String line, int from) {
		char first = line.charAt(from);
		if ("[{|>#&!".indexOf(first) >= 0) {
			return -1;
		}
		int at = from;
		if (first == '"' || first == '\'') {
			int end = line.indexOf(first, from + 1);
			if (end < 0) {
				return -1;
			}
			at = skipBlanks(line, end + 1);
			return (at < line.length() && line.charAt(at) == ':') ? at : -1;
		}
		for (; at < line.length(); at++) {
			if (line.charAt(at) == ':' && isEndOrBlank(line, at + 1)) {
				return at;
			}
			if (line.charAt(at) == '#' && Character.isWhitespace(line.charAt(at - 1))) {
				return -1;
			}
		}
		return -1;
	}

	private static boolean isEndOrBlank(String line, int at) {
		return at >= line.length() || Character.isWhitespace(line.charAt(at));
	}

	/** Read a value, or a further line of one, which may be in brackets. */
	private void readValue(String line, int from, int indentation) {
		int at = (indentation >= 0) ? beginValue(line, from, indentation) : from;
		if (at < 0) {
			return;
		}
		this.start = at;
		boolean begun = false;
		for (; at < line.length(); at++) {
			char c = line.charAt(at);
			if (this.quote != 0) {
				if (c == '\\' && this.quote == '"') {
					at++;
				}
				else if (c == this.quote) {
					this.quote = 0;
				}
			}
			else if (c == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)))) {
				return;
			}
			else if ((c == '"' || c == '\'') && !begun) {
				this.quote = c;
			}
			else if (isFlow() || "[{".indexOf(c) >= 0) {
				readFlow(line, at);
			}
			begun = at >= this.start && (begun || !Character.isWhitespace(c));
		}
	}

	/**
	 * Return where a value in quotes, brackets or braces begins, or the end of the line
	 * if there is none; -1 for plain text and for a block of text.
	 */
	private int beginValue(String line, int from, int indentation) {
		int at = from;
		// An anchor or a tag may stand before the value.
		while (at < line.length() && "&!".indexOf(line.charAt(at)) >= 0) {
			while (!isEndOrBlank(line, at)) {
				at++;
			}
			at = skipBlanks(line, at);
		}
		if (at < line.length() && "|>".indexOf(line.charAt(at)) >= 0) {
			this.block = indentation;
			return -1;
		}
		return (at == line.length() || "[{\"'".indexOf(line.charAt(at)) >= 0) ? at : -1;
	}

	private void readFlow(String line, int at) {
		char c = line.charAt(at);
		switch (c) {
			case '[', '{' -> {
				this.nodes.push(new Node(Integer.MAX_VALUE, c, null, 0));
				this.start = at + 1;
			}
			case ']', '}' -> {
				this.nodes.pop();
				this.start = at + 1;
			}
			case ',' -> {
				this.nodes.element().key = null;
				this.start = at + 1;
			}
			case ':' -> {
				char before = (at > 0) ? line.charAt(at - 1) : ' ';
				if (isEndOrBlank(line, at + 1) || before == '"' || before == '\'') {
					this.nodes.element().key = unquoted(line.substring(Math.min(this.start, at), at));
					this.nodes.element().start = skipBlanks(line, Math.min(this.start, at));
					this.start = at + 1;
				}
			}
			default -> {
			}
		}
	}

	private static String unquoted(String key) {
		String text = key.strip();
		boolean quoted = text.length() > 1 && "\"'".indexOf(text.charAt(0)) >= 0
				&& text.charAt(text.length() - 1) == text.charAt(0);
		return quoted ? text.substring(1, text.length() - 1) : text;
	}

	/**
	 * A key, an item of a list, or an opening bracket or brace with its present key.
	 */
	private static final class Node {

		private final int indentation;

		private final char open;

		private @Nullable String key;

		/** Where the key begins, 0 if it is in another line. */
		private int start;

		private Node(int indentation, char open, @Nullable String key, int start) {
			this.indentation = indentation;
			this.open = open;
			this.key = key;
			this.start = start;
		}

		private boolean isFlow() {
			return this.open != '\0';
		}

	}

}
