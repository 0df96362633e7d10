// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Warnings about the rest of the application: filters that run before the policies, ways
 * around own origins, and settings that have no effect in this application. Each line is
 * logged when it first holds. The search waits for the end of the start, when all servers
 * and filters exist.
 */
public final class ApplicationWarnings implements ApplicationListener<ContextRefreshedEvent>, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(ApplicationWarnings.class);

	/** The most filters that a line names. */
	private static final int MOST_FILTERS = 20;

	private final ConfigurableApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final ObjectProvider<EarlierFilters> searches;

	private final OwnOriginWarnings ownOrigins;

	private final IneffectiveSettings ineffective;

	private List<EarlierFilter> filters = List.of();

	/** The lines that held when they were last logged; empty until the start ends. */
	private List<String> logged = List.of();

	private boolean started;

	/**
	 * Create a listener.
	 * @param context the context of the application
	 * @param registry the policies in force
	 * @param searches the searches for filters that run before the policies
	 * @param ownOrigins the warnings about own origins
	 * @param ineffective the warnings about settings without effect
	 */
	public ApplicationWarnings(ConfigurableApplicationContext context, CorsPolicyRegistry registry,
			ObjectProvider<EarlierFilters> searches, OwnOriginWarnings ownOrigins, IneffectiveSettings ineffective) {
		this.context = context;
		this.registry = registry;
		this.searches = searches;
		this.ownOrigins = ownOrigins;
		this.ineffective = ineffective;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		// Child contexts publish their events to this listener too.
		if (event.getApplicationContext() == this.context) {
			started();
		}
	}

	private synchronized void started() {
		this.filters = this.searches.stream()
			.flatMap((search) -> search.find(this.context.getBeanFactory()).stream())
			.toList();
		this.started = true;
		log();
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		synchronized (this) {
			if (this.started) {
				log();
			}
		}
	}

	private void log() {
		List<String> current = new ArrayList<>();
		String others = otherFilters();
		if (!others.isEmpty()) {
			current.add(others);
			if (!this.logged.contains(others)) {
				logger.info(others);
			}
		}
		for (String line : lines()) {
			current.add(line);
			if (!this.logged.contains(line)) {
				logger.warn(line);
			}
		}
		this.logged = current;
	}

	/**
	 * Return the warnings that hold now.
	 * @return one line each; none before the end of the start, or without policies
	 */
	public synchronized List<String> lines() {
		if (!this.started || this.registry.policies().isEmpty()) {
			return List.of();
		}
		List<String> lines = new ArrayList<>();
		this.filters.stream().filter(EarlierFilter::isCors).map(EarlierFilter::warning).forEach(lines::add);
		lines.addAll(this.ownOrigins.lines(this.filters));
		lines.addAll(this.ineffective.lines());
		return lines;
	}

	/**
	 * Return the line about filters before the policies that are no CORS filters. It is
	 * empty if there are none, or no policies.
	 */
	private String otherFilters() {
		List<EarlierFilter> others = this.filters.stream()
			.filter((filter) -> !filter.isCors() && !filter.isSprings())
			.toList();
		if (others.isEmpty() || this.registry.policies().isEmpty()) {
			return "";
		}
		String names = others.stream()
			.limit(MOST_FILTERS)
			.map(EarlierFilter::toString)
			.collect(Collectors.joining(", "));
		int further = others.size() - MOST_FILTERS;
		return "Filters that run before the CORS policies: " + names
				+ ((further > 0) ? " and " + further + " more" : "")
				+ ". Their own responses, also to preflights, have no CORS headers. Give them an order after "
				+ others.get(0).policyOrder() + ", the order of the policies, unless they must come first. "
				+ Documentation.EARLIER_FILTERS;
	}

}
