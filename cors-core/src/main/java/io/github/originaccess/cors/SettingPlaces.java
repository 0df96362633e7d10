// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

/**
 * The places where the settings of policies are set.
 */
@FunctionalInterface
public interface SettingPlaces {

	/** The places of settings that the properties of their policies set. */
	SettingPlaces IN_PROPERTIES = (policy, setting) -> SettingPlace.IN_PROPERTIES;

	/**
	 * Find the place of a setting.
	 * @param policy the policy that has the setting
	 * @param setting the setting that a remedy is about
	 * @return where the effective value is set: for an inherited one, in the default
	 * policy
	 */
	SettingPlace find(CorsPolicy policy, Setting setting);

	/**
	 * Return the place where policies are made. A request that no policy covers is sent
	 * there.
	 * @return the place; properties unless an implementation knows better
	 */
	default SettingPlace ofPolicies() {
		return SettingPlace.IN_PROPERTIES;
	}

}
