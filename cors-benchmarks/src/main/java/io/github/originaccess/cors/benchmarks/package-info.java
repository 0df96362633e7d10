// SPDX-License-Identifier: Apache-2.0

/**
 * Benchmarks of decisions and filters.
 * {@link io.github.originaccess.cors.benchmarks.Comparison} runs them and prints ratios.
 * A {@code Contender} is a filter, a {@code Trust} is the configuration of all
 * contenders, and an {@code Exchange} is the request that they get.
 */
@NullMarked
package io.github.originaccess.cors.benchmarks;

import org.jspecify.annotations.NullMarked;
