// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

import io.github.originaccess.cors.Problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * The ports that go with a host: one, several or any.
 */
final class Ports {

	/** The port of an origin that names no port. */
	static final int NONE = 0;

	/** Every port. */
	static final Ports ANY = new Ports();

	/** The default port of every scheme. */
	static final Ports DEFAULT = new Ports(NONE);

	private static final int MAX_PORT = 65535; // 16 bits, RFC 9293, section 3.1

	private static final int MAX_DIGITS = 5;

	/** In ascending order, {@link #NONE} for the scheme's default port; empty for any. */
	private final int[] ports;

	private Ports(int... ports) {
		this.ports = ports;
	}

	/**
	 * Return a set of ports.
	 * @param ports at least one port, {@link #NONE} for the scheme's default port
	 */
	private static Ports of(int[] ports) {
		Arrays.sort(ports);
		int size = 0;
		for (int port : ports) {
			if (size == 0 || ports[size - 1] != port) {
				ports[size++] = port;
			}
		}
		return new Ports(Arrays.copyOf(ports, size));
	}

	/** Return the ports of several sets. */
	static Ports union(List<Ports> sets) {
		int size = 0;
		for (Ports set : sets) {
			if (set.admitAny()) {
				return ANY;
			}
			size += set.ports.length;
		}
		int[] ports = new int[size];
		int end = 0;
		for (Ports set : sets) {
			System.arraycopy(set.ports, 0, ports, end, set.ports.length);
			end += set.ports.length;
		}
		return of(ports);
	}

