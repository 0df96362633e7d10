// SPDX-License-Identifier: Apache-2.0

/**
 * Spring's own CORS configuration, read and written as properties of policies, for those
 * who move over.
 * <ol>
 * <li>{@code SpringRules} reads the second CORS layers of the application: which settings
 * hold for which paths.</li>
 * <li>{@code ProposedPolicies} makes policies of them. {@code SettingsTranslation} has
 * the differences between Spring's settings and those of a policy. Values that a policy
 * refuses become remarks.</li>
 * <li>{@code PropertiesText} writes the policies as YAML.</li>
 * </ol>
 * {@code ExistingCors} has the text. The log shows it at a start without policies, and
 * the actuator at any time.
 */
@NullMarked
package io.github.originaccess.cors.migrate;

import org.jspecify.annotations.NullMarked;
