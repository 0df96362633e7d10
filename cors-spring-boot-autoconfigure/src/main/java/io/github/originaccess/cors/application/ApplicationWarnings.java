// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
 * Warnings about what the application has besides the policies: filters that run before
 * them, and what makes own origins useless. Each line is logged when it first holds. The
 * end of the start is the first moment at which all servers and filters are there.
 */
public final class ApplicationWarnings implements ApplicationListener<ContextRefreshedEvent>, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(ApplicationWarnings.class);

	/** So many filters tell enough. */
	private static final int MOST_FILTERS = 20;

	private final ConfigurableApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final ObjectProvider<EarlierFilters> searches;

	private final OwnOriginWarnings ownOrigins;

	private List<EarlierFilter> filters = List.of();

	/** The lines that were logged last; empty before the end of the start. */
	private List<String> logged = List.of();

	private boolean started;

	public ApplicationWarnings(ConfigurableApplicationContext context, CorsPolicyRegistry registry,
			ObjectProvider<EarlierFilters> searches, OwnOriginWarnings ownOrigins) {
		this.context = context;
		this.registry = registry;
		this.searches = searches;
		this.ownOrigins = ownOrigins;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		// Child contexts publish their events here too.
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
		String others = others();
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

	/** Return the warnings that hold now, one line each. */
	public synchronized List<String> lines() {
		if (!this.started || this.registry.policies().isEmpty()) {
			return List.of();
		}
		List<String> lines = new ArrayList<>();
		this.filters.stream().filter(EarlierFilter::isCors).map(EarlierFilter::warning).forEach(lines::add);
		lines.addAll(this.ownOrigins.lines(this.filters));
		return lines;
	}

	/** Return the names of the beans that are filters before that of the policies. */
	private String others() {
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
				+ ". What they answer themselves has no CORS headers, preflights included. Give them an order after "
				+ others.get(0).policyOrder() + ", that of the policies, unless they have to come first.";
	}

}
