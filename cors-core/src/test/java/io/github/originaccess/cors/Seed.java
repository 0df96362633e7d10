// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.logging.Logger;

/**
 * Where random tests begin. A seed is printed, and {@code -Dseed=…} repeats it.
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
