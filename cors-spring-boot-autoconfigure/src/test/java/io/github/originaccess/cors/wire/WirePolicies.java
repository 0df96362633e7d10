// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.fixtures.PolicySettings;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;

/**
 * The policies of a table as named policies of one application, each with a path of its
 * own.
 *
 * @param policies the policies
 */
record WirePolicies(List<PolicySettings> policies) {

	Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int i = 0; i < this.policies.size(); i++) {
			String policy = "cors.policies.p" + i + ".";
			properties.put(policy + "paths", "/p" + i + "/**");
			this.policies.get(i).values().forEach((name, value) -> properties.put(policy + name, value));
		}
		return properties;
	}

	WireResponse send(int port, PolicySettings policy, WireRequest request) throws IOException {
		return RawHttp.send(port, "/p" + this.policies.indexOf(policy) + "/anything", request);
	}

}
