// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An origin or origin pattern in canonical form: in lower case, with ports as browsers
 * write them.
 *
 * @param form the form of the host
 * @param scheme the scheme; empty if {@link Form#ANY}
 * @param prefix the beginning of the leftmost label; empty unless {@link Form#LABEL}
 * @param suffix the end of the leftmost label; empty unless {@link Form#LABEL}
 * @param host the whole host if {@link Form#EXACT}, else the text after the first dot;
 * empty if there is none
 * @param ports the ports in ascending order, with {@link #NO_PORT} for the default port
 * of the scheme; empty for any port
 */
record OriginPattern(Form form, String scheme, String prefix, String suffix, String host,
		List<Integer> ports) implements ParsedOrigin {

	/** The port of an origin without a port. */
	static final int NO_PORT = 0;

	/** The pattern {@code *}. */
	static final OriginPattern ANY = new OriginPattern(Form.ANY, "", "", "", "", List.of());

	OriginPattern {
		ports = (ports.size() < 2) ? List.copyOf(ports) : ports.stream().sorted().distinct().toList();
	}

	/**
	 * Return the default port of a scheme, which browsers leave out, or {@link #NO_PORT}.
	 * @see <a href="https://url.spec.whatwg.org/#default-port">URL, default port</a>
	 */
	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> NO_PORT;
		};
	}

	boolean admitsAnyPort() {
		return this.ports.isEmpty();
	}

	/** Return the canonical text, which parses to an equal pattern. */
	String text() {
		return switch (this.form) {
			case ANY -> "*";
			case EXACT -> this.scheme + "://" + this.host + portText();
			case SUBDOMAINS -> this.scheme + "://*." + this.host + portText();
			case LABEL -> this.scheme + "://" + this.prefix + "*" + this.suffix
					+ (this.host.isEmpty() ? "" : "." + this.host) + portText();
		};
	}

	/** Return the origin of an exact pattern and one of its ports. */
	String origin(int port) {
		String origin = this.scheme + "://" + this.host;
		return (port == NO_PORT) ? origin : origin + ":" + port;
	}

	/**
	 * Whether pages of the origins are safe from changes on the network. Plain http is
	 * safe on a loopback host only. Custom schemes belong to installed applications, so
	 * they are safe.
	 */
	boolean isSecure() {
		return !this.scheme.equals("http") || IpLiteral.isLoopback(this.host);
	}

	/** Whether this pattern matches every origin that another pattern matches. */
	boolean covers(OriginPattern other) {
		if (this.form == Form.ANY || other.form == Form.ANY) {
			return this.form == Form.ANY;
		}
		return this.scheme.equals(other.scheme) && coversHostOf(other) && coversPortsOf(other);
	}

	private boolean coversPortsOf(OriginPattern other) {
		if (admitsAnyPort() || other.admitsAnyPort()) {
			return admitsAnyPort();
		}
		for (Integer port : other.ports) {
			if (Collections.binarySearch(this.ports, port) < 0) {
				return false;
			}
		}
		return true;
	}

	private boolean coversHostOf(OriginPattern other) {
		return switch (this.form) {
			case SUBDOMAINS ->
				other.host.endsWith("." + this.host) || other.form != Form.EXACT && other.host.equals(this.host);
			case LABEL -> coversLabelOf(other);
			default -> other.form == this.form && other.host.equals(this.host);
		};
	}

	private boolean coversLabelOf(OriginPattern other) {
		if (other.form == Form.LABEL) {
			return other.host.equals(this.host) && other.prefix.startsWith(this.prefix)
					&& other.suffix.endsWith(this.suffix);
		}
		String label = other.leftmostLabel();
		return other.form == Form.EXACT && other.parentHost().equals(this.host)
				&& label.length() > this.prefix.length() + this.suffix.length() && label.startsWith(this.prefix)
				&& label.endsWith(this.suffix);
	}

	/** Return the first label of an exact host. */
	String leftmostLabel() {
		int dot = this.host.indexOf('.');
		return (dot < 0) ? this.host : this.host.substring(0, dot);
	}

	/** Return the text after the first label of an exact host; empty for one label. */
	String parentHost() {
		int dot = this.host.indexOf('.');
		return (dot < 0) ? "" : this.host.substring(dot + 1);
	}

	private String portText() {
		if (this.ports.isEmpty()) {
			return ":*";
		}
		if (this.ports.size() == 1) {
			return this.ports.get(0) == NO_PORT ? "" : ":" + this.ports.get(0);
		}
		return this.ports.stream()
			.map((port) -> String.valueOf(port == NO_PORT ? defaultPort(this.scheme) : port))
			.collect(Collectors.joining(",", ":[", "]"));
	}

	/**
	 * The form of a pattern's host.
	 */
	enum Form {

		/** {@code *}: any origin. */
		ANY,

		/** One host. */
		EXACT,

		/** {@code *.example.com}: one or more labels below a host. */
		SUBDOMAINS,

		/** {@code preview-*.example.com}: one label with a prefix, a suffix or both. */
		LABEL

	}

}
