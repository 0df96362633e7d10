// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * An immutable snapshot of the policies in force. A request reads it once and never sees
 * two versions.
 *
 * @param configured the policies that a refresh replaces
 * @param added the policies that a program has put besides, by name
 * @param policies all of them, the configured ones first
 * @param byName all of them by name
 * @param withPaths those that cover paths; a resolver alone gives out the others
 * @param paths the table of these paths
 * @param reserved the reserved paths
 * @param parser the parser of path patterns
 */
record PolicySnapshot(List<CorsPolicy> configured, Map<String, CorsPolicy> added, List<CorsPolicy> policies,
		Map<String, CorsPolicy> byName, List<CorsPolicy> withPaths, PathPolicies paths, Collection<String> reserved,
		PathPatternParser parser) {

	/** The most characters of a name or path in a message. */
	private static final int MOST_CHARACTERS = 100;

	/**
	 * Create a snapshot of policies that are all configured.
	 * @throws IllegalArgumentException if two policies clash, or a path is no pattern
	 */
	static PolicySnapshot of(List<CorsPolicy> policies, Collection<String> reserved, PathPatternParser parser) {
		return of(policies, Map.of(), reserved, parser, null);
	}

	/**
	 * Create a snapshot.
	 * @param before a snapshot whose table of paths is kept if it is the same; may be
	 * {@code null}
	 * @throws IllegalArgumentException if two policies clash, or a path is no pattern
	 */
	private static PolicySnapshot of(List<CorsPolicy> configured, Map<String, CorsPolicy> added,
			Collection<String> reserved, PathPatternParser parser, @Nullable PolicySnapshot before) {
		List<CorsPolicy> own = List.copyOf(configured);
		List<CorsPolicy> all = added.isEmpty() ? own : Stream.concat(own.stream(), added.values().stream()).toList();
		List<CorsPolicy> withPaths = new ArrayList<>(all.size());
		for (CorsPolicy policy : all) {
			Assert.isTrue(!policy.isMissing(), "A policy that takes the place of a missing one cannot be in force");
			if (!policy.paths().isEmpty()) {
				withPaths.add(policy);
			}
		}
		Map<String, CorsPolicy> byName = new HashMap<>(added);
		for (CorsPolicy policy : own) {
			if (added.containsKey(policy.name())) {
				throw new IllegalArgumentException("The configuration has a policy " + quoted(policy.name())
						+ ", and a program has put a policy of that name into the registry: rename or remove one of"
						+ " them");
			}
			byName.putIfAbsent(policy.name(), policy);
		}
		if (before != null && before.withPaths.equals(withPaths) && before.reserved.equals(reserved)
				&& before.parser == parser) {
			return new PolicySnapshot(own, added, all, byName, withPaths, before.paths, reserved, parser);
		}
		checkPaths(withPaths);
		return new PolicySnapshot(own, added, all, byName, withPaths, new PathPolicies(withPaths, reserved, parser),
				reserved, parser);
	}

	/**
	 * Return a name or path, which may come from a database, fit for a log.
	 * @return at most 100 characters of it, with {@code ?} for each that is not printable
	 * ASCII
	 */
	private static String quoted(String value) {
		StringBuilder text = new StringBuilder("'").append(value, 0, Math.min(value.length(), MOST_CHARACTERS));
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				text.setCharAt(i, '?');
			}
		}
		return text.append((value.length() > MOST_CHARACTERS) ? "...'" : "'").toString();
	}

	private PolicySnapshot with(List<CorsPolicy> configured, Map<String, CorsPolicy> added) {
		try {
			return of(configured, added, this.reserved, this.parser, this);
		}
		catch (IllegalArgumentException ex) {
			String problem = String.valueOf(ex.getMessage());
			throw new CorsPoliciesRefusedException("The policies are refused: " + problem, List.of(problem));
		}
	}

	PolicySnapshot with(Collection<String> others) {
		return of(this.configured, this.added, others, this.parser, this);
	}

	PolicySnapshot with(PathPatternParser other) {
		return of(this.configured, this.added, this.reserved, other, this);
	}

	/**
	 * Replace the configured policies; return this if they are the same.
	 * @throws CorsPoliciesRefusedException if two policies clash, or a path is no pattern
	 */
	PolicySnapshot withConfigured(List<CorsPolicy> others) {
		if (others == this.configured || others == this.policies) {
			return this;
		}
		// A program may have copied the list of all policies.
		boolean copied = others.stream().anyMatch(this::isAdded);
		return with(copied ? others.stream().filter((policy) -> !isAdded(policy)).toList() : others, this.added);
	}

	/**
	 * Add policies, or replace those that were added; return this if nothing changes.
	 * @throws CorsPoliciesRefusedException as {@link #withConfigured}
	 */
	PolicySnapshot withAdded(Collection<CorsPolicy> further) {
		if (further.stream().allMatch(this::isAdded)) {
			return this;
		}
		Map<String, CorsPolicy> added = new LinkedHashMap<>(this.added);
		further.forEach((policy) -> added.put(policy.name(), policy));
		return with(this.configured, Collections.unmodifiableMap(added));
	}

	/** Remove policies that were added; return this if nothing changes. */
	PolicySnapshot withoutAdded(Collection<String> names) {
		if (names.stream().noneMatch(this.added::containsKey)) {
			return this;
		}
		Map<String, CorsPolicy> added = new LinkedHashMap<>(this.added);
		names.forEach(added::remove);
		return with(this.configured, Collections.unmodifiableMap(added));
	}

	/** Replace one policy by another of the same name. */
	PolicySnapshot with(CorsPolicy old, CorsPolicy replacement) {
		return isAdded(old) ? withAdded(List.of(replacement)) : withConfigured(
				this.configured.stream().map((policy) -> (policy == old) ? replacement : policy).toList());
	}

	private boolean isAdded(CorsPolicy policy) {
		return this.added.get(policy.name()) == policy;
	}

	/**
	 * Check the paths of policies made in code. Others are checked before, with places.
	 */
	private static void checkPaths(List<CorsPolicy> policies) {
		Map<String, String> policyOfPath = new HashMap<>();
		for (CorsPolicy policy : policies) {
			for (String path : policy.paths()) {
				// The path of nearly all default policies needs no check.
				Problem problem = path.equals(PathPolicies.EVERYTHING_BELOW) ? null
						: PathProblems.find(policy.name(), -1, path);
				if (problem != null) {
					throw new IllegalArgumentException(
							"Policy " + quoted(policy.name()) + ", path " + quoted(path) + ": " + problem.reason());
				}
				String other = policyOfPath.put(path, policy.name());
				if (other != null) {
					throw new IllegalArgumentException("Policies " + quoted(other) + " and " + quoted(policy.name())
							+ " have the same path " + quoted(path));
				}
			}
		}
	}

}
