// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.GatewayLayer;
import io.github.originaccess.cors.layers.CorsLayer.GraphQlLayer;
import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.ManagementLayer;
import io.github.originaccess.cors.layers.CorsLayer.MappingsFilterLayer;
import io.github.originaccess.cors.layers.CorsLayer.RepositoryLayer;
import io.github.originaccess.cors.layers.CorsLayer.RouteLayer;
import io.github.originaccess.cors.properties.PropertyPlace;
import org.jspecify.annotations.Nullable;

/**
 * The words for a second CORS layer. They may contain line breaks of the application,
 * which the caller has to escape.
 */
public final class LayerText {

	/** The most paths in a text. */
	private static final int MOST_NAMES = 10;

	private LayerText() {
	}

	/**
	 * Return what a layer is and where it is.
	 * @param layer the layer
	 * @return the text
	 */
	public static String of(CorsLayer layer) {
		String paths = paths(layer);
		if (layer instanceof BeanLayer bean) {
			String servlet = bean.servlet();
			return "Bean '" + bean.bean() + "'"
					+ ((servlet != null) ? " of the DispatcherServlet '" + servlet + "'" : "") + " (" + what(bean)
					+ paths + ")";
		}
		if (layer instanceof HandlerLayer handler) {
			String methods = handler.methods().isEmpty() ? "" : String.join(", ", handler.methods()) + " ";
			return "Handler " + handler.type().getName() + "." + handler.method().getName() + " (@CrossOrigin on the "
					+ (handler.onMethod() ? "method" : "type") + paths.replaceFirst(" for ", " for " + methods) + ")";
		}
		if (layer instanceof RepositoryLayer repository) {
			return "Repository " + repository.type().getName() + " (@CrossOrigin" + paths + ")";
		}
		if (layer instanceof RouteLayer route) {
			return "Route '" + route.route() + "' (metadata 'cors'" + paths + place(", ", route.place()) + ")";
		}
		if (layer instanceof GatewayLayer gateway) {
			return gateway.prefix() + ".* (properties of the gateway" + paths + place(", ", gateway.place()) + ")";
		}
		if (layer instanceof ManagementLayer management) {
			return management.prefix() + ".* (properties of the management endpoints" + paths
					+ place(", ", management.place()) + ")";
		}
		if (layer instanceof MappingsFilterLayer filter) {
			return "Bean '" + filter.bean() + "' (a " + (filter.chain() ? "security chain" : "filter")
					+ " that asks the handler mappings)";
		}
		GraphQlLayer graphQl = (GraphQlLayer) layer;
		return graphQl.prefix() + ".* (properties of GraphQL" + paths + place(", ", graphQl.place()) + ")";
	}

	private static String what(BeanLayer bean) {
		return switch (bean.kind()) {
			case FILTER -> "Spring's CorsFilter";
			case WEB_FILTER -> "Spring's CorsWebFilter";
			case SOURCE -> "a CorsConfigurationSource";
			case MAPPINGS -> "addCorsMappings";
			case HANDLER_MAPPING -> "the configuration of a handler mapping";
			case REPOSITORY_MAPPINGS -> "CORS mappings of Spring Data REST";
			case SECURITY_CHAIN -> "a security chain with Spring's CORS filter, as http.cors() adds it";
		};
	}

	private static String paths(CorsLayer layer) {
		return !layer.paths().stream().allMatch(LayerPath::known) ? ""
				: " for " + names(layer.paths().stream().map(LayerPath::pattern).distinct().toList());
	}

	private static String place(String separator, @Nullable PropertyPlace place) {
		return (place != null) ? separator + place.name() + " in " + place.text() : "";
	}

	/**
	 * Return the first of several names.
	 * @param names the names
	 * @return at most ten of them, and how many more there are
	 */
	public static String names(List<String> names) {
		int more = names.size() - MOST_NAMES;
		return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
				+ ((more > 0) ? " and " + more + " more" : "");
	}

}
