// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

	/** The forms of the patterns that can cover others. */
	private final Set<Form> forms = EnumSet.noneOf(Form.class);

	/** Patterns that can cover others, by their texts without ports. */
	private final Map<String, Candidates> candidates = new HashMap<>();

	/**
	 * The lengths of the prefixes below a host, by the pattern of its subdomains: bit n
	 * stands for n characters.
	 */
	private final Map<String, Long> prefixLengths = new HashMap<>();

	/**
	 * The lengths of the suffixes that go with a prefix, by the pattern without suffix.
	 */
	private final Map<String, Long> suffixLengths = new HashMap<>();

	private CoveredOrigins(List<Entry> patterns) {
		for (int i = 0; i < patterns.size(); i++) {
			OriginPattern pattern = patterns.get(i).pattern();
			if (pattern.form() == Form.EXACT && pattern.ports().areOne()) {
				continue;
			}
			this.forms.add(pattern.form());
			Candidate candidate = new Candidate(i, patterns.get(i));
			Candidates same = this.candidates.putIfAbsent(pattern.textWithoutPorts(), new Candidates(candidate));
			if (same != null) {
				same.add(candidate);
			}
			if (pattern.form() == Form.LABEL) {
				addLength(this.prefixLengths, subdomains(pattern.scheme(), pattern.host()), pattern.prefix());
				addLength(this.suffixLengths, label(pattern, pattern.prefix(), "", pattern.host()), pattern.suffix());
			}
		}
	}

	private static void addLength(Map<String, Long> lengths, String key, String text) {
		lengths.put(key, lengths.getOrDefault(key, 0L) | 1L << text.length());
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
		if (this.forms.contains(Form.ANY)) {
			return candidate(OriginPattern.ANY.text(), pattern);
		}
		Candidate wide = coveringSchemeOrAddresses(pattern);
		if (wide != null) {
			return wide;
		}
		Candidate same = (pattern.form() == Form.LABEL) ? withPrefix(pattern.prefix(), pattern)
				: candidate(pattern.textWithoutPorts(), pattern);
		return (same != null) ? same : coveringHost(pattern);
	}

	/**
	 * Return the pattern of the whole scheme, or else the widest pattern of addresses,
	 * that covers another pattern.
	 */
	private @Nullable Candidate coveringSchemeOrAddresses(OriginPattern pattern) {
		Candidate covering = this.forms.contains(Form.ANY_HOST)
				? candidate(text(Form.ANY_HOST, pattern.scheme(), ""), pattern) : null;
		boolean address = this.forms.contains(Form.OCTETS)
				&& (pattern.form() == Form.OCTETS || pattern.form() == Form.EXACT && IpLiteral.isIpv4(pattern.host()));
		List<String> octets = address ? OctetPattern.octets(pattern.host()) : List.of();
		for (int fixed = 1; fixed < octets.size() && covering == null; fixed++) {
			covering = candidate(text(Form.OCTETS, pattern.scheme(), OctetPattern.of(octets, fixed)), pattern);
		}
		return covering;
	}

	private @Nullable Candidate coveringHost(OriginPattern pattern) {
		String parent = parent(pattern);
		if (this.forms.contains(Form.LABEL) && pattern.form() != Form.SUBDOMAINS) {
			String text = (pattern.form() == Form.EXACT) ? pattern.leftmostLabel() : pattern.prefix();
			long lengths = this.prefixLengths.getOrDefault(subdomains(pattern.scheme(), parent), 0L);
			for (int length = 0; length <= text.length(); length++) {
				Candidate label = ((lengths >>> length & 1) != 0) ? withPrefix(text.substring(0, length), pattern)
						: null;
				if (label != null) {
					return label;
				}
			}
		}
		String host = this.forms.contains(Form.SUBDOMAINS) ? parent : "";
		while (!host.isEmpty()) {
			Candidate subdomains = candidate(subdomains(pattern.scheme(), host), pattern);
			if (subdomains != null || host.indexOf('.') < 0) {
				return subdomains;
			}
			host = host.substring(host.indexOf('.') + 1);
		}
		return null;
	}

	/** Return the first pattern with a prefix that covers another pattern. */
	private @Nullable Candidate withPrefix(String prefix, OriginPattern pattern) {
		String parent = parent(pattern);
		String text = (pattern.form() == Form.EXACT) ? pattern.leftmostLabel() : pattern.suffix();
		long lengths = this.suffixLengths.getOrDefault(label(pattern, prefix, "", parent), 0L);
		Candidate first = null;
		for (int length = 0; length <= text.length(); length++) {
			if ((lengths >>> length & 1) != 0) {
				String suffix = text.substring(text.length() - length);
				Candidate candidate = candidate(label(pattern, prefix, suffix, parent), pattern);
				first = (first == null || candidate != null && candidate.order() < first.order()) ? candidate : first;
			}
		}
		return first;
	}

	private @Nullable Candidate candidate(String text, OriginPattern pattern) {
		Candidates candidates = this.candidates.get(text);
		return (candidates != null) ? candidates.first(pattern) : null;
	}

	private static String parent(OriginPattern pattern) {
		return (pattern.form() == Form.EXACT) ? pattern.parentHost() : pattern.host();
	}

	private static String subdomains(String scheme, String host) {
		return text(Form.SUBDOMAINS, scheme, host);
	}

	private static String label(OriginPattern pattern, String prefix, String suffix, String parent) {
		return new OriginPattern(Form.LABEL, pattern.scheme(), prefix, suffix, parent, Ports.ANY).textWithoutPorts();
	}

	private static String text(Form form, String scheme, String host) {
		return new OriginPattern(form, scheme, "", "", host, Ports.ANY).textWithoutPorts();
	}

	/**
	 * A pattern that can cover others.
	 *
	 * @param order its position among these patterns
	 * @param origin its element in the list
	 */
	private record Candidate(int order, Entry origin) {

		OriginPattern pattern() {
			return this.origin.pattern();
		}

		boolean covers(OriginPattern other) {
			return pattern() != other && pattern().covers(other) && !pattern().equals(other);
		}

	}

	/**
	 * Candidates that differ only in their ports; of equal candidates, the first.
	 */
	private static final class Candidates {

		private final Candidate first;

		/** All candidates; empty while there is only the first, as for most hosts. */
		private final Map<Ports, Candidate> byPorts = new HashMap<>(1);

		private final Map<Integer, List<Candidate>> byPort = new HashMap<>(1);

		Candidates(Candidate first) {
			this.first = first;
		}

		void add(Candidate candidate) {
			if (this.byPorts.isEmpty()) {
				addByPort(this.first);
			}
			addByPort(candidate);
		}

		private void addByPort(Candidate candidate) {
			Ports ports = candidate.pattern().ports();
			if (this.byPorts.putIfAbsent(ports, candidate) == null) {
				for (int port : ports.toArray()) {
					this.byPort.computeIfAbsent(port, (key) -> new ArrayList<>(1)).add(candidate);
				}
			}
		}

		/** Return the first candidate that covers a pattern, by its rarest port. */
		@Nullable Candidate first(OriginPattern pattern) {
			if (this.byPorts.isEmpty()) {
				return this.first.covers(pattern) ? this.first : null;
			}
			Candidate anyPort = this.byPorts.get(Ports.ANY);
			Candidate first = (anyPort != null && anyPort.covers(pattern)) ? anyPort : null;
			List<Candidate> rarest = null;
			for (int port : pattern.ports().toArray()) {
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

}
