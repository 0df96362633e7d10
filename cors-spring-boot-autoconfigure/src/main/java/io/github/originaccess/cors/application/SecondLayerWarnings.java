// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerFinder;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Warnings about second CORS layers. A layer is named in the log when a policy first
 * covers paths of it, and once more when policies first cover all of them. The search
 * waits for the end of the start. It is repeated when a further dispatcher servlet
 * starts, which the first request may do, and when a gateway has other routes.
 */
public final class SecondLayerWarnings implements ApplicationListener<ContextRefreshedEvent>, CorsPolicyListener {

	private static final Log logger = LogFactory.getLog(SecondLayerWarnings.class);

	private final ConfigurableApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final LayerFinder finder;

	private final ObjectProvider<EarlierFilters> earlierFilters;

	private final ObjectProvider<CorsPolicyResolver> resolver;

	private final ObjectProvider<ExposedEndpoints> endpoints;

	private final LayerLog log = new LayerLog();

	/** The result of the last search; null until the start ends. */
	private @Nullable List<CorsLayer> found;

	/** The layers of that result that a policy may cover, in the order of their lines. */
	private List<CorsLayer> layers = List.of();

	/** Whether the chains of Spring Security run before the policies. */
	private boolean securityFirst;

	/**
	 * Create warnings.
	 * @param context the context of the application
	 * @param registry the policies in force
	 * @param finder the search for second CORS layers
	 * @param earlierFilters the searches for filters that run before the policies
	 * @param resolver what may choose a policy for any path
	 * @param endpoints the management endpoints, for which no resolver is asked
	 */
	public SecondLayerWarnings(ConfigurableApplicationContext context, CorsPolicyRegistry registry, LayerFinder finder,
			ObjectProvider<EarlierFilters> earlierFilters, ObjectProvider<CorsPolicyResolver> resolver,
			ObjectProvider<ExposedEndpoints> endpoints) {
		this.context = context;
		this.registry = registry;
		this.finder = finder;
		this.earlierFilters = earlierFilters;
		this.resolver = resolver;
		this.endpoints = endpoints;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		synchronized (this) {
			if (event.getApplicationContext() == this.context) {
				search();
			}
			else {
				// A child context publishes its events to this listener too.
				this.finder.add(event.getApplicationContext());
				searchAgain();
			}
		}
	}

	/** Search again, unless the application is still starting. */
	public synchronized void searchAgain() {
		if (this.found != null) {
			this.finder.forget();
			search();
		}
	}

	@Override
	public void swapped(CorsPoliciesSwapped event) {
		synchronized (this) {
			if (!this.layers.isEmpty() && !this.registry.policies().isEmpty()) {
				this.log.swapped(event, this.layers, texts());
			}
		}
	}

	private void search() {
		List<CorsLayer> found = this.finder.find();
		this.found = found;
		List<EarlierFilter> earlier = found.isEmpty() ? List.of()
				: this.earlierFilters.stream()
					.flatMap((search) -> search.find(this.context.getBeanFactory()).stream())
					.toList();
		// A filter that runs before the policies decides first. ApplicationWarnings has
		// another warning for it.
		Set<String> beans = earlier.stream().map(EarlierFilter::bean).collect(Collectors.toSet());
		// The mappings keep handlers in an order that differs between starts.
		this.layers = Stream
			.concat(found.stream()
				.filter((layer) -> !(layer instanceof HandlerLayer)
						&& !(layer instanceof BeanLayer bean && beans.contains(bean.bean()))),
					found.stream().filter(HandlerLayer.class::isInstance).sorted())
			.toList();
		this.securityFirst = earlier.stream().anyMatch(EarlierFilter::isSecurity);
		this.log.retain(this.layers);
		if (!this.layers.isEmpty() && !this.registry.policies().isEmpty()) {
			this.log.add(this.layers, texts());
		}
	}

	private LayerLines texts() {
		ExposedEndpoints exposed = this.endpoints.getIfAvailable();
		return new LayerLines(this.registry, this.resolver.getIfAvailable() != null, this.securityFirst,
				(exposed != null) ? exposed.reserved() : Set.of());
	}

	/**
	 * Return the warnings that hold now. Lazy beans may have been created since the last
	 * search.
	 * @return one line each; none before the end of the start, or without policies
	 */
	public synchronized List<String> lines() {
		if (this.found != null && this.found != this.finder.find()) {
			search();
		}
		return (this.layers.isEmpty() || this.registry.policies().isEmpty()) ? List.of() : texts().of(this.layers);
	}

}
