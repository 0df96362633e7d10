// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import io.github.originaccess.cors.observe.DroppedHeaderLog;
import io.github.originaccess.cors.registry.PolicySelection;

/**
 * The settings that all guards share. One reference keeps a guard small.
 *
 * @param selection writes decisions
 * @param droppedHeaders the log of headers that a guard drops
 */
record GuardSettings(PolicySelection selection, DroppedHeaderLog droppedHeaders) {

}
