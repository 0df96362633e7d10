// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.caches;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.originaccess.cors.wire.PersistentConnection;
import io.github.originaccess.cors.wire.WebServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random sequences of requests through caches. No page reads a response that was made for
 * another origin or with credentials, unless it could request the same response itself.
 * {@code -Dcaches=20000} tries that many sequences on each server, {@code -Dseed=…}
 * repeats a run.
 */
class CachedAnswersTests {

	private static final Log logger = LogFactory.getLog(CachedAnswersTests.class);

	private static final int STEPS = 30;

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "JETTY")
	void cacheGivesAPageOnlyWhatItCouldRequestItself(WebServer server) throws Exception {
		long seed = Long.getLong("seed", System.nanoTime());
		int sequences = Integer.getInteger("caches", 50);
		logger.info(server + ": seed " + seed);
		Random seeds = new Random(seed);
		int reused = 0;
		Map<Area, Integer> reads = new EnumMap<>(Area.class);
		int port = WebServer.port(server.run(TellingApplication.class, Area.properties()));
		try (PersistentConnection connection = new PersistentConnection(port)) {
			for (int i = 0; i < sequences; i++) {
				RandomVisits visits = new RandomVisits(Hop.over(connection), new Random(seeds.nextLong()));
				for (int step = 0; step < STEPS; step++) {
					@Nullable List<String> leak = visits.step();
					assertThat(leak).as("seed %d, the last page must not read this", seed).isNull();
				}
				reused += visits.reused();
				visits.reads().forEach((area, count) -> reads.merge(area, count, Integer::sum));
			}
		}
		// These checks fail if the caches keep nothing or the server allows no origin.
		assertThat(reused).isGreaterThan(sequences * STEPS / 10);
		assertThat(reads).containsOnlyKeys(Area.ANY, Area.NAMED, Area.NAMED_OTHER, Area.CREDENTIALS,
				Area.CREDENTIALS_WITHIN_ANY, Area.ANY_WITHIN_CREDENTIALS);
	}

}
