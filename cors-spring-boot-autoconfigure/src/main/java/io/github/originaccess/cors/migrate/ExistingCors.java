// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.Ordered;

/**
 * The CORS configuration of Spring's that an application has, written as properties of
 * policies. It is read when somebody asks, and never on a request. The log shows it at
 * the end of a start without policies. Safe for use by many threads.
 */
public final class ExistingCors implements SmartApplicationListener {

	/** A bean of contexts that a {@code SpringApplication} starts. */
	private static final String ARGUMENTS = "springApplicationArguments";

	private static final Log logger = LogFactory.getLog(ExistingCors.class);

	private final ApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final LayerFinder finder;

	/** The layers of the last result; {@code null} before the first one. */
	private @Nullable List<CorsLayer> layers;

	/** The last result. */
	private List<String> lines = List.of();

	/**
	 * Create a reader.
	 * @param context the context of the application
	 * @param registry the policies in force
	 * @param finder the search for Spring's configuration
	 */
	public ExistingCors(ApplicationContext context, CorsPolicyRegistry registry, LayerFinder finder) {
		this.context = context;
		this.registry = registry;
		this.finder = finder;
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return ContextRefreshedEvent.class.isAssignableFrom(eventType)
				|| ApplicationReadyEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (isEndOfStart(event) && this.registry.policies().isEmpty()) {
			ExistingCorsLog.write(this);
		}
	}

	/**
	 * Whether the start has ended. An application is told so when it accepts requests
	 * already, so the message delays none. A context without an application is not.
	 */
	private boolean isEndOfStart(ApplicationEvent event) {
		return (event instanceof ApplicationReadyEvent ready) ? ready.getApplicationContext() == this.context
				: event instanceof ContextRefreshedEvent refreshed && refreshed.getApplicationContext() == this.context
						&& !this.context.containsLocalBean(ARGUMENTS);
	}

	/** The message comes last: other listeners complete Spring's configuration. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Return the properties.
	 * @return the lines of a YAML text, with comments; empty if Spring has no
	 * configuration
	 */
	public synchronized List<String> lines() {
		List<CorsLayer> layers = this.finder.find();
		if (this.layers != layers) {
			this.lines = translate(layers);
			this.layers = layers;
		}
		return this.lines;
	}

	/**
	 * Translate what was found. A subclass of the application's may fail when it is read.
	 */
	private List<String> translate(List<CorsLayer> layers) {
		try {
			return translateReadable(layers);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Cannot read the CORS configuration of Spring's", ex);
			return List.of("# Spring's CORS configuration cannot be read. The log says why at the level DEBUG.");
		}
	}

	private List<String> translateReadable(List<CorsLayer> layers) {
		SpringRules rules = SpringRules.of(layers, reservedPaths());
		Collection<String> remarks = new LinkedHashSet<>(rules.remarks());
		return List
			.copyOf(PropertiesText.of(ProposedPolicies.of(rules.all(), remarks::add, rules::isReserved), remarks));
	}

	/** Return the paths below which management endpoints are. */
	private Collection<String> reservedPaths() {
		Collection<String> paths = new ArrayList<>();
		for (ExposedEndpoints endpoints : this.context.getBeanProvider(ExposedEndpoints.class)) {
			paths.addAll(endpoints.reserved());
		}
		return paths;
	}

}
