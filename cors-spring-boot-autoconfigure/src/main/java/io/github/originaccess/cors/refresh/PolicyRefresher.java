// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlace;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.CorsProperties;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * The policies of an application, loaded when it starts and again after each change: of
 * properties, or of a provider's answer. A refresh always loads all policies. If a new
 * configuration has problems, the last one without problems stays, and later answers of
 * providers are loaded with it.
 */
public final class PolicyRefresher implements SettingPlaces {

	private static final Log logger = LogFactory.getLog(PolicyRefresher.class);

	private final Environment environment;

	private final List<CustomizerBean> customizers;

	/** Names of the beans that choose policies, and may make some. */
	private final List<String> resolvers;

	private final Providers providers;

	private final ConfiguredPaths paths;

	private final CorsPolicyRegistry registry;

	private final LineLimit skippedLines = new LineLimit();

	private final LineLimit failureLines = new LineLimit();

	private final LineLimit warningLines = new LineLimit();

	/** The last configuration without problems; changed under the registry's lock. */
	private volatile PolicyLoader configuration;

	/** The policies that it loaded last; changed under the registry's lock. */
	private volatile LoadedPolicies loaded;

	/** The version of the providers' origins that are loaded. */
	private long loadedVersion;

	private List<String> loggedSkipped = List.of();

	private final CorsProperties valuesAtStart;

	/** The changes without effect that are in the log. */
	private List<String> loggedIneffective = List.of();

	/** Why the last refresh failed, fit for a log; null if it did not fail. */
	private volatile @Nullable String failure;

	/**
	 * Load the policies.
	 * @param environment the environment that holds the properties
	 * @param customizers the customizers in their order
	 * @param resolvers the names of the beans that choose policies of requests; if there
	 * are none, each named policy needs paths
	 * @param providers the providers, of which none has been asked yet
	 * @throws InvalidCorsConfigurationException with all problems
	 */
	public PolicyRefresher(Environment environment, List<CustomizerBean> customizers, List<String> resolvers,
			Providers providers) {
		this.environment = environment;
		this.customizers = customizers;
		this.resolvers = resolvers;
		this.providers = providers;
		this.paths = new ConfiguredPaths(resolvers);
		this.configuration = new PolicyLoader(environment, customizers, this.paths, this.warningLines);
		this.valuesAtStart = this.configuration.values();
		this.loaded = this.configuration.loadAtStart(providers.origins());
		this.registry = new CorsPolicyRegistry(this.loaded.policies(), this::refresh,
				() -> values().getRefreshTimeout());
	}

	/**
	 * Return the registry.
	 * @return the registry of the policies in force, which refreshes through this
	 */
	public CorsPolicyRegistry registry() {
		return this.registry;
	}

	/**
	 * Return the providers.
	 * @return all providers of the application
	 */
	public Providers providers() {
		return this.providers;
	}

	/** Return the properties. */
	CorsProperties values() {
		return this.configuration.values();
	}

	/** Return the names of the policies, including policies that cover no path. */
	List<String> names() {
		return this.configuration.names();
	}

	/** Return the policies that were loaded last. */
	LoadedPolicies loaded() {
		return this.loaded;
	}

	/**
	 * Return why the last answers of providers are not in force.
	 * @return the reason, fit for a log; {@code null} if they are in force
	 */
	@Nullable String failure() {
		return this.failure;
	}

	/** Refresh the policies. Every failure but an error of the JVM has the same type. */
	private void refresh() {
		try {
			refreshAll();
		}
		catch (CorsPoliciesRefusedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// For example, a customizer or a property source has failed.
			String message = PrintableMessage.of(ex);
			String leftOut = this.failureLines.take(message);
			if (leftOut != null) {
				logger.error("CORS policies cannot be refreshed" + leftOut + " " + Documentation.REFRESH_FAULTS, ex);
			}
			CorsPoliciesRefusedException refused = new CorsPoliciesRefusedException("The policies cannot be refreshed",
					List.of(message));
			refused.initCause(ex);
			throw refused;
		}
	}

