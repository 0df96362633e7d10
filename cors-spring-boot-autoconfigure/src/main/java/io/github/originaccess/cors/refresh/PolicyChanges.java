// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;

/**
 * What a swap of policies has changed, in words.
 */
final class PolicyChanges {

	private static final int MOST_CHANGES = 20;

	private PolicyChanges() {
	}

	/** Return what has changed; empty if nothing has. */
	static String describe(CorsPoliciesSwapped event) {
		Map<String, CorsPolicy> old = new LinkedHashMap<>();
		event.before().forEach((policy) -> old.put(policy.name(), policy));
		List<String> changes = new ArrayList<>();
		for (CorsPolicy policy : event.after()) {
			CorsPolicy before = old.remove(policy.name());
			String change = (before == null) ? "is new, with " + count(policy) : describe(before, policy);
			if (!change.isEmpty()) {
				changes.add(quoted(policy.name()) + " " + change);
			}
		}
		old.keySet().forEach((name) -> changes.add(quoted(name) + " is gone"));
		return (changes.size() <= MOST_CHANGES) ? String.join("; ", changes)
				: String.join("; ", changes.subList(0, MOST_CHANGES)) + "; and " + (changes.size() - MOST_CHANGES)
						+ " more";
	}

	private static String describe(CorsPolicy before, CorsPolicy after) {
		List<String> changes = new ArrayList<>();
		if (!before.values(Setting.ALLOWED_ORIGINS).equals(after.values(Setting.ALLOWED_ORIGINS))) {
			changes.add("has " + count(after) + " after " + number(before));
		}
		String others = Arrays.stream(Setting.values())
			.filter((setting) -> setting != Setting.ALLOWED_ORIGINS)
			.filter((setting) -> !before.values(setting).equals(after.values(setting)))
			.map((setting) -> "another " + setting.propertyName())
			.collect(Collectors.joining(", "));
		if (!others.isEmpty()) {
			changes.add((changes.isEmpty() ? "has " : "") + others);
		}
		return String.join(", ", changes);
	}

	private static String count(CorsPolicy policy) {
		return number(policy) + ((policy.values(Setting.ALLOWED_ORIGINS).size() == 1) ? " origin" : " origins");
	}

	private static String number(CorsPolicy policy) {
		return String.format(Locale.ROOT, "%,d", policy.values(Setting.ALLOWED_ORIGINS).size());
	}

	private static String quoted(String name) {
		return "'" + PrintableValue.of(name) + "'";
	}

}
