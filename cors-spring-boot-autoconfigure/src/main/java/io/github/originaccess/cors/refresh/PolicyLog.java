// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPoliciesRefused;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.SettingPlaces;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says when the application starts whom it trusts, one line per policy; and what has
 * changed whenever that changes.
 */
public final class PolicyLog implements SmartInitializingSingleton, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(PolicyLog.class);

	/** So many elements of a list tell enough. */
	private static final int MOST_ELEMENTS = 5;

	private static final int MOST_CHARACTERS = 200;

	private static final int MOST_PROBLEMS = 20;

	private final CorsPolicyRegistry registry;

	private final @Nullable SettingPlaces sources;

	/** Whether providers are asked first. */
	private final boolean waiting;

	private final LineLimit refusals;

	private volatile boolean started;

	/**
	 * Create a report.
	 * @param registry the policies in force
	 * @param sources where their settings were set; {@code null} if the application made
	 * the policies itself
	 * @param waiting whether providers are asked first, so that {@link #start} is called
	 * after their answers
	 */
	public PolicyLog(CorsPolicyRegistry registry, @Nullable SettingPlaces sources, boolean waiting) {
		this(registry, sources, waiting, new LineLimit());
	}

	PolicyLog(CorsPolicyRegistry registry, @Nullable SettingPlaces sources, boolean waiting, LineLimit refusals) {
		this.registry = registry;
		this.sources = sources;
		this.waiting = waiting;
		this.refusals = refusals;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (!this.waiting) {
			start();
		}
	}

	/** Log a line for each policy in force, once. */
	void start() {
		if (this.started) {
			return;
		}
		this.started = true;
		if (this.registry.policies().isEmpty()) {
			logger.info("There is no CORS policy. Set cors.allowed-origins to the origins that you trust, such as "
					+ "https://app.example.com, or cors.policies.<name>.* for some paths only.");
		}
		this.registry.policies().forEach((policy) -> logger.info(line(policy)));
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		String changes = this.started ? PolicyChanges.describe(event) : "";
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
		String leftOut = this.refusals.take(line);
		if (leftOut != null) {
			logger.error(line + leftOut);
		}
	}

	private String line(CorsPolicy policy) {
		List<String> origins = policy.values(Setting.ALLOWED_ORIGINS);
		return "CORS policy '" + printable(policy.name()) + "': paths " + shortened(policy.values(Setting.PATHS))
				+ "; origins " + (origins.isEmpty() ? "none" : shortened(origins)) + " (" + printable(source(policy))
				+ "); methods " + shortened(policy.values(Setting.ALLOWED_METHODS)) + "; "
				+ (policy.allowsCredentials() ? "" : "no ") + "credentials; enforcement " + policy.enforcement();
	}

	private String source(CorsPolicy policy) {
		String source = (this.sources != null) ? this.sources.find(policy.name(), Setting.ALLOWED_ORIGINS) : null;
		return (source != null) ? source : "code";
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
	 * One by one: of a whole line, all up to an {@literal @} would look like a password.
	 */
	private static String printable(String element) {
		return PrintableValue.shortened(element, MOST_CHARACTERS);
	}

}
