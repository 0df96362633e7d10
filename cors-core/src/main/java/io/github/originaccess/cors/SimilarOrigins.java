// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.OriginPattern.Form;
import org.jspecify.annotations.Nullable;

/**
 * A search for an allowed origin that differs little from one that is not: in scheme,
 * port, {@code www.}, the name of this computer, or one character. It is made when
 * somebody reads why a request was denied.
 */
final class SimilarOrigins {

	/** Compares only the first entries, because a list may have a million. */
	private static final int MOST_ENTRIES = 200;

	private static final int MOST_PORTS = 10;

	/** In a shorter label, one edit makes another name. */
	private static final int SHORTEST_MISSPELT_LABEL = 3;

	private static final String WWW = "www.";

	private static final List<String> LOOPBACK_HOSTS = List.of("localhost", "127.0.0.1", "[::1]");

	private final OriginPattern denied;

	private final int port;

	private final OriginSet allowed;

	private final List<OriginPattern> entries = new ArrayList<>();

	/**
	 * Create a search.
	 * @param denied an origin that the policy does not allow
	 * @param policy the policy
	 */
	SimilarOrigins(OriginPattern denied, CorsPolicy policy) {
		this.denied = denied;
		this.port = denied.ports().toArray()[0];
		this.allowed = policy.origins();
		for (String text : policy.values(Setting.ALLOWED_ORIGINS).stream().limit(MOST_ENTRIES).toList()) {
			if (OriginPatternParser.parse(text) instanceof OriginPattern entry) {
				this.entries.add(entry);
			}
		}
	}

	/**
	 * Say in which way an allowed origin differs.
	 * @return a sentence, or {@code null} if none is similar
	 */
	@Nullable String find() {
		String host = this.denied.host();
		String similar = firstAllowed(origins(schemes(), List.of(host), List.of(this.port)));
		similar = (similar != null) ? similar : firstAllowed(origins(scheme(), List.of(host), ports(host)));
		similar = (similar != null) ? similar : loopback();
		if (similar != null) {
			return PrintableText.of(similar) + " is allowed, but scheme, host and port must be the same.";
		}
		String wildcard = wildcard();
		if (wildcard != null) {
			return wildcard;
		}
		String other = host.startsWith(WWW) ? host.substring(WWW.length()) : WWW + host;
		similar = firstAllowed(origins(scheme(), List.of(other), List.of(this.port)));
		similar = (similar != null) ? similar : misspelt();
		return (similar != null)
				? PrintableText.of(similar) + " is allowed, but scheme, host and port must be the same." : null;
	}

	private List<String> scheme() {
		return List.of(this.denied.scheme());
	}

	private Set<String> schemes() {
		Set<String> schemes = new LinkedHashSet<>(List.of("https", "http"));
		this.entries.forEach((entry) -> schemes.add(entry.scheme()));
		return schemes;
	}

	/** Return the ports of entries with the same scheme that a host may have. */
	private Set<Integer> ports(String host) {
		Set<Integer> ports = new LinkedHashSet<>(List.of(Ports.NONE));
		this.entries.stream()
			.filter((entry) -> entry.scheme().equals(this.denied.scheme()))
			.filter((entry) -> entry.form() != Form.EXACT || entry.host().equals(host))
			.forEach((entry) -> Arrays.stream(entry.ports().toArray()).limit(MOST_PORTS).forEach(ports::add));
		return ports;
	}

	/** Find another name of this computer. */
	private @Nullable String loopback() {
		if (!LOOPBACK_HOSTS.contains(this.denied.host())) {
			return null;
		}
		String similar = firstAllowed(origins(scheme(), LOOPBACK_HOSTS, List.of(this.port)));
		for (String host : LOOPBACK_HOSTS) {
			similar = (similar != null) ? similar : firstAllowed(origins(scheme(), List.of(host), ports(host)));
		}
		return similar;
	}

	/** Find a pattern that ends one label too early or too late. */
	private @Nullable String wildcard() {
		String host = this.denied.host();
		for (OriginPattern entry : this.entries) {
			boolean sameScheme = entry.scheme().equals(this.denied.scheme());
			if (sameScheme && entry.form() == Form.SUBDOMAINS && entry.host().equals(host)) {
				return PrintableText.ofHeader(entry.text()) + " is allowed, but stands for names below "
						+ PrintableText.of(host) + " only.";
			}
			if (sameScheme && entry.form() == Form.LABEL && host.startsWith(entry.prefix())
					&& host.endsWith(entry.suffix() + "." + entry.host())) {
				return PrintableText.ofHeader(entry.text())
						+ " is allowed, but its * stands for a part of one label only.";
			}
		}
		return null;
	}

	private @Nullable String misspelt() {
		for (OriginPattern entry : this.entries) {
			if (entry.form() == Form.EXACT && entry.scheme().equals(this.denied.scheme())
					&& entry.ports().cover(this.denied.ports()) && isMisspelling(entry.host(), this.denied.host())) {
				return entry.origin(this.port);
			}
		}
		return null;
	}

	/** Whether hosts differ by one edit in a label. Numbers differ on purpose. */
	private static boolean isMisspelling(String host, String other) {
		if (EditDistance.between(host, other, 1) != 1) {
			return false;
		}
		int start = 0;
		while (host.regionMatches(start, other, start, 1)) {
			start++;
		}
		String longer = (host.length() < other.length()) ? other : host;
		int at = Math.min(start, longer.length() - 1);
		int labelEnd = longer.indexOf('.', at);
		String label = longer.substring(longer.lastIndexOf('.', at - 1) + 1,
				(labelEnd < 0) ? longer.length() : labelEnd);
		return label.length() >= SHORTEST_MISSPELT_LABEL && Character.isLetter(longer.charAt(at))
				&& !IpLiteral.isLoopback(host);
	}

	private List<String> origins(Iterable<String> schemes, Iterable<String> hosts, Iterable<Integer> ports) {
		List<String> origins = new ArrayList<>();
		for (String scheme : schemes) {
			for (String host : hosts) {
				for (int port : ports) {
					origins.add(scheme + "://" + host + ((port == Ports.NONE) ? "" : ":" + port));
				}
			}
		}
		return origins;
	}

	private @Nullable String firstAllowed(List<String> origins) {
		return origins.stream().filter(this.allowed::contains).findFirst().orElse(null);
	}

}
