// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The log of the policies in force: a line for each policy when the application starts.
 * Later there is a line for each change, and a line if new policies are refused.
 */
public final class PolicyLog implements SmartInitializingSingleton, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(PolicyLog.class);

	private static final int MOST_ELEMENTS = 5;

	private static final int MOST_CHARACTERS = 200;

	private static final int MOST_PROBLEMS = 20;

	private static final int MOST_CHANGES = 20;

	private static final int MOST_ORIGINS = 10;

	/** There may be thousands of tenants with a policy each. */
	private static final int MOST_WITHOUT_PATHS = 20;

	/**
	 * Longer lists are not compared, so that a refresh of a million origins stays cheap.
	 */
	private static final int MOST_COMPARED = 100_000;

	private final CorsPolicyRegistry registry;

	private final SettingPlaces places;

	private final boolean afterProviders;

	private final boolean explainsDenials;

	private final ConfiguredPaths paths;

	private final LineLimit refusedLines;

	private volatile boolean started;

	/**
	 * Create a log.
	 * @param registry the registry of the policies in force
	 * @param places the places of their settings
	 * @param afterProviders whether {@link #logPolicies} is called later, after providers
	 * were asked; if not, the policies are logged once all beans exist
	 * @param explainsDenials whether responses say why a request was denied
	 * @param resolvers names of the beans that choose policies without paths
	 */
	public PolicyLog(CorsPolicyRegistry registry, SettingPlaces places, boolean afterProviders, boolean explainsDenials,
			List<String> resolvers) {
		this(registry, places, afterProviders, explainsDenials, resolvers, new LineLimit());
	}

	PolicyLog(CorsPolicyRegistry registry, SettingPlaces places, boolean afterProviders, boolean explainsDenials,
			List<String> resolvers, LineLimit refusedLines) {
		this.registry = registry;
		this.places = places;
		this.afterProviders = afterProviders;
		this.explainsDenials = explainsDenials;
		this.paths = new ConfiguredPaths(resolvers);
		this.refusedLines = refusedLines;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.afterProviders) {
			logPolicies();
		}
	}

	/** Log a line for each policy in force. Only the first call does so. */
	void logPolicies() {
		if (this.started) {
			return;
		}
		this.started = true;
		int withoutPaths = 0;
		for (CorsPolicy policy : this.registry.policies()) {
			withoutPaths += policy.paths().isEmpty() ? 1 : 0;
			if (!policy.paths().isEmpty() || withoutPaths <= MOST_WITHOUT_PATHS) {
				logger.info(line(policy));
			}
		}
		if (withoutPaths > MOST_WITHOUT_PATHS) {
			logger.info("There are " + String.format(Locale.ROOT, "%,d", withoutPaths - MOST_WITHOUT_PATHS)
					+ " more CORS policies without paths (" + printable(this.paths.chosenBy()) + ")");
		}
		if (this.explainsDenials && !this.registry.policies().isEmpty()) {
			logger.info("cors.explain-denials is true: responses say why a request was denied. This is meant for"
					+ " development. " + Documentation.DENIALS_SHOWN);
		}
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		String changes = this.started ? changes(event) : "";
		if (!changes.isEmpty()) {
			logger.info("CORS policies have changed: " + changes);
		}
	}

	@Override
	public void refused(CorsPoliciesRefused event) {
		List<String> problems = event.problems();
		String line = "New CORS policies are refused, and the old ones stay: "
				+ problems.stream().limit(MOST_PROBLEMS).map(PrintableMessage::of).collect(Collectors.joining("; "))
				+ ((problems.size() > MOST_PROBLEMS) ? "; and " + (problems.size() - MOST_PROBLEMS) + " more" : "");
		String leftOut = this.refusedLines.take(line);
		if (leftOut != null) {
			logger.error(line + leftOut + ", see " + Documentation.PROBLEM_CORRECTION);
		}
	}

	private String line(CorsPolicy policy) {
		List<String> origins = policy.values(Setting.ALLOWED_ORIGINS);
		return "CORS policy '" + printable(policy.name()) + "': "
				+ (policy.paths().isEmpty() ? "no paths (" + printable(this.paths.chosenBy()) + ")"
						: "paths " + shortened(policy.paths()))
				+ "; origins " + (origins.isEmpty() ? "none" : shortened(origins)) + " ("
				+ printable(this.places.find(policy, Setting.ALLOWED_ORIGINS).text()) + "); methods "
				+ shortened(policy.values(Setting.ALLOWED_METHODS)) + "; " + (policy.allowsCredentials() ? "" : "no ")
				+ "credentials; enforcement " + policy.enforcement();
	}

	private static String shortened(List<String> elements) {
		StringJoiner text = new StringJoiner(", ");
		for (int i = 0; i < Math.min(elements.size(), MOST_ELEMENTS); i++) {
			text.add(printable(elements.get(i)));
		}
		return (elements.size() > MOST_ELEMENTS) ? text + " and " + (elements.size() - MOST_ELEMENTS) + " more"
				: text.toString();
	}

	/**
	 * Return one element for the log. A whole line must not be passed: everything before
	 * an {@literal @} would look like a password.
	 */
	private static String printable(String element) {
		return PrintableValue.shortened(element, MOST_CHARACTERS);
	}

	/** Return the changes in words; empty if no policy has changed. */
	static String changes(CorsPoliciesSwapped event) {
		Map<String, CorsPolicy> old = new LinkedHashMap<>();
		event.before().forEach((policy) -> old.put(policy.name(), policy));
		List<String> changes = new ArrayList<>();
		for (CorsPolicy policy : event.after()) {
			CorsPolicy before = old.remove(policy.name());
			String change = (before == null) ? "is new, with " + count(policy) : changes(before, policy);
			if (!change.isEmpty()) {
				changes.add(quoted(policy.name()) + " " + change);
			}
		}
		old.keySet().forEach((name) -> changes.add(quoted(name) + " is gone"));
		return (changes.size() <= MOST_CHANGES) ? String.join("; ", changes)
				: String.join("; ", changes.subList(0, MOST_CHANGES)) + "; and " + (changes.size() - MOST_CHANGES)
						+ " more";
	}

	private static String changes(CorsPolicy before, CorsPolicy after) {
		List<String> changes = new ArrayList<>();
		if (!before.values(Setting.ALLOWED_ORIGINS).equals(after.values(Setting.ALLOWED_ORIGINS))) {
			changes.add("has " + count(after) + " after " + number(before) + originChanges(before, after));
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

	private static String originChanges(CorsPolicy before, CorsPolicy after) {
		List<String> old = before.values(Setting.ALLOWED_ORIGINS);
		List<String> latest = after.values(Setting.ALLOWED_ORIGINS);
		if (Math.max(old.size(), latest.size()) > MOST_COMPARED) {
			return "";
		}
		String added = without(latest, old);
		String removed = without(old, latest);
		return (added.isEmpty() ? "" : ", added " + added) + (removed.isEmpty() ? "" : ", removed " + removed);
	}

	/** Return the origins of a list that another list lacks, in words. */
	private static String without(List<String> origins, List<String> others) {
		Set<String> known = new HashSet<>(others);
		List<String> missing = origins.stream().filter((origin) -> !known.contains(origin)).toList();
		String named = missing.stream().limit(MOST_ORIGINS).map(PolicyLog::printable).collect(Collectors.joining(" "));
		return (missing.size() <= MOST_ORIGINS) ? named
				: named + " and " + String.format(Locale.ROOT, "%,d", missing.size() - MOST_ORIGINS) + " more";
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
