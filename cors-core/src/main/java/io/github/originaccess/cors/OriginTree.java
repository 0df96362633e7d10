// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A set of origin patterns as a tree of schemes and host labels, from right to left:
 *
 * <pre>
 * https://*.example.com, https://pr-*.example.com, http://localhost:*
 *
 *             root
 *            /    \
 *        https    http
 *          |        \
 *         com     localhost  exact: any port
 *          |
 *       example  subdomains: no port
 *          |
 *      (prefixes)
 *          |
 *         pr-
 *          |
 *      (suffix "")  exact: no port
 * </pre>
 *
 * A look-up visits each label of the request's origin once, and allocates nothing. One
 * hash table holds the children of all nodes, by parent and label, so the cost of a step
 * does not depend on the configuration. The leftmost label may be compared several times:
 * once for each configured pair of a prefix length and a suffix length. The maximum
 * length of a label limits them to 2,000.
 * <p>
 * Two other trees hold the patterns that are not about labels. They are searched last,
 * and only if such patterns are configured. The nodes of one are the schemes whose every
 * host matches. In the other, the children of a scheme are the first octets of IPv4
 * addresses, with their dots: {@code 192.168.} for {@code 192.168.*.*}.
 */
final class OriginTree {

	private static final String SCHEME_END = "://";

	private final long secret;

	private final Node root;

	/** The schemes whose every host matches, or null if there are none. */
	private final @Nullable Node openSchemes;

	/** The schemes of IPv4 patterns, or null if there are none. */
	private final @Nullable Node addressSchemes;

	private final TextTable<Node> nodes;

	private OriginTree(Builder builder) {
		this.secret = builder.secret;
		this.root = builder.root;
		this.openSchemes = builder.openSchemes;
		this.addressSchemes = builder.addressSchemes;
		this.nodes = builder.nodes;
	}

	static OriginTree of(List<OriginPattern> patterns) {
		return of(patterns, FoldedText.secret());
	}

	static OriginTree of(List<OriginPattern> patterns, long secret) {
		Builder builder = new Builder(secret);
		patterns.forEach(builder::add);
		return builder.tree();
	}

	/** Whether a pattern matches an origin. */
	boolean contains(String origin) {
		if (origin.length() > FetchRules.MAX_ORIGIN_LENGTH) {
			return false;
		}
		int schemeLength = origin.indexOf(SCHEME_END);
		Node scheme = (schemeLength > 0) ? child(this.root, origin, 0, schemeLength) : null;
		if (scheme == null) {
			return false;
		}
		int hostStart = schemeLength + SCHEME_END.length();
		int hostEnd = hostEnd(origin, hostStart);
		int port = (hostEnd == origin.length()) ? Ports.NONE
				: Ports.read(origin, hostEnd + 1, Ports.defaultPort(scheme.text));
		return port >= 0 && containsHost(scheme, origin, hostStart, hostEnd, port);
	}

	/**
	 * Whether a pattern matches an origin in parts.
	 * @param port the port; {@link Ports#NONE} for the scheme's default port
	 */
	boolean contains(String scheme, String host, int port) {
		Node node = child(this.root, scheme, 0, scheme.length());
		return node != null && containsHost(node, host, 0, host.length(), port);
	}

	private boolean containsHost(Node scheme, String origin, int hostStart, int hostEnd, int port) {
		if (hostEnd == hostStart || hostEnd - hostStart > FetchRules.MAX_HOST_LENGTH) {
			return false;
		}
		return containsLabels(scheme, origin, hostStart, hostEnd, port)
				|| this.addressSchemes != null
						&& containsAddress(this.addressSchemes, scheme, origin, hostStart, hostEnd, port)
				|| this.openSchemes != null
						&& isInOpenScheme(this.openSchemes, scheme, origin, hostStart, hostEnd, port);
	}

