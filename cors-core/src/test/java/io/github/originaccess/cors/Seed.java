// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.logging.Logger;

/**
 * The seed of random tests. It is printed, and {@code -Dseed=…} repeats a run.
 */
final class Seed {

	private static final Logger logger = Logger.getLogger(Seed.class.getName());

	private Seed() {
	}

	static long next() {
		long seed = Long.getLong("seed", System.nanoTime());
		logger.info(() -> "seed " + seed);
		return seed;
	}

}
