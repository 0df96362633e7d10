// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rows of {@code browsers.csv}, which explains its columns.
 *
 * @param port the port of all origins
 */
record BrowserTable(int port) {

	private static final Pattern PLACE = Pattern.compile("\\$(page|api|third|near)(host)?(/)?");

	private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");

	private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-F]{2})");

	static final List<String> COLUMNS = List.of("WHY", "FETCH", "PREFLIGHT", "ANSWER", "SENT", "RESULT", "HEADERS",
			"CHROMIUM");

	/** The rows in the order of the file. */
	List<BrowserRow> rows() {
		List<BrowserRow> rows = new ArrayList<>();
		List<String> header = List.of();
		for (String line : lines()) {
			if (line.isBlank() || line.startsWith("#")) {
				continue;
			}
			List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
			if (header.isEmpty()) {
				header = cells;
				if (!header.equals(COLUMNS)) {
					throw new IllegalStateException("The columns are " + header);
				}
				continue;
			}
			if (cells.size() != COLUMNS.size()) {
				throw new IllegalStateException("The row has " + cells.size() + " cells: " + line);
			}
			rows.add(row(rows.size() + 1, cells));
		}
		return rows;
	}

	String origin(String name) {
		return "http://" + host(name);
	}

	private String host(String name) {
		String host = name.equals("near") ? "www.page" : name;
		return host + ".localhost:" + this.port;
	}

	private BrowserRow row(int id, List<String> cells) {
		return new BrowserRow(id, cells.get(0), steps(cells.get(1)).map((step) -> call(id, step)).toList(),
				steps(cells.get(2)).filter((step) -> !step.isEmpty()).map((step) -> answer(id, step)).toList(),
				steps(cells.get(3)).filter((step) -> !step.isEmpty()).map((step) -> answer(id, step)).toList(),
				cells.get(4), cells.get(5), cells.get(6), text(id, cells.get(7)));
	}

	private static Stream<String> steps(String cell) {
		return Arrays.stream(cell.split(" then ")).map(String::strip);
	}

	private BrowserRow.Call call(int id, String text) {
		BrowserRow.Call call = new BrowserRow.Call(origin("page"), origin("api") + path(id) + "a", "GET",
				HeaderLines.none(), null, "cors", "same-origin", "follow", true);
		for (String raw : text.split(" \\+ ")) {
			String part = text(id, raw);
			if (part.contains(": ") || part.endsWith(":")) {
				call = call.withHeader(part.substring(0, part.indexOf(':')),
						part.substring(part.indexOf(':') + 1).replaceFirst("^ ", ""));
			}
			else if (part.contains("=")) {
				call = call.with(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
			}
			else if (!part.isEmpty()) {
				call = call.with("method", part);
			}
		}
		return call;
	}

	private WireResponse answer(int id, String text) {
		String[] parts = text.split(" \\+ ");
		HeaderLines headers = HeaderLines.none();
		for (String raw : Arrays.asList(parts).subList(1, parts.length)) {
			String part = text(id, raw);
			int colon = part.indexOf(':');
			headers = headers.with(fullName(part.substring(0, colon)),
					part.substring(colon + 1).replaceFirst("^ ", ""));
		}
		return new WireResponse(Integer.parseInt(parts[0]), headers, "the body".getBytes(StandardCharsets.UTF_8));
	}

	private static String fullName(String name) {
		boolean cors = name.startsWith("Allow-") || name.equals("Expose-Headers") || name.equals("Max-Age");
		return cors ? "Access-Control-" + name : name;
	}

	private String text(int id, String raw) {
		String placed = PLACE.matcher(raw).replaceAll((match) -> Matcher.quoteReplacement(place(id, match)));
		String repeated = REPEATED.matcher(placed)
			.replaceAll((match) -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
		return BYTE.matcher(repeated)
			.replaceAll(
					(match) -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
	}

	private String place(int id, MatchResult match) {
		String place = (match.group(2) != null) ? host(match.group(1)) : origin(match.group(1));
		return place + ((match.group(3) != null) ? path(id) : "");
	}

	private static String path(int id) {
		return "/" + id + "/";
	}

	private static List<String> lines() {
		try (InputStream table = BrowserTable.class.getResourceAsStream("/browsers.csv")) {
			return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
