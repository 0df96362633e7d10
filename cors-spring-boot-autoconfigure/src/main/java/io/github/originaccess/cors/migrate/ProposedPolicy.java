// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Problem;
import io.github.originaccess.cors.Setting;

/**
 * A policy that says what Spring's configuration says, while it is being made. Values
 * that have problems become remarks. Not safe for use by many threads.
 */
final class ProposedPolicy {

	/** The settings that Spring knows too, in the order of the text. */
	static final List<Setting> SETTINGS = List.of(Setting.ALLOWED_ORIGINS, Setting.ALLOWED_METHODS,
			Setting.ALLOWED_HEADERS, Setting.EXPOSED_HEADERS, Setting.ALLOW_CREDENTIALS, Setting.MAX_AGE,
			Setting.PATHS);

	/** An origin pattern whose star stands for a part of a label. */
	private static final Pattern ONE_LABEL = Pattern
		.compile("https?://(?!\\*\\.)[^*:/]*[a-zA-Z-][^*:/]*\\*.*|https?://\\*[^.:/].*");

	private final Map<Setting, List<String>> values = new EnumMap<>(Setting.class);

	private final Map<Setting, Set<String>> remarks = new EnumMap<>(Setting.class);

	private final Set<String> sources = new LinkedHashSet<>();

	/** Set the values of a setting. */
	void set(Setting setting, List<String> values) {
		this.values.put(setting, new ArrayList<>(values));
	}

	/** Add the path pattern of a rule that has these settings. */
	void add(SpringRule rule) {
		this.values.computeIfAbsent(Setting.PATHS, (key) -> new ArrayList<>()).add(rule.pattern());
		this.sources.addAll(rule.sources());
	}

	/** Add a remark, one sentence or more. */
	void remark(Setting setting, String remark) {
		this.remarks.computeIfAbsent(setting, (key) -> new LinkedHashSet<>()).add(remark);
	}

	List<String> values(Setting setting) {
		return this.values.getOrDefault(setting, List.of());
	}

	Set<String> remarks(Setting setting) {
		return this.remarks.getOrDefault(setting, Set.of());
	}

	/** Return what has the settings today, in words. */
	Set<String> sources() {
		return this.sources;
	}

	/** Whether a request may have the same settings by both policies. */
	boolean isLike(ProposedPolicy other) {
		return SETTINGS.stream()
			.filter((setting) -> setting != Setting.PATHS)
			.allMatch((setting) -> values(setting).equals(other.values(setting)));
	}

	/** Take over the paths and remarks of another policy. */
	void merge(ProposedPolicy other) {
		this.values.computeIfAbsent(Setting.PATHS, (key) -> new ArrayList<>()).addAll(other.values(Setting.PATHS));
		this.sources.addAll(other.sources);
		other.remarks.forEach((setting, texts) -> texts.forEach((text) -> remark(setting, text)));
	}

	/** Return a builder with all settings, so that it inherits none. */
	CorsPolicyBuilder builder(String name, CorsPolicyBuilder parent) {
		CorsPolicyBuilder builder = name.equals(CorsPolicyBuilder.DEFAULT_NAME) ? parent
				: new CorsPolicyBuilder(name, parent);
		return builder.allowedOrigins(values(Setting.ALLOWED_ORIGINS))
			.allowedMethods(values(Setting.ALLOWED_METHODS))
			.allowedHeaders(values(Setting.ALLOWED_HEADERS))
			.exposedHeaders(values(Setting.EXPOSED_HEADERS))
			.allowCredentials(Boolean.valueOf(values(Setting.ALLOW_CREDENTIALS).get(0)))
			.maxAge(Duration.ofSeconds(Long.parseLong(values(Setting.MAX_AGE).get(0))))
			.paths(values(Setting.PATHS));
	}

	/** Leave out a value that has a problem, with a remark. */
	void leaveOut(Problem problem) {
		List<String> all = this.values.getOrDefault(problem.setting(), new ArrayList<>());
		String remedy = (problem.remedy() != null) ? " Perhaps " + problem.remedy() + " is meant." : "";
		if (problem.index() >= 0 && problem.index() < all.size()) {
			String value = all.remove(problem.index());
			remark(problem.setting(), "Left out " + value + ": " + problem.reason() + "." + remedy);
		}
		else if (problem.remedy() != null && all.containsAll(List.of(problem.remedy().split(", ")))) {
			// The problem is about some elements of the list. The remedy has the others.
			List<String> left = List.of(problem.remedy().split(", "));
			List<String> out = all.stream().filter((value) -> !left.contains(value)).toList();
			all.retainAll(left);
			remark(problem.setting(), "Left out " + String.join(", ", out) + ": " + problem.reason() + ".");
		}
		else {
			all.clear();
			remark(problem.setting(), "Left out: " + problem.reason() + "." + remedy);
		}
	}

	/** Say where an origin pattern matches less than Spring's. */
	void remarkOnLabels() {
		values(Setting.ALLOWED_ORIGINS).stream()
			.filter((origin) -> ONE_LABEL.matcher(origin).matches())
			.forEach((origin) -> remark(Setting.ALLOWED_ORIGINS,
					origin + " matches one label of a host. Spring's pattern matches several labels, too."));
	}

	/** Allow nobody, because nothing is left that could be allowed. */
	void close(String remark) {
		set(Setting.ALLOWED_ORIGINS, List.of());
		remark(Setting.ALLOWED_ORIGINS, remark);
	}

}
