// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.originaccess.cors.OriginList.Entry;
import io.github.originaccess.cors.OriginPattern.Form;
import org.jspecify.annotations.Nullable;

/**
 * A search for origins that another element of their list covers. An origin is compared
 * only with the few patterns that its labels and ports lead to. So the cost is
 * proportional to the length of the list, even for 100,000 origins.
 */
final class CoveredOrigins {

	/** Patterns that can cover others, by everything but their ports. */
	private final Map<Key, Candidates> candidates = new HashMap<>();

	/** The lengths of the prefixes below a host: bit n stands for n characters. */
	private final Map<Parent, Long> prefixLengths = new HashMap<>();

	/** The lengths of the suffixes that go with a prefix, as bits. */
	private final Map<Prefix, Long> suffixLengths = new HashMap<>();

	private CoveredOrigins(List<Entry> patterns) {
		for (int i = 0; i < patterns.size(); i++) {
			OriginPattern pattern = patterns.get(i).pattern();
			if (pattern.form() != Form.EXACT || pattern.ports().list().size() != 1) {
				this.candidates.computeIfAbsent(Key.of(pattern), (key) -> new Candidates())
					.add(new Candidate(i, patterns.get(i)));
			}
			if (pattern.form() == Form.LABEL) {
				this.prefixLengths.merge(new Parent(pattern.scheme(), pattern.host()), 1L << pattern.prefix().length(),
						(one, other) -> one | other);
				this.suffixLengths.merge(new Prefix(pattern.scheme(), pattern.prefix(), pattern.host()),
						1L << pattern.suffix().length(), (one, other) -> one | other);
			}
		}
	}

	/**
	 * Find covered elements. An element with the same meaning as another is not reported,
	 * because a repetition is harmless.
	 * @param found takes each covered element and an element that covers it
	 */
	static void find(OriginList origins, BiConsumer<ListElement, ListElement> found) {
		CoveredOrigins covered = new CoveredOrigins(origins.patterns());
		if (covered.candidates.isEmpty()) {
			return;
		}
		for (Entry origin : origins.entries()) {
			Candidate covering = covered.covering(origin.pattern());
			if (covering != null) {
				found.accept(origin.element(), covering.origin().element());
			}
		}
	}

	private @Nullable Candidate covering(OriginPattern pattern) {
		Candidate any = candidate(Key.of(OriginPattern.ANY), pattern);
		if (any != null || pattern.form() == Form.ANY) {
			return any;
		}
		Candidate wide = coveringSchemeOrAddresses(pattern);
		if (wide != null) {
			return wide;
		}
		Candidate same = (pattern.form() == Form.LABEL) ? withPrefix(pattern.prefix(), pattern)
				: candidate(Key.of(pattern), pattern);
		return (same != null) ? same : coveringHost(pattern);
	}

	/**
	 * Return the pattern of the whole scheme, or else the widest pattern of addresses,
	 * that covers another pattern.
	 */
	private @Nullable Candidate coveringSchemeOrAddresses(OriginPattern pattern) {
		Candidate covering = candidate(new Key(Form.ANY_HOST, pattern.scheme(), "", "", ""), pattern);
		boolean address = pattern.form() == Form.OCTETS
				|| pattern.form() == Form.EXACT && IpLiteral.isIpv4(pattern.host());
		List<String> octets = address ? OctetPattern.octets(pattern.host()) : List.of();
		for (int fixed = 1; fixed < octets.size() && covering == null; fixed++) {
			String host = OctetPattern.of(octets, fixed);
			covering = candidate(new Key(Form.OCTETS, pattern.scheme(), "", "", host), pattern);
		}
		return covering;
	}

