// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.properties.PrintableValue;

/**
 * The places of settings, as the first words of a warning.
 *
 * @param places the places
 */
record PolicyPlaces(SettingPlaces places) {

	/** Return where a setting of a policy was set: its property and place, or a bean. */
	String of(CorsPolicy policy, Setting setting) {
		SettingPlace place = this.places.find(policy, setting);
		String ofPolicy = setting.propertyName() + " of the policy '" + policy.name() + "'";
		return PrintableValue.of(switch (place.setter()) {
			case PROPERTY, INHERITED_PROPERTY -> place.text();
			case NOTHING -> ofPolicy;
			case CODE -> ofPolicy + (place.beans().isEmpty() ? " in " : " in the ") + place.text();
		});
	}

}
