// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import io.github.originaccess.cors.registry.ExposedEndpoints;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Warnings about second CORS layers. A layer is named in the log when a policy first
 * covers paths of it, and once more when policies first cover all of them. Not safe for
 * use by many threads.
 */
final class SecondLayerWarnings {

	private final ConfigurableApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final LayerLog log = new LayerLog();

	/** The result of the last search. */
	private List<CorsLayer> found = List.of();

	/** The layers of that result that a policy may cover, in the order of their lines. */
	private List<CorsLayer> layers = List.of();

	/** Whether the chains of Spring Security run before the policies. */
	private boolean securityFirst;

	/**
	 * Create warnings.
	 * @param context the context of the application
	 * @param registry the policies in force
	 */
	SecondLayerWarnings(ConfigurableApplicationContext context, CorsPolicyRegistry registry) {
		this.context = context;
		this.registry = registry;
	}

	/**
	 * Name the layers that the log has not named yet.
	 * @param found the result of a search; the same object if it is that of the last one
	 */
	void found(List<CorsLayer> found) {
		if (found == this.found) {
			return;
		}
		this.found = found;
		EarlierFilters earlier = found.isEmpty() ? EarlierFilters.NONE : EarlierFilters.of(this.context);
		// A filter that runs before the policies decides first. It has another warning.
		// The mappings keep handlers in an order that differs between starts.
		this.layers = Stream
			.concat(found.stream()
				.filter((layer) -> !(layer instanceof HandlerLayer)
						&& !(layer instanceof BeanLayer bean && earlier.contains(bean.bean()))),
					found.stream().filter(HandlerLayer.class::isInstance).sorted())
			.toList();
		this.securityFirst = earlier.haveSecurity();
		this.log.retain(this.layers);
		if (hasLines()) {
			this.log.add(this.layers, texts());
		}
	}

	void swapped(CorsPoliciesSwapped event) {
		if (hasLines()) {
			this.log.swapped(event, this.layers, texts());
		}
	}

	private boolean hasLines() {
		return !this.layers.isEmpty() && !this.registry.policies().isEmpty();
	}

	private LayerLines texts() {
		ExposedEndpoints exposed = this.context.getBeanProvider(ExposedEndpoints.class).getIfAvailable();
		return new LayerLines(this.registry,
				this.context.getBeanProvider(CorsPolicyResolver.class).getIfAvailable() != null, this.securityFirst,
				(exposed != null) ? exposed.reserved() : Set.of());
	}

	/** Return the warnings that hold now; none without policies. */
	List<String> lines() {
		return hasLines() ? texts().of(this.layers) : List.of();
	}

}
