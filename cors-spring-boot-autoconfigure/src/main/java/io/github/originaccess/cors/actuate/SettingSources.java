// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.List;

import io.github.originaccess.cors.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Knows where the settings of policies were set.
 */
public interface SettingSources {

	/**
	 * Find out where a setting of a policy was set.
	 * @param policy name of the policy
	 * @param setting the setting
	 * @return the property and its place, for people; {@code null} if the built-in
	 * default holds, or nothing is known of the policy
	 */
	@Nullable String find(String policy, Setting setting);

	/**
	 * Return what is odd about the configuration though it works.
	 * @return one line each
	 */
	List<String> warnings();

}
