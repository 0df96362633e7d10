// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 */
final class OriginTree {

	private static final String SCHEME_END = "://";

	private final long secret;

	private final Node root;

	private final @Nullable Node[] table;

	private OriginTree(long secret, Node root, @Nullable Node[] table) {
		this.secret = secret;
		this.root = root;
		this.table = table;
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
		Node node = scheme;
		for (int end = hostEnd;;) {
			int start = HostLabels.start(origin, hostStart, end);
			if (node.subdomains != null && node.subdomains.admit(port)) {
				return HostLabels.areAll(origin, hostStart, end);
			}
			boolean leftmost = start == hostStart;
			if (leftmost && node.prefixes != null && HostLabels.isOne(origin, start, end)
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
		return child(this.table, this.secret, parent, text, start, end);
	}

	private static @Nullable Node child(@Nullable Node[] table, long secret, Node parent, String text, int start,
			int end) {
		int mask = table.length - 1;
		int index = index(parent, FoldedText.hash(text, start, end, secret)) & mask;
		for (Node node = table[index]; node != null; node = table[index]) {
			if (node.parent == parent && FoldedText.equals(node.text, text, start, end)) {
				return node;
			}
			index = index + 1 & mask;
		}
		return null;
	}

	private static int index(Node parent, int hash) {
		int mixed = (hash + parent.id) * 0x9E3779B1; // 2^32 divided by the golden ratio
		return mixed ^ mixed >>> 15;
	}

	/** Return the end of the host, before the colon of a port if there is one. */
	private static int hostEnd(String origin, int hostStart) {
		int i = origin.length();
		while (i > hostStart && origin.charAt(i - 1) >= '0' && origin.charAt(i - 1) <= '9') {
			i--;
		}
		return (i > hostStart && origin.charAt(i - 1) == ':') ? i - 1 : origin.length();
	}

	private static final class Node {

		private final int id;

		private final @Nullable Node parent;

		private final String text;

		/**
		 * Ports of the host whose leftmost label this is, or of the label whose suffix
		 * this is.
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

		Node(int id, @Nullable Node parent, String text) {
			this.id = id;
			this.parent = parent;
			this.text = text;
		}

	}

	private static final class Builder {

		private final long secret;

		private final Node root = new Node(0, null, "");

		private final List<Node> children = new ArrayList<>();

		private @Nullable Node[] table = new Node[16];

		private int nodes = 1;

		/** Ports of nodes with several patterns. */
		private final Map<Node, List<Ports>> severalExact = new HashMap<>();

		private final Map<Node, List<Ports>> severalSubdomains = new HashMap<>();

		Builder(long secret) {
			this.secret = secret;
		}

		void add(OriginPattern pattern) {
			Node node = child(this.root, pattern.scheme());
			String host = pattern.host();
			for (int end = host.length(); end > 0;) {
				int start = HostLabels.start(host, 0, end);
				node = child(node, host.substring(start, end));
				end = start - 1;
			}
			Ports ports = pattern.ports();
			switch (pattern.form()) {
				case SUBDOMAINS -> node.subdomains = add(ports, node, node.subdomains, this.severalSubdomains);
				case EXACT -> node.exact = add(ports, node, node.exact, this.severalExact);
				case LABEL -> {
					if (node.prefixes == null) {
						node.prefixes = new Node(this.nodes++, null, "");
					}
					Node prefix = affix(node.prefixes, pattern.prefix());
					Node suffix = affix(prefix, pattern.suffix());
					suffix.exact = add(ports, suffix, suffix.exact, this.severalExact);
				}
				case ANY -> throw new IllegalArgumentException("* is no pattern of a host");
			}
		}

		/**
		 * Collect ports of a node; they are united once, since steps would be quadratic.
		 */
		private static Ports add(Ports ports, Node node, @Nullable Ports present,
				Map<Node, List<Ports>> several) {
			if (present != null) {
				several.computeIfAbsent(node, (key) -> new ArrayList<>(List.of(present))).add(ports);
			}
			return (present != null) ? present : ports;
		}

		OriginTree tree() {
			this.severalExact.forEach((node, ports) -> node.exact = Ports.union(ports));
			this.severalSubdomains.forEach((node, ports) -> node.subdomains = Ports.union(ports));
			return new OriginTree(this.secret, this.root, this.table);
		}

		private Node affix(Node parent, String text) {
			parent.lengths |= 1L << text.length();
			return child(parent, text);
		}

		private Node child(Node parent, String text) {
			Node child = OriginTree.child(this.table, this.secret, parent, text, 0, text.length());
			if (child == null) {
				child = new Node(this.nodes++, parent, text);
				this.children.add(child);
				insert(child);
			}
			return child;
		}

		private void insert(Node node) {
			if (this.children.size() * 2 > this.table.length) {
				this.table = new Node[this.table.length * 2];
				this.children.forEach(this::place);
			}
			else {
				place(node);
			}
		}

		private void place(Node node) {
			int mask = this.table.length - 1;
			int index = index(Objects.requireNonNull(node.parent),
					FoldedText.hash(node.text, 0, node.text.length(), this.secret)) & mask;
			while (this.table[index] != null) {
				index = index + 1 & mask;
			}
			this.table[index] = node;
		}

	}

}
