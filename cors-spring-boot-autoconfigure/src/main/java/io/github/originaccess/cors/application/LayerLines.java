// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.ManagementLayer;
import io.github.originaccess.cors.layers.CorsLayer;
import io.github.originaccess.cors.layers.LayerPath;
import io.github.originaccess.cors.layers.LayerText;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import io.github.originaccess.cors.registry.PolicyCoverage;
import org.jspecify.annotations.Nullable;

/**
 * The lines about second CORS layers. A layer has a line only if a policy may cover paths
 * of it.
 *
 * @param registry the policies in force
 * @param resolver whether a resolver may choose a policy for any path
 * @param securityFirst whether the chains of Spring Security run before the policies
 * @param reserved the paths of management endpoints, where no resolver is asked
 */
record LayerLines(CorsPolicyRegistry registry, boolean resolver, boolean securityFirst, Set<String> reserved) {

	/** The most handlers that have lines of their own. */
	static final int MOST_HANDLERS = 10;

	private static final String IS_LAYER = " is a second CORS layer. ";

	/** Return the lines about layers, one line each. */
	List<String> of(Collection<CorsLayer> layers) {
		List<String> lines = new ArrayList<>();
		int handlers = 0;
		for (CorsLayer layer : layers) {
			LayerLine line = of(layer);
			if (line != null && (!(layer instanceof HandlerLayer) || ++handlers <= MOST_HANDLERS)) {
				lines.add(line.text());
			}
		}
		if (handlers > MOST_HANDLERS) {
			lines.add(further(handlers - MOST_HANDLERS));
		}
		return lines;
	}

	/** Return the line about a layer; {@code null} if no policy covers it. */
	@Nullable LayerLine of(CorsLayer layer) {
		Coverage coverage = coverage(layer);
		return (coverage != null) ? new LayerLine(layer, coverage.whole(),
				PrintableValue.of(text(layer, coverage)) + " " + Documentation.SECOND_LAYERS) : null;
	}

	/** Return the line about handlers that have no line of their own. */
	static String further(int number) {
		return number + " more " + ((number == 1) ? "handler" : "handlers")
				+ " with @CrossOrigin on covered paths are second CORS layers, too. On covered paths the annotation"
				+ " adds no header and refuses only WebSocket handshakes. " + Documentation.SECOND_LAYERS;
	}

	private String text(CorsLayer layer, Coverage coverage) {
		String subject = LayerText.of(layer);
		String webSocketPath = (layer instanceof GraphQlLayer graphQl) ? graphQl.webSocketPath() : null;
		if (webSocketPath != null) {
			return subject + IS_LAYER + coverage.sentence()
					+ " On HTTP requests the policy decides alone. On WebSocket handshakes at " + webSocketPath
					+ " the properties still decide: keep them for the handshakes, and list the origins of"
					+ " the policy there too.";
		}
		if (layer instanceof GraphQlLayer || layer instanceof ManagementLayer) {
			return subject + IS_LAYER + coverage.sentence()
					+ " On covered paths the properties add no header and refuse nothing. Remove them"
					+ (coverage.whole() ? "." : ", unless other paths need them.");
		}
		if (this.securityFirst && layer instanceof BeanLayer bean && bean.kind() == BeanKind.SECURITY_CHAIN) {
			return subject + IS_LAYER + coverage.sentence()
					+ " Spring Security runs before the CORS policies. They never"
					+ " see the requests that the chain answers, such as preflights. Remove the filter from the chain.";
		}
		return subject + IS_LAYER + coverage.sentence() + " On covered paths it adds no header and refuses only"
				+ " WebSocket handshakes. Remove it, unless handshakes " + (coverage.whole() ? "" : "or other paths ")
				+ "need it.";
	}

	private @Nullable Coverage coverage(CorsLayer layer) {
		Set<CorsPolicy> policies = new LinkedHashSet<>();
		boolean whole = true;
		for (LayerPath path : layer.paths()) {
			PolicyCoverage coverage = PolicyCoverage.of(this.registry, path.pattern());
			policies.addAll(coverage.policies());
			whole = whole && coverage.whole();
		}
		List<String> names = policies.stream().map((policy) -> "'" + policy.name() + "'").toList();
		if (names.isEmpty()) {
			return (this.resolver && !layer.paths()
				.stream()
				.allMatch((path) -> ExposedEndpoints.areAt(path.pattern(), this.reserved)))
						? new Coverage("A CorsPolicyResolver may choose a policy for its paths.", false) : null;
		}
		String subject = (names.size() == 1) ? "The policy " + names.get(0) : "The policies " + LayerText.names(names);
		String verb = (names.size() == 1) ? " covers" : " cover";
		if (whole) {
			return new Coverage(subject + verb + " its paths.", true);
		}
		boolean certain = layer.paths().stream().allMatch(LayerPath::known)
				&& !(layer instanceof BeanLayer bean && bean.limited());
		return new Coverage(subject + (!certain ? " may cover" : verb) + " some of its paths.", false);
	}

	/**
	 * A line about a layer.
	 *
	 * @param layer the layer
	 * @param whole whether policies cover all paths of it
	 * @param text the line
	 */
	record LayerLine(CorsLayer layer, boolean whole, String text) {

	}

	/**
	 * How policies cover a layer.
	 *
	 * @param sentence the sentence that says so
	 * @param whole whether they cover all paths of it
	 */
	private record Coverage(String sentence, boolean whole) {

	}

}