	private @Nullable Candidate coveringHost(OriginPattern pattern) {
		String parent = parent(pattern);
		if (pattern.form() != Form.SUBDOMAINS) {
			String text = (pattern.form() == Form.EXACT) ? pattern.leftmostLabel() : pattern.prefix();
			long lengths = this.prefixLengths.getOrDefault(new Parent(pattern.scheme(), parent), 0L);
			for (int length = 0; length <= text.length(); length++) {
				Candidate label = ((lengths >>> length & 1) != 0) ? withPrefix(text.substring(0, length), pattern)
						: null;
				if (label != null) {
					return label;
				}
			}
		}
		for (String host = parent; !host.isEmpty(); host = host.substring(host.indexOf('.') + 1)) {
			Candidate subdomains = candidate(new Key(Form.SUBDOMAINS, pattern.scheme(), "", "", host), pattern);
			if (subdomains != null || host.indexOf('.') < 0) {
				return subdomains;
			}
		}
		return null;
	}

	/** Return the first pattern with a prefix that covers another pattern. */
	private @Nullable Candidate withPrefix(String prefix, OriginPattern pattern) {
		String parent = parent(pattern);
		String text = (pattern.form() == Form.EXACT) ? pattern.leftmostLabel() : pattern.suffix();
		long lengths = this.suffixLengths.getOrDefault(new Prefix(pattern.scheme(), prefix, parent), 0L);
		Candidate first = null;
		for (int length = 0; length <= text.length(); length++) {
			if ((lengths >>> length & 1) != 0) {
				String suffix = text.substring(text.length() - length);
				Candidate candidate = candidate(new Key(Form.LABEL, pattern.scheme(), prefix, suffix, parent), pattern);
				first = (first == null || candidate != null && candidate.order() < first.order()) ? candidate : first;
			}
		}
		return first;
	}

	private @Nullable Candidate candidate(Key key, OriginPattern pattern) {
		Candidates candidates = this.candidates.get(key);
		return (candidates != null) ? candidates.first(pattern) : null;
	}

	private static String parent(OriginPattern pattern) {
		return (pattern.form() == Form.EXACT) ? pattern.parentHost() : pattern.host();
	}

	/**
	 * A pattern that can cover others.
	 *
	 * @param order its position among these patterns
	 * @param origin its element in the list
	 */
	private record Candidate(int order, Entry origin) {

		boolean covers(OriginPattern pattern) {
			return !this.origin.pattern().equals(pattern) && this.origin.pattern().covers(pattern);
		}

	}

	/**
	 * Candidates that differ only in their ports; of equal candidates, the first.
	 */
	private static final class Candidates {

		private final Map<Ports, Candidate> byPorts = new HashMap<>();

		private final Map<Integer, List<Candidate>> byPort = new HashMap<>();

		void add(Candidate candidate) {
			Ports ports = candidate.origin().pattern().ports();
			if (this.byPorts.putIfAbsent(ports, candidate) == null) {
				ports.list()
					.forEach((port) -> this.byPort.computeIfAbsent(port, (key) -> new ArrayList<>(1)).add(candidate));
			}
		}

		/** Return the first candidate that covers a pattern, by its rarest port. */
		@Nullable Candidate first(OriginPattern pattern) {
			Candidate anyPort = this.byPorts.get(Ports.ANY);
			Candidate first = (anyPort != null && anyPort.covers(pattern)) ? anyPort : null;
			List<Candidate> rarest = null;
			for (Integer port : pattern.ports().list()) {
				List<Candidate> candidates = this.byPort.getOrDefault(port, List.of());
				rarest = (rarest == null || candidates.size() < rarest.size()) ? candidates : rarest;
			}
			for (Candidate candidate : (rarest != null) ? rarest : List.<Candidate>of()) {
				if (first != null && first.order() < candidate.order()) {
					break;
				}
				if (candidate.covers(pattern)) {
					return candidate;
				}
			}
			return first;
		}

	}

	private record Key(Form form, String scheme, String prefix, String suffix, String host) {

		static Key of(OriginPattern pattern) {
			return new Key(pattern.form(), pattern.scheme(), pattern.prefix(), pattern.suffix(), pattern.host());
		}

	}

	private record Parent(String scheme, String host) {

	}

	private record Prefix(String scheme, String prefix, String host) {

	}

}
