// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.PropertyPlace;
import io.github.originaccess.cors.registry.SettingPlaces;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * What the actuator says of the configuration: where settings were set, with the warnings
 * about them and about the rest of the application.
 */
final class WarnedSources implements SettingPlaces {

	private final ObjectProvider<SettingPlaces> sources;

	private final ObjectProvider<ApplicationWarnings> warnings;

	WarnedSources(ObjectProvider<SettingPlaces> sources, ObjectProvider<ApplicationWarnings> warnings) {
		this.sources = sources;
		this.warnings = warnings;
	}

	@Override
	public @Nullable String find(String policy, Setting setting) {
		SettingPlaces available = this.sources.getIfAvailable();
		return (available != null) ? available.find(policy, setting) : PropertyPlace.IN_CODE.text();
	}

	@Override
	public List<String> warnings() {
		List<String> all = new ArrayList<>();
		this.sources.ifAvailable((available) -> all.addAll(available.warnings()));
		this.warnings.ifAvailable((available) -> all.addAll(available.lines()));
		return all;
	}

}
