// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The places where the settings of policies were set, and the warnings about them.
 */
public interface SettingPlaces {

	/**
	 * Find the place of a setting.
	 * @param policy name of the policy
	 * @param setting the setting
	 * @return the property and its place, as people read them; {@code null} if the
	 * built-in default holds, or the policy is unknown
	 */
	@Nullable String find(String policy, Setting setting);

	/**
	 * Return the warnings about the configuration in force.
	 * @return one line each
	 */
	List<String> warnings();

}
