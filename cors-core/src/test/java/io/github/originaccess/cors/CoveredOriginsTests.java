// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.originaccess.cors.OriginPattern.Form;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the search for covered elements with a comparison of all pairs.
 */
class CoveredOriginsTests {

	private static final int LISTS = 3_000;

	private static final String[] HOSTS = { "a.example.com", "b.a.example.com", "pr-1.example.com",
			"pr-1-x.example.com", "*.example.com", "*.a.example.com", "*.com", "pr-*.example.com", "p*.example.com",
			"pr-1-*.example.com", "*-x.example.com", "*-1-x.example.com", "pr-*-x.example.com", "p*-x.example.com",
			"pr-*.a.example.com", "example.com" };

	private static final String[] ADDRESSES = { "10.*.*.*", "10.1.*.*", "10.1.2.*", "10.1.2.3", "10.2.*.*", "10.2.0.1",
			"192.168.*.*", "192.168.1.*", "11.1.2.3", "a.10.example.com" };

	/** Hosts of a custom scheme, for which {@code :*} is no port. */
	private static final String[] OPAQUE_HOSTS = { "*", "a", "-", "[::1]", "a.example.com" };

	private static final String[] PORTS = { "", ":*", ":8443", ":[443,8443]", ":[8443,9443]", ":[443,8443,9443]",
			":9443" };

	@Test
	void coveredElementsEqualThoseOfComparingEveryPair() {
		long seed = Seed.next();
		Random random = new Random(seed);
		int found = 0;
		for (int i = 0; i < LISTS; i++) {
			List<String> entries = new ArrayList<>();
			for (int n = 2 + random.nextInt(12); n > 0; n--) {
				entries.add((random.nextInt(60) == 0) ? "*" : somePattern(random));
			}
			OriginList origins = OriginList.parse(entries);
			assertThat(origins.invalid()).isEmpty();
			List<String> actual = new ArrayList<>();
			CoveredOrigins.find(origins, (covered, covering) -> actual.add(covered + " < " + covering));
			assertThat(actual).as("seed %s: %s", seed, entries).isEqualTo(byComparingPairs(origins));
			found += actual.size();
		}
		assertThat(found).as("found, seed " + seed).isGreaterThan(LISTS);
	}

	private static String somePattern(Random random) {
		String port = PORTS[random.nextInt(PORTS.length)];
		String scheme = (random.nextInt(5) == 0) ? "http://" : "https://";
		return switch (random.nextInt(5)) {
			case 0 -> scheme + ADDRESSES[random.nextInt(ADDRESSES.length)] + port;
			case 1 -> ((random.nextInt(3) == 0) ? "ionic://" : "app://")
					+ OPAQUE_HOSTS[random.nextInt(OPAQUE_HOSTS.length)] + (port.equals(":*") ? "" : port);
			default -> scheme + HOSTS[random.nextInt(HOSTS.length)] + port;
		};
	}

	private static List<String> byComparingPairs(OriginList origins) {
		List<String> found = new ArrayList<>();
		for (OriginList.Entry origin : origins.entries()) {
			OriginPattern pattern = origin.pattern();
			IntStream.range(0, origins.patterns().size())
				.mapToObj((order) -> origins.patterns().get(order))
				.filter((other) -> !other.pattern().equals(pattern) && other.pattern().covers(pattern))
				.min(Comparator.comparingInt((other) -> rank(other.pattern(), pattern)))
				.ifPresent((other) -> found.add(origin.element() + " < " + other.element()));
		}
		return found;
	}

	/**
	 * Return the rank of a covering pattern; the lowest one is reported. The order is:
	 * {@code *}, every host of a scheme, the widest network, a pattern that differs in
	 * suffix or ports only, the shortest prefix, the nearest parent. The first of the
	 * list wins a tie.
	 */
	private static int rank(OriginPattern covering, OriginPattern covered) {
		if (covering.form() == Form.ANY) {
			return -2000;
		}
		if (covering.form() == Form.ANY_HOST || covering.form() == Form.OCTETS) {
			return OctetPattern.isMeantBy(covering.host()) ? OctetPattern.prefix(covering.host()).length() - 1000
					: -1000;
		}
		if (covering.form() == covered.form() && covering.host().equals(covered.host())
				&& covering.prefix().equals(covered.prefix())) {
			return 1;
		}
		return (covering.form() == Form.LABEL) ? 2 + covering.prefix().length() : 1000 - covering.host().length();
	}

}