	private boolean containsLabels(Node scheme, String origin, int hostStart, int hostEnd, int port) {
		Node node = scheme;
		for (int end = hostEnd;;) {
			int start = labelStart(origin, hostStart, end);
			if (node.subdomains != null && node.subdomains.admit(port)) {
				return areLabels(origin, hostStart, end);
			}
			boolean leftmost = start == hostStart;
			if (leftmost && node.prefixes != null && isLabel(origin, start, end)
					&& matchesLabel(node.prefixes, origin, start, end, port)) {
				return true;
			}
			Node child = child(node, origin, start, end);
			if (child == null) {
				return false;
			}
			if (leftmost) {
				return child.exact != null && child.exact.admit(port);
			}
			node = child;
			end = start - 1;
		}
	}

	/**
	 * Whether the host is an IPv4 address, and one to three octets of it are a pattern.
	 */
	private boolean containsAddress(Node schemes, Node scheme, String origin, int hostStart, int hostEnd, int port) {
		Node addresses = child(schemes, scheme.text, 0, scheme.text.length());
		if (addresses == null || !IpLiteral.isIpv4(origin, hostStart, hostEnd)) {
			return false;
		}
		int end = hostStart;
		for (int octets = 1; octets < OctetPattern.OCTETS; octets++) {
			end = origin.indexOf('.', end) + 1;
			Node node = child(addresses, origin, hostStart, end);
			if (node != null && node.exact != null && node.exact.admit(port)) {
				return true;
			}
		}
		return false;
	}

	private boolean isInOpenScheme(Node schemes, Node scheme, String origin, int hostStart, int hostEnd, int port) {
		Node open = child(schemes, scheme.text, 0, scheme.text.length());
		return open != null && open.exact != null && open.exact.admit(port)
				&& FetchRules.isOpaqueHost(origin, hostStart, hostEnd);
	}

	/** Whether a label is a prefix, at least one further character, and a suffix. */
	private boolean matchesLabel(Node prefixes, String origin, int start, int end, int port) {
		int length = end - start;
		for (int p = 0; p < length; p++) {
			if ((prefixes.lengths & 1L << p) == 0) {
				continue;
			}
			Node prefix = child(prefixes, origin, start, start + p);
			for (int s = 0; prefix != null && p + s < length; s++) {
				if ((prefix.lengths & 1L << s) != 0) {
					Node suffix = child(prefix, origin, end - s, end);
					if (suffix != null && suffix.exact != null && suffix.exact.admit(port)) {
						return true;
					}
				}
			}
		}
		return false;
	}

	private @Nullable Node child(Node parent, String text, int start, int end) {
		return this.nodes.get(hash(parent, text, start, end, this.secret), text, start, end);
	}

	/** The hashes of a text below two parents differ by the parents' numbers. */
	private static int hash(Node parent, String text, int start, int end, long secret) {
		return FoldedText.hash(text, start, end, secret) + parent.id;
	}

	/** Return the end of the host, before the colon of a port if there is one. */
	private static int hostEnd(String origin, int hostStart) {
		int i = origin.length();
		while (i > hostStart && origin.charAt(i - 1) >= '0' && origin.charAt(i - 1) <= '9') {
			i--;
		}
		return (i > hostStart && origin.charAt(i - 1) == ':') ? i - 1 : origin.length();
	}

	/** Return where the label begins that ends at an index. */
	private static int labelStart(String origin, int hostStart, int end) {
		int start = end;
		while (start > hostStart && origin.charAt(start - 1) != '.') {
			start--;
		}
		return start;
	}

	private static boolean areLabels(String origin, int hostStart, int hostEnd) {
		for (int end = hostEnd;;) {
			int start = labelStart(origin, hostStart, end);
			if (!isLabel(origin, start, end)) {
				return false;
			}
			if (start == hostStart) {
				return true;
			}
			end = start - 1;
		}
	}