	/** Ask all providers, read the properties again, and load the policies. */
	private void refreshAll() {
		List<String> problems = new ArrayList<>();
		try {
			List<String> names = new PolicyLoader(this.environment, List.of(), this.paths, this.warningLines).names();
			problems.addAll(this.providers.ask(this.providers.all(), names, values().getRefreshTimeout()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			problems.add("The refresh was interrupted before all providers had answered.");
		}
		try {
			refreshProperties(true);
		}
		catch (CorsPoliciesRefusedException ex) {
			problems.addAll(ex.problems());
			refreshOriginsOnly();
			throw (problems.size() == ex.problems().size()) ? ex
					: new CorsPoliciesRefusedException(String.valueOf(ex.getMessage()), problems);
		}
		if (!problems.isEmpty()) {
			throw new CorsPoliciesRefusedException("Not all providers of allowed origins have answered", problems);
		}
	}

	/** Load the new answers with the last configuration that has no problems. */
	private void refreshOriginsOnly() {
		try {
			refreshOrigins();
		}
		catch (CorsPoliciesRefusedException ex) {
			logger.debug("The policies were refused with the answers of providers, too", ex);
		}
	}

	/**
	 * Read the properties again, and put in force the policies that they describe.
	 * @param always whether to do so even if the properties are the same as before. A
	 * program may have replaced policies since.
	 * @throws CorsPoliciesRefusedException if the configuration has problems
	 */
	void refreshProperties(boolean always) {
		putInForce(() -> {
			PolicyLoader latest = new PolicyLoader(this.environment, this.customizers, this.paths, this.warningLines);
			logIneffective(latest.ineffectiveChanges(this.valuesAtStart));
			if (!latest.describesTheSameAs(this.configuration) || this.loadedVersion != this.providers.version()
					|| this.failure != null) {
				return load(latest);
			}
			this.configuration = latest;
			this.loaded = this.loaded.withPlaces(latest.places(this.providers.origins()));
			return always ? this.loaded.policies() : this.registry.policies();
		});
	}

	/** The lock of the registry is held, so only one thread compares and logs. */
	private void logIneffective(List<String> changes) {
		if (!changes.isEmpty() && !changes.equals(this.loggedIneffective)) {
			logger.warn("Properties that are read only when the application starts have changed: "
					+ String.join(", ", changes) + ". Restart the application to apply them. "
					+ Documentation.ENVIRONMENT_CHANGES);
		}
		this.loggedIneffective = changes;
	}

	/**
	 * Put the last answers of providers in force.
	 * @throws CorsPoliciesRefusedException if the policies have problems with them
	 */
	void refreshOrigins() {
		putInForce(() -> {
			if (this.loadedVersion == this.providers.version() && this.failure == null) {
				return this.registry.policies();
			}
			return load(this.configuration);
		});
	}

	/**
	 * Put policies in force. A {@link CorsPoliciesRefusedException} passes through. Any
	 * other exception, such as {@link OutOfMemoryError}, is recorded, and the next
	 * refresh tries again.
	 */
	private void putInForce(Supplier<List<CorsPolicy>> policies) {
		try {
			this.registry.replace(policies);
			this.failure = null;
		}
		catch (CorsPoliciesRefusedException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			this.failure = PrintableMessage.of(ex);
			this.providers.countFailure();
			throw ex;
		}
	}

	private List<CorsPolicy> load(PolicyLoader latest) {
		// Read first: a newer answer with an older version is only loaded once more.
		long version = this.providers.version();
		LoadedPolicies result = latest.load(this.providers.origins());
		checkWithAdded(latest, result);
		this.loadedVersion = version;
		this.configuration = latest;
		this.loaded = result;
		List<String> skipped = result.skippedLines();
		if (!skipped.equals(this.loggedSkipped)) {
			log(skipped);
			this.loggedSkipped = skipped;
		}
		return result.policies();
	}

	/**
	 * Check for a clash with a policy that a program has put. It leaves everything as it
	 * is, and the next refresh tries again, because the program may remove that policy.
	 */
	private void checkWithAdded(PolicyLoader latest, LoadedPolicies result) {
		try {
			this.registry.check(result.policies());
		}
		catch (CorsPoliciesRefusedException ex) {
			if (latest.describesTheSameAs(this.configuration)) {
				this.failure = PrintableMessage.of(String.valueOf(ex.getMessage()));
				this.providers.countFailure();
			}
			throw ex;
		}
	}

	/** Log all of the lines, or none if the limit is reached. */
	private void log(List<String> skipped) {
		String leftOut = skipped.isEmpty() ? null : this.skippedLines.take(String.join("; ", skipped));
		if (leftOut != null) {
			skipped.subList(0, skipped.size() - 1).forEach(logger::warn);
			logger.warn(skipped.get(skipped.size() - 1) + leftOut);
		}
	}

	/** Return whether a value has a placeholder, so any property may change it. */
	boolean hasPlaceholders() {
		return this.configuration.hasPlaceholders();
	}

	@Override
	public SettingPlace find(CorsPolicy policy, Setting setting) {
		LoadedPolicies current = this.loaded;
		if (isSame(policy, current.policy(policy.name()))) {
			return current.place(policy.name(), setting);
		}
		boolean inForce = isSame(policy, this.registry.policy(policy.name()));
		return SettingPlace.inCode(inForce ? List.of() : this.resolvers);
	}

	/** Whether a policy is another, or a copy of it that grants less. */
	private static boolean isSame(CorsPolicy policy, @Nullable CorsPolicy other) {
		return other != null && other.withoutGrants() == policy.withoutGrants();
	}

	/**
	 * Return the warnings about the configuration in force.
	 * @return one line each
	 */
	public List<String> warnings() {
		LoadedPolicies current = this.loaded;
		return Stream.concat(current.warnings().stream(), current.skippedLines().stream()).toList();
	}

}
