// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.application.LayerLines.LayerLine;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.registry.CorsPoliciesSwapped;
import io.github.originaccess.cors.registry.PolicyCoverage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The second CORS layers that the log has named. A layer is named once, and once more
 * when policies first cover all its paths, whatever the names of the policies are. Not
 * safe for use by many threads.
 */
final class LayerLog {

	private static final Log logger = LogFactory.getLog(LayerLog.class);

	/** The layers that were named, and whether policies covered all their paths. */
	private final Map<CorsLayer, Boolean> named = new HashMap<>();

	/** Whether the log has said that there are further handlers. */
	private boolean further;

	/** Forget all layers but these. */
	void retain(List<CorsLayer> layers) {
		this.named.keySet().retainAll(Set.copyOf(layers));
	}

	/**
	 * Name the layers that new policies cover. Policies may be put one by one, by the
	 * thousand, so the layers are compared with the new ones first.
	 * @param event the policies before and after
	 * @param layers all layers
	 * @param lines the lines
	 */
	void swapped(CorsPoliciesSwapped event, List<CorsLayer> layers, LayerLines lines) {
		if (event.before().isEmpty()) {
			add(layers, lines);
			return;
		}
		Set<String> paths = new HashSet<>();
		event.before().forEach((policy) -> paths.addAll(policy.paths()));
		List<CorsPolicy> added = event.after().stream().filter((policy) -> !paths.containsAll(policy.paths())).toList();
		if (!added.isEmpty()) {
			add(layers.stream().filter((layer) -> mayCover(added, layer)).toList(), lines);
		}
	}

	private static boolean mayCover(List<CorsPolicy> policies, CorsLayer layer) {
		return layer.paths()
			.stream()
			.anyMatch((path) -> policies.stream()
				.anyMatch((policy) -> PolicyCoverage.isPossible(policy, path.pattern())));
	}

	/**
	 * Name layers that policies cover.
	 * @param layers the layers
	 * @param lines the lines
	 */
	void add(Collection<CorsLayer> layers, LayerLines lines) {
		long handlers = this.named.keySet().stream().filter(HandlerLayer.class::isInstance).count();
		int more = 0;
		for (CorsLayer layer : layers) {
			Boolean before = this.named.get(layer);
			boolean isFurther = before == null && layer instanceof HandlerLayer && handlers >= LayerLines.MOST_HANDLERS;
			if (Boolean.TRUE.equals(before) || isFurther && this.further) {
				continue;
			}
			LayerLine line = lines.of(layer);
			if (line == null || Boolean.valueOf(line.whole()).equals(before)) {
				continue;
			}
			if (isFurther) {
				more++;
			}
			else {
				handlers += (layer instanceof HandlerLayer && before == null) ? 1 : 0;
				this.named.put(layer, line.whole());
				logger.warn(line.text());
			}
		}
		if (more > 0) {
			this.further = true;
			logger.warn(LayerLines.further(more));
		}
	}

}
