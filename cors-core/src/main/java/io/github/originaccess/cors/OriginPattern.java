// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * An origin or origin pattern in canonical form: in lower case, with ports as browsers
 * write them.
 *
 * @param form the form of the host
 * @param scheme the scheme; empty if {@link Form#ANY}
 * @param prefix the beginning of the leftmost label; empty unless {@link Form#LABEL}
 * @param suffix the end of the leftmost label; empty unless {@link Form#LABEL}
 * @param host the whole host if {@link Form#EXACT} or {@link Form#OCTETS}, else the text
 * after the first dot; empty if there is none
 * @param ports the ports
 */
record OriginPattern(Form form, String scheme, String prefix, String suffix, String host,
		Ports ports) implements ParsedOrigin {

	/** The pattern {@code *}. */
	static final OriginPattern ANY = new OriginPattern(Form.ANY, "", "", "", "", Ports.ANY);

	/** Return the canonical text, which parses to an equal pattern. */
	String text() {
		return (this.form == Form.ANY) ? "*" : textWithoutPorts() + this.ports.text(this.scheme);
	}

	/** Return the canonical text before the ports, which equals that of no other host. */
	String textWithoutPorts() {
		return switch (this.form) {
			case ANY -> "*";
			case EXACT, OCTETS -> this.scheme + "://" + this.host;
			case ANY_HOST -> this.scheme + "://*";
			case SUBDOMAINS -> this.scheme + "://*." + this.host;
			case LABEL ->
				this.scheme + "://" + this.prefix + "*" + this.suffix + (this.host.isEmpty() ? "" : "." + this.host);
		};
	}

	/** Return the origin of an exact pattern and one of its ports. */
	String origin(int port) {
		String origin = this.scheme + "://" + this.host;
		return (port == Ports.NONE) ? origin : origin + ":" + port;
	}

	/**
	 * Whether pages of the origins are safe from changes on the network. Plain http is
	 * safe on a loopback host only. Custom schemes belong to installed applications, so
	 * they are safe.
	 */
	boolean isSecure() {
		return !this.scheme.equals("http") || isLoopback();
	}

	/** Whether all hosts are those of the computer itself. */
	boolean isLoopback() {
		return (this.form == Form.OCTETS) ? this.host.startsWith("127.") : IpLiteral.isLoopback(this.host);
	}

	/** Whether this pattern matches every origin that another pattern matches. */
	boolean covers(OriginPattern other) {
		if (this.form == Form.ANY || other.form == Form.ANY) {
			return this.form == Form.ANY;
		}
		return this.scheme.equals(other.scheme) && coversHostOf(other) && this.ports.cover(other.ports);
	}

	private boolean coversHostOf(OriginPattern other) {
		return switch (this.form) {
			case SUBDOMAINS ->
				other.host.endsWith("." + this.host) || other.form != Form.EXACT && other.host.equals(this.host);
			case LABEL -> coversLabelOf(other);
			case ANY_HOST -> !other.host.startsWith("[");
			case OCTETS -> coversAddressesOf(other);
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

	/** Whether every address of another pattern begins with the same octets. */
	private boolean coversAddressesOf(OriginPattern other) {
		boolean addresses = other.form == Form.OCTETS || other.form == Form.EXACT && IpLiteral.isIpv4(other.host);
		return addresses && other.host.startsWith(OctetPattern.prefix(this.host));
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
		LABEL,

		/** {@code app://*}: every host of a scheme other than http and https. */
		ANY_HOST,

		/** {@code 192.168.*.*}: the IPv4 addresses that begin with some octets. */
		OCTETS

	}

}
