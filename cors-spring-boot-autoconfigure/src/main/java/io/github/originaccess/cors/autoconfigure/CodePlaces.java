// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

/**
 * The places of policies that the application makes itself.
 *
 * @param registry the policies in force
 * @param registries the names of the beans that made them
 * @param resolvers the names of the beans that make the others
 */
record CodePlaces(CorsPolicyRegistry registry, List<String> registries,
		List<String> resolvers) implements SettingPlaces {

	CodePlaces {
		registries = List.copyOf(registries);
		resolvers = List.copyOf(resolvers);
	}

	@Override
	public SettingPlace find(CorsPolicy policy, Setting setting) {
		return SettingPlace.inCode((this.registry.policy(policy.name()) != null) ? this.registries : this.resolvers);
	}

	@Override
	public SettingPlace ofPolicies() {
		return SettingPlace.inCode(this.registries);
	}

}