	/**
	 * Whether a region is a label as browsers send it. A label may begin or end with a
	 * hyphen and may contain underscores.
	 */
	private static boolean isLabel(String origin, int start, int end) {
		for (int i = start; i < end; i++) {
			char c = origin.charAt(i);
			if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '-' && c != '_') {
				return false;
			}
		}
		return end > start && end - start <= FetchRules.MAX_LABEL_LENGTH;
	}

	private static final class Node {

		private final int id;

		private final String text;

		/**
		 * Ports of the host whose leftmost label this is, or of the label whose suffix
		 * this is, or of every host of the scheme, or of the addresses that this begins.
		 */
		private @Nullable Ports exact;

		/** Ports of all subdomains of this label. */
		private @Nullable Ports subdomains;

		/** Parent of the configured prefixes of the next label to the left. */
		private @Nullable Node prefixes;

		/**
		 * Lengths of the child prefixes or suffixes: bit n is set if a child's text has n
		 * characters.
		 */
		private long lengths;

		Node(int id, String text) {
			this.id = id;
			this.text = text;
		}

	}

	private static final class Builder {

		private final long secret;

		private final Node root = new Node(0, "");

		private final TextTable<Node> nodes = new TextTable<>();

		private @Nullable Node openSchemes;

		private @Nullable Node addressSchemes;

		private int ids = 1;

		/** Ports of nodes with several patterns. */
		private final Map<Node, List<Ports>> severalExact = new HashMap<>();

		private final Map<Node, List<Ports>> severalSubdomains = new HashMap<>();

		Builder(long secret) {
			this.secret = secret;
		}

		void add(OriginPattern pattern) {
			Node node = child(this.root, pattern.scheme());
			switch (pattern.form()) {
				case ANY_HOST -> {
					this.openSchemes = (this.openSchemes != null) ? this.openSchemes : new Node(this.ids++, "");
					addExact(pattern.ports(), child(this.openSchemes, pattern.scheme()));
				}
				case OCTETS -> {
					this.addressSchemes = (this.addressSchemes != null) ? this.addressSchemes
							: new Node(this.ids++, "");
					Node addresses = child(this.addressSchemes, pattern.scheme());
					addExact(pattern.ports(), child(addresses, OctetPattern.prefix(pattern.host())));
				}
				default -> addLabels(pattern, node);
			}
		}

		private void addLabels(OriginPattern pattern, Node scheme) {
			Node node = scheme;
			String host = pattern.host();
			for (int end = host.length(); end > 0;) {
				int start = labelStart(host, 0, end);
				node = child(node, host.substring(start, end));
				end = start - 1;
			}
			Ports ports = pattern.ports();
			switch (pattern.form()) {
				case SUBDOMAINS -> node.subdomains = add(ports, node, node.subdomains, this.severalSubdomains);
				case EXACT -> addExact(ports, node);
				case LABEL -> {
					if (node.prefixes == null) {
						node.prefixes = new Node(this.ids++, "");
					}
					Node prefix = affix(node.prefixes, pattern.prefix());
					Node suffix = affix(prefix, pattern.suffix());
					addExact(ports, suffix);
				}
				default -> throw new IllegalArgumentException(pattern.text() + " is no pattern of labels");
			}
		}

		private void addExact(Ports ports, Node node) {
			node.exact = add(ports, node, node.exact, this.severalExact);
		}

		/**
		 * Collect ports of a node; they are united once, since steps would be quadratic.
		 */
		private static Ports add(Ports ports, Node node, @Nullable Ports present, Map<Node, List<Ports>> several) {
			if (present != null) {
				several.computeIfAbsent(node, (key) -> new ArrayList<>(List.of(present))).add(ports);
			}
			return (present != null) ? present : ports;
		}

		OriginTree tree() {
			this.severalExact.forEach((node, ports) -> node.exact = Ports.union(ports));
			this.severalSubdomains.forEach((node, ports) -> node.subdomains = Ports.union(ports));
			return new OriginTree(this);
		}

		private Node affix(Node parent, String text) {
			parent.lengths |= 1L << text.length();
			return child(parent, text);
		}

		private Node child(Node parent, String text) {
			int hash = hash(parent, text, 0, text.length(), this.secret);
			Node child = this.nodes.get(hash, text, 0, text.length());
			if (child == null) {
				child = new Node(this.ids++, text);
				this.nodes.put(hash, text, child);
			}
			return child;
		}

	}

}
