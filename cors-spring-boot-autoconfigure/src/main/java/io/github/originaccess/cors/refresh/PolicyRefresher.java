// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.properties.InvalidCorsConfigurationException;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import io.github.originaccess.cors.registry.CorsPolicyCustomizer;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.SettingPlaces;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Makes the policies when the application starts, and again when anything that they are
 * made of changes: properties, or what providers answer. It always makes all of them; a
 * configuration that is refused is not looked at again, so that what providers answer
 * goes on to join the last good one.
 */
public final class PolicyRefresher implements SettingPlaces {

	private static final Log logger = LogFactory.getLog(PolicyRefresher.class);

	private final Environment environment;

	private final List<CorsPolicyCustomizer> customizers;

	private final Providers providers;

	private final CorsPolicyRegistry registry;

	/** The last configuration that was good; changed while the registry is locked. */
	private volatile PolicyLoader accepted;

	private volatile LoadedPolicies configured;

	/** What the providers had said when the policies were compiled. */
	private long version;

	/** The same where they make policies clash, so that it is said once. */
	private volatile long refusedVersion = -1;

	private List<String> toldSkipped = List.of();

	private final LineLimit skippedLines = new LineLimit();

	private final LineLimit warnings = new LineLimit();

	/** Why policies could not be made, fit for a log. */
	private volatile @Nullable String failure;

	/**
	 * Make the policies.
	 * @throws InvalidCorsConfigurationException with everything that is wrong
	 */
	public PolicyRefresher(Environment environment, List<CorsPolicyCustomizer> customizers, Providers providers) {
		this.environment = environment;
		this.customizers = customizers;
		this.providers = providers;
		this.accepted = new PolicyLoader(environment, customizers, this.warnings);
		this.configured = this.accepted.start(providers.origins());
		this.registry = new CorsPolicyRegistry(this.configured.policies(), this::refresh, () -> settings().timeout());
	}

	public CorsPolicyRegistry registry() {
		return this.registry;
	}

	public Providers providers() {
		return this.providers;
	}

	RefreshSettings settings() {
		return this.accepted.refresh();
	}

	/** Names of the policies in force, those that cover nothing included. */
	List<String> names() {
		return this.accepted.names();
	}

	/** What providers have answered in vain. */
	SkippedOrigins skipped() {
		return this.configured.skipped();
	}

	/**
	 * Tell why what providers have answered is not in force.
	 * @return the reason, or {@code null} if it is
	 */
	@Nullable String failure() {
		return (this.refusedVersion == this.providers.version()) ? "with it the policies are refused, see the log"
				: this.failure;
	}

	/** Ask all providers, and read the properties again. */
	private void refresh() {
		List<String> problems = new ArrayList<>();
		try {
			List<String> names = new PolicyLoader(this.environment, List.of(), this.warnings).names();
			problems.addAll(this.providers.ask(this.providers.all(), names, settings().timeout()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			problems.add("The refresh was interrupted before all providers had answered.");
		}
		try {
			rebind(true);
		}
		catch (CorsPoliciesRefusedException ex) {
			problems.addAll(ex.problems());
			applyToLastGoodConfiguration();
			throw (problems.size() == ex.problems().size()) ? ex
					: new CorsPoliciesRefusedException(String.valueOf(ex.getMessage()), problems);
		}
		if (!problems.isEmpty()) {
			throw new CorsPoliciesRefusedException("Not all providers of allowed origins have answered", problems);
		}
	}

	private void applyToLastGoodConfiguration() {
		try {
			apply();
		}
		catch (CorsPoliciesRefusedException ex) {
			logger.debug("What providers have answered is refused as well", ex);
		}
	}

	/**
	 * Read the properties again, and put in force what they describe.
	 * @param always whether to do so if they describe what they did before, but a program
	 * has replaced it
	 * @throws CorsPoliciesRefusedException if they are refused
	 */
	void rebind(boolean always) {
		replace(() -> {
			PolicyLoader loader = new PolicyLoader(this.environment, this.customizers, this.warnings);
			if (!loader.describesTheSameAs(this.accepted) || this.version != this.providers.version()
					|| this.failure != null) {
				return compile(loader);
			}
			this.accepted = loader;
			this.configured = this.configured.in(loader.sources(this.providers.origins()));
			return always ? this.configured.policies() : this.registry.policies();
		});
	}

	/**
	 * Put in force what providers have answered since.
	 * @throws CorsPoliciesRefusedException if it makes policies clash
	 */
	void apply() {
		replace(() -> {
			long latest = this.providers.version();
			if (this.version == latest && this.failure == null || this.refusedVersion == latest) {
				return this.registry.policies();
			}
			return compile(this.accepted);
		});
	}

	/** What fails without being refused, for want of memory say, is tried again. */
	private void replace(Supplier<List<CorsPolicy>> source) {
		try {
			this.registry.replace(source);
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

	private List<CorsPolicy> compile(PolicyLoader loader) {
		ProvidedOrigins answers = this.providers.origins();
		LoadedPolicies compiled;
		try {
			compiled = loader.compile(answers);
		}
		catch (InvalidCorsConfigurationException ex) {
			if (loader.describesTheSameAs(this.accepted)) {
				this.refusedVersion = answers.version();
			}
			throw new CorsPoliciesRefusedException(String.valueOf(ex.getMessage()), ex.lines(), ex);
		}
		this.version = answers.version();
		this.accepted = loader;
		this.configured = compiled;
		List<String> skipped = compiled.skipped().lines();
		if (!skipped.equals(this.toldSkipped)) {
			tell(skipped);
			this.toldSkipped = skipped;
		}
		return compiled.policies();
	}

	/** Log lines that belong together. */
	private void tell(List<String> skipped) {
		String leftOut = skipped.isEmpty() ? null : this.skippedLines.take(String.join("; ", skipped));
		if (leftOut != null) {
			skipped.subList(0, skipped.size() - 1).forEach(logger::warn);
			logger.warn(skipped.get(skipped.size() - 1) + leftOut);
		}
	}

	/** Whether a change of any property may be one of ours. */
	boolean hasPlaceholders() {
		return this.accepted.hasPlaceholders();
	}

	@Override
	public @Nullable String find(String policy, Setting setting) {
		LoadedPolicies current = this.configured;
		CorsPolicy inForce = this.registry.policy(policy);
		CorsPolicy made = current.policies()
			.stream()
			.filter((each) -> each.name().equals(policy))
			.findFirst()
			.orElse(null);
		if (inForce == null || inForce == made
				|| made != null && made.values(setting).equals(inForce.values(setting))) {
			return current.find(policy, setting);
		}
		// A program has replaced it.
		return "code";
	}

	@Override
	public List<String> warnings() {
		List<String> all = new ArrayList<>(this.configured.warnings());
		all.addAll(this.configured.skipped().lines());
		return all;
	}

}
