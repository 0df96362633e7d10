// SPDX-License-Identifier: Apache-2.0

/**
 * What a decision costs. {@link io.github.originaccess.cors.benchmarks.Comparison} runs
 * the benchmarks and prints ratios; a {@code Contender} is a filter, a {@code Trust} the
 * configuration that all of them get, an {@code Exchange} the request that they are sent.
 */
@NullMarked
package io.github.originaccess.cors.benchmarks;

import org.jspecify.annotations.NullMarked;
