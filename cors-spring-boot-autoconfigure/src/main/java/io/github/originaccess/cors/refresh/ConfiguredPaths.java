// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;

import io.github.originaccess.cors.PathSyntax;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Problem.Code;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.PathProblems;
import org.jspecify.annotations.Nullable;

/**
 * The check of configured paths. A named policy may lack them if the application has a
 * resolver, which then chooses the policy.
 *
 * @param resolvers the names of such beans; empty if there are none
 */
record ConfiguredPaths(List<String> resolvers) implements PathSyntax {

	@Override
	public @Nullable Problem check(String policy, int index, String pattern) {
		return PathProblems.find(policy, index, pattern);
	}

	@Override
	public @Nullable Problem checkUnset(String policy) {
		return !this.resolvers.isEmpty() ? null
				: new Problem(Code.PATHS_MISSING, policy, Setting.PATHS, -1, "",
						"a named policy needs the paths that it covers, or a bean of type CorsPolicyResolver that"
								+ " chooses the policy",
						"/api/**");
	}

	/** Return in words how policies without paths are chosen. */
	String chosenBy() {
		return this.resolvers.isEmpty() ? "there is no bean of type CorsPolicyResolver to choose it"
				: "chosen by the CorsPolicyResolver '" + String.join("' or '", this.resolvers) + "'";
	}

}