	/**
	 * Return the port that browsers leave out for a scheme, or {@link #NONE}.
	 * @see <a href="https://url.spec.whatwg.org/#default-port">URL, default port</a>
	 */
	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> NONE;
		};
	}

	/**
	 * Parse the port part of an origin pattern: a number, {@code *} or a list in
	 * brackets.
	 * @param text the text after the colon
	 * @return the ports, or {@code null} if there is a {@link #problem}
	 */
	static @Nullable Ports parse(String scheme, String text) {
		if (text.equals("*")) {
			return (defaultPort(scheme) != NONE) ? ANY : null;
		}
		List<String> elements = elements(text);
		int[] ports = new int[elements.size()];
		for (int i = 0; i < ports.length; i++) {
			int port = number(elements.get(i), 0);
			if (port < 0) {
				return null;
			}
			ports[i] = (port == defaultPort(scheme)) ? NONE : port;
		}
		return of(ports);
	}

	/**
	 * Return the problem of a port part that does not parse.
	 * @param host the host before it; only on a loopback host do all ports belong to the
	 * same person
	 * @return the problem, whose remedy is a port part with its colon
	 */
	static ElementProblem problem(String scheme, String host, String text) {
		boolean any = elements(text).stream().anyMatch(Ports::isAnyPort);
		if (any && defaultPort(scheme) == NONE) {
			return new ElementProblem(text.equals("*") ? Code.ORIGIN_WILDCARD_MISPLACED : Code.ORIGIN_PORT_INVALID,
					"a * can only be used with http and https", "");
		}
		if (any) {
			return new ElementProblem(Code.ORIGIN_PORT_INVALID, "write :* for any port", ":*");
		}
		if (!isList(text)) {
			return numberProblem(text);
		}
		if (text.substring(1, text.length() - 1).isBlank()) {
			return new ElementProblem(Code.ORIGIN_PORT_LIST_EMPTY, "the list of ports is empty",
					IpLiteral.isLoopback(host) ? ":*" : "");
		}
		String reason = "";
		StringJoiner corrected = new StringJoiner(",", ":[", "]").setEmptyValue("");
		for (String element : elements(text)) {
			if (number(element, 0) >= 0) {
				corrected.add(element);
				continue;
			}
			ElementProblem problem = numberProblem(element);
			if (problem.remedy() == null || problem.code() == Code.ORIGIN_PORT_RANGE) {
				return problem;
			}
			if (!problem.remedy().isEmpty()) {
				corrected.add(problem.remedy().substring(1));
			}
			reason = problem.reason();
		}
		return new ElementProblem(Code.ORIGIN_PORT_INVALID, reason, corrected.toString());
	}

	private static ElementProblem numberProblem(String text) {
		int hyphen = text.indexOf('-');
		if (hyphen > 0 && number(text.substring(0, hyphen), 0) >= 0 && number(text, hyphen + 1) >= 0) {
			return new ElementProblem(Code.ORIGIN_PORT_RANGE,
					"a range of ports is not supported; list them, or allow any", ":*");
		}
		int zeros = 0;
		while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
			zeros++;
		}
		return new ElementProblem(Code.ORIGIN_PORT_INVALID, "a port is a number from 1 to 65535 without leading zeros",
				text.isEmpty() ? "" : (number(text, zeros) >= 0) ? ":" + text.substring(zeros) : null);
	}

	private static boolean isAnyPort(String text) {
		return !text.isEmpty() && Characters.allMatch(text, (c) -> c == '*');
	}

	private static boolean isList(String text) {
		return text.startsWith("[") && text.endsWith("]");
	}

	/** Return the elements of a list, or the text itself if it is no list. */
	private static List<String> elements(String text) {
		if (!isList(text)) {
			return List.of(text);
		}
		List<String> elements = new ArrayList<>();
		int end = text.length() - 1;
		for (int start = 1; start <= end;) {
			int comma = text.indexOf(',', start);
			int elementEnd = (comma < 0) ? end : comma;
			elements.add(text.substring(start, elementEnd).strip());
			start = elementEnd + 1;
		}
		return elements;
	}

	/**
	 * Read the port of a request's origin as browsers write it.
	 * @param start the index of the first digit
	 * @param defaultPort the port that browsers leave out
	 * @return the port, or -1 if browsers do not write it so
	 */
	static int read(String origin, int start, int defaultPort) {
		int port = number(origin, start);
		return (port == defaultPort) ? -1 : port;
	}

	/**
	 * Return the port at the end of a text, or -1 if the text has no valid port there.
	 */
	private static int number(String text, int start) {
		int digits = text.length() - start;
		if (digits < 1 || digits > MAX_DIGITS || text.charAt(start) == '0') {
			return -1;
		}
		int port = 0;
		for (int i = start; i < text.length(); i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			port = port * 10 + digit;
		}
		return (port > MAX_PORT) ? -1 : port;
	}

	boolean admitAny() {
		return this.ports.length == 0;
	}

	boolean areOne() {
		return this.ports.length == 1;
	}

	/** Whether a port, {@link #NONE} for the scheme's default port, is in the set. */
	boolean admit(int port) {
		return this.ports.length == 0 || Arrays.binarySearch(this.ports, port) >= 0;
	}

	/** Whether every port of another set is in this one. */
	boolean cover(Ports other) {
		if (admitAny() || other.admitAny()) {
			return admitAny();
		}
		for (int port : other.ports) {
			if (!admit(port)) {
				return false;
			}
		}
		return true;
	}

	/** Return the ports in ascending order; empty if any port is in the set. */
	int[] toArray() {
		return this.ports.clone();
	}

	/** Return the canonical port part of a pattern, colon included. */
	String text(String scheme) {
		if (this.ports.length < 2) {
			return admitAny() ? ":*" : (this.ports[0] == NONE) ? "" : ":" + this.ports[0];
		}
		StringJoiner text = new StringJoiner(",", ":[", "]");
		for (int port : this.ports) {
			text.add(String.valueOf((port == NONE) ? defaultPort(scheme) : port));
		}
		return text.toString();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Ports ports && Arrays.equals(this.ports, ports.ports);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.ports);
	}

	@Override
	public String toString() {
		return admitAny() ? "any" : Arrays.toString(this.ports);
	}

}
