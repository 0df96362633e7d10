// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.PathSyntax;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.PathProblems;
import org.jspecify.annotations.Nullable;

/**
 * The policies that say what Spring's configuration says, by name, the default policy
 * first. All of them are valid.
 */
final class ProposedPolicies {

	private static final String ALL = "/**";

	/** Each refusal leaves out values, so few rounds are enough. */
	private static final int MOST_ROUNDS = 20;

	private static final PathSyntax PATHS = PathProblems::find;

	private ProposedPolicies() {
	}

	/**
	 * Make the policies.
	 * @param rules what Spring does
	 * @param remarks takes what is missing together with its policy, one sentence each
	 * @param reserved whether management endpoints alone are at the paths of a pattern
	 */
	static Map<String, ProposedPolicy> of(Collection<SpringRule> rules, Consumer<String> remarks,
			Predicate<String> reserved) {
		Map<Group, ProposedPolicy> bySettings = new LinkedHashMap<>();
		for (SpringRule rule : rules) {
			bySettings
				.computeIfAbsent(new Group(rule.settings(), reserved.test(rule.pattern())),
						(group) -> SettingsTranslation.of(group.settings()))
				.add(rule);
		}
		List<ProposedPolicy> policies = new ArrayList<>();
		for (ProposedPolicy policy : bySettings.values()) {
			makeValid(policy);
			Optional<ProposedPolicy> same = policies.stream()
				.filter((other) -> policy.isLike(other) && isReserved(policy, reserved) == isReserved(other, reserved))
				.findFirst();
			same.ifPresentOrElse((other) -> other.merge(policy), () -> policies.add(policy));
		}
		policies.removeIf((policy) -> {
			boolean empty = policy.values(Setting.PATHS).isEmpty();
			if (empty) {
				policy.remarks(Setting.PATHS).forEach(remarks);
			}
			return empty;
		});
		return named(policies, reserved);
	}

	/**
	 * Rules that have one policy. The default policy covers no management endpoints.
	 *
	 * @param settings the settings
	 * @param reserved whether the rules are for management endpoints
	 */
	private record Group(SpringSettings settings, boolean reserved) {

	}

	private static boolean isReserved(ProposedPolicy policy, Predicate<String> reserved) {
		return policy.values(Setting.PATHS).stream().anyMatch(reserved);
	}

	/**
	 * Leave out the values that a policy would refuse. The policies do not depend on each
	 * other: no pattern is in two of them, and each has all settings.
	 */
	private static void makeValid(ProposedPolicy policy) {
		for (int i = 0; i < MOST_ROUNDS && !policy.values(Setting.PATHS).isEmpty(); i++) {
			if (policy.values(Setting.ALLOWED_METHODS).isEmpty()) {
				policy.set(Setting.ALLOWED_METHODS, List.of("GET"));
				policy.close("No method is left, so nobody is allowed.");
			}
			try {
				CorsPolicyBuilder builder = policy.builder(CorsPolicyBuilder.DEFAULT_NAME, new CorsPolicyBuilder());
				CorsPolicyBuilder.buildAll(List.of(builder), PATHS, (warning) -> {
				});
				policy.remarkOnLabels();
				return;
			}
			catch (InvalidCorsPolicyException ex) {
				// From the end, so that the positions of the others stay.
				ex.problems()
					.stream()
					.sorted(Comparator.comparingInt(Problem::index).reversed())
					.collect(Collectors.toMap((problem) -> problem.setting() + " " + problem.index(),
							(problem) -> problem, (first, second) -> first, LinkedHashMap::new))
					.values()
					.forEach(policy::leaveOut);
			}
		}
		policy.set(Setting.PATHS, List.of());
	}

	private static Map<String, ProposedPolicy> named(List<ProposedPolicy> policies, Predicate<String> reserved) {
		Map<String, ProposedPolicy> named = new LinkedHashMap<>();
		ProposedPolicy first = defaultPolicy(
				policies.stream().filter((policy) -> !isReserved(policy, reserved)).toList());
		if (first != null) {
			named.put(CorsPolicyBuilder.DEFAULT_NAME, first);
		}
		// Boot takes names that differ in dashes alone for the same.
		Set<String> taken = new HashSet<>();
		for (ProposedPolicy policy : policies) {
			if (policy != first) {
				String name = name(policy.values(Setting.PATHS));
				String unique = Stream.iterate(1, (i) -> i + 1)
					.map((i) -> (i == 1) ? name : name + "-" + i)
					.filter((each) -> taken.add(each.replace("-", "")))
					.findFirst()
					.orElseThrow();
				named.put(unique, policy);
			}
		}
		return named;
	}

	/** Return the policy for all paths, or else the one with the most paths. */
	private static @Nullable ProposedPolicy defaultPolicy(List<ProposedPolicy> policies) {
		return policies.stream()
			.filter((policy) -> policy.values(Setting.PATHS).contains(ALL))
			.findFirst()
			.or(() -> policies.stream().max(Comparator.comparingInt((policy) -> policy.values(Setting.PATHS).size())))
			.orElse(null);
	}

	/** Return a name that begins like the first path. */
	private static String name(List<String> paths) {
		String words = Stream.of(paths.get(0).split("/"))
			.map((segment) -> segment.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ""))
			.filter((segment) -> !segment.isEmpty() && !Character.isDigit(segment.charAt(0)))
			.limit(3)
			.collect(Collectors.joining("-"));
		if (words.isEmpty() || words.equals(CorsPolicyBuilder.DEFAULT_NAME)) {
			return "policy";
		}
		return PropertiesText.isWord(words) ? words + "-policy" : words;
	}

}
