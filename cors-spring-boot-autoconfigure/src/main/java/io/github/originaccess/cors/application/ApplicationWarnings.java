// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Warnings about the rest of the application: second CORS layers, filters that run before
 * the policies, ways around own origins, and settings that have no effect in this
 * application. Each line is logged when it first holds. The search waits for the end of
 * the start, when all servers and filters exist. The search for second layers is repeated
 * when a further dispatcher servlet starts, which the first request may do, and when a
 * gateway has other routes.
 */
public final class ApplicationWarnings implements ApplicationListener<ContextRefreshedEvent>, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(ApplicationWarnings.class);

	private final ConfigurableApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final SettingPlaces places;

	private final LayerFinder finder;

	/** The warnings about second layers; {@code null} until there is one. */
	private @Nullable SecondLayerWarnings secondLayers;

	/** The warnings about CORS filters that run before the policies. */
	private List<String> filterWarnings = List.of();

	/** The line about other filters that run before the policies; may be empty. */
	private String otherFilters = "";

	/** The lines that held when they were last logged; empty until the start ends. */
	private List<String> logged = List.of();

	private boolean started;

	/**
	 * Create a listener.
	 * @param context the context of the application
	 * @param registry the policies in force
	 * @param places where each setting was set
	 * @param finder the search for second CORS layers
	 */
	public ApplicationWarnings(ConfigurableApplicationContext context, CorsPolicyRegistry registry,
			SettingPlaces places, LayerFinder finder) {
		this.context = context;
		this.registry = registry;
		this.places = places;
		this.finder = finder;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			started();
		}
		else {
			// A child context publishes its events to this listener too.
			this.finder.add(event.getApplicationContext());
			searchAgain();
		}
	}

	private synchronized void started() {
		this.started = true;
		searchLayers();
		findFilters();
		log();
	}

	/**
	 * Find the filters that run before the policies. Most applications have no filters
	 * that a line may be about.
	 */
	private void findFilters() {
		Class<?> policyFilter = EarlierFilter.ofPolicies(this.context);
		List<EarlierFilter> all = EarlierFilter.findAll(this.context);
		for (EarlierFilter filter : all) {
			if (filter.mayNeedLine() && !policyFilter.isAssignableFrom(filter.type())) {
				EarlierFilters earlier = EarlierFilters.before(policyFilter, all);
				this.filterWarnings = earlier.warnings();
				this.otherFilters = earlier.others();
				return;
			}
		}
	}

	/** Search for second layers again, unless the application is still starting. */
	public synchronized void searchAgain() {
		if (this.started) {
			this.finder.forget();
			searchLayers();
		}
	}

	private void searchLayers() {
		List<CorsLayer> found = this.finder.find();
		if (this.secondLayers == null && !found.isEmpty()) {
			this.secondLayers = new SecondLayerWarnings(this.context, this.registry);
		}
		if (this.secondLayers != null) {
			this.secondLayers.found(found);
		}
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		synchronized (this) {
			if (this.secondLayers != null) {
				this.secondLayers.swapped(event);
			}
			if (this.started) {
				log();
			}
		}
	}

	private void log() {
		List<String> current = new ArrayList<>();
		String others = this.registry.policies().isEmpty() ? "" : this.otherFilters;
		if (!others.isEmpty()) {
			current.add(others);
			if (!this.logged.contains(others)) {
				logger.info(others);
			}
		}
		for (String line : otherLines()) {
			current.add(line);
			if (!this.logged.contains(line)) {
				logger.warn(line);
			}
		}
		this.logged = current;
	}

	/**
	 * Return the warnings that hold now. Lazy beans may have been created since the last
	 * search.
	 * @return one line each; none before the end of the start, or without policies
	 */
	public synchronized List<String> lines() {
		if (!this.started) {
			return List.of();
		}
		searchLayers();
		List<String> lines = new ArrayList<>();
		if (this.secondLayers != null) {
			lines.addAll(this.secondLayers.lines());
		}
		lines.addAll(otherLines());
		return lines;
	}

	/** Return the warnings that are not about second layers found by the search. */
	private List<String> otherLines() {
		if (this.registry.policies().isEmpty()) {
			return List.of();
		}
		List<String> lines = new ArrayList<>(this.filterWarnings);
		if (haveOwnOrigins()) {
			lines.addAll(new OwnOriginWarnings(this.registry, this.places, this.context).lines());
		}
		if (mayBeIneffective()) {
			lines.addAll(new IneffectiveSettings(this.registry, this.places, this.context).lines());
		}
		return lines;
	}

	/**
	 * Whether a setting may have no effect. Neither a path for everything nor a missing
	 * interval is such a setting, and most applications set nothing else.
	 */
	private boolean mayBeIneffective() {
		for (CorsPolicy policy : this.registry.policies()) {
			for (String path : policy.paths()) {
				if (!path.equals(IneffectiveSettings.ALL)) {
					return true;
				}
			}
		}
		return this.context.getEnvironment().containsProperty(IneffectiveSettings.REFRESH_INTERVAL);
	}

	private boolean haveOwnOrigins() {
		for (CorsPolicy policy : this.registry.policies()) {
			if (!policy.values(Setting.OWN_ORIGINS).isEmpty()) {
				return true;
			}
		}
		return false;
	}

}
