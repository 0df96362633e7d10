// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.SettingPlaces;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The places of settings, as the first words of a warning.
 *
 * @param available the places, if the policies were made from properties
 */
record PolicyPlaces(ObjectProvider<SettingPlaces> available) {

	/** Return where a setting of a policy was set: its property and place, or code. */
	String of(CorsPolicy policy, Setting setting) {
		SettingPlaces places = this.available.getIfAvailable();
		String place = (places != null) ? places.find(policy.name(), setting) : null;
		return PrintableValue.of((place != null && place.startsWith("cors")) ? place
				: setting.propertyName() + " of the policy '" + policy.name() + "' in code");
	}

}
