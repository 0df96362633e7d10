// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.properties.PropertyPlace;
import org.jspecify.annotations.Nullable;

/**
 * A second CORS layer: CORS configuration of the application that is not ours.
 */
public sealed interface CorsLayer {

	/**
	 * Return the paths for which the layer has a configuration.
	 * @return at least one element, unless other layers have its configuration;
	 * {@link LayerPath#UNKNOWN} if the paths cannot be read
	 */
	List<LayerPath> paths();

	/**
	 * A layer that is a bean.
	 *
	 * @param kind the kind of layer
	 * @param bean the name of the bean
	 * @param servlet the name of the dispatcher servlet whose context has the bean;
	 * {@code null} for the context of the application
	 * @param paths the paths
	 * @param reach the requests that the bean sees; {@code null} if it is no filter and
	 * no handler mapping of URLs
	 */
	record BeanLayer(BeanKind kind, String bean, @Nullable String servlet, List<LayerPath> paths,
			@Nullable FilterReach reach) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public BeanLayer {
			paths = List.copyOf(paths);
		}

		BeanLayer(BeanKind kind, String bean, List<LayerPath> paths) {
			this(kind, bean, null, paths, null);
		}

		BeanLayer(BeanKind kind, String bean, @Nullable String servlet, List<LayerPath> paths) {
			this(kind, bean, servlet, paths, null);
		}

		BeanLayer(BeanKind kind, String bean, FilterReach reach, List<LayerPath> paths) {
			this(kind, bean, null, reach.narrow(paths), reach);
		}

		/**
		 * Whether something else may keep the bean from some of its paths.
		 * @return {@code false} if the bean sees all requests to its paths, or has no
		 * reach
		 */
		public boolean limited() {
			return this.reach != null && !this.reach.isCertain();
		}

	}

	/**
	 * A filter that asks the handler mappings, as {@code http.cors()} adds it without a
	 * source. What it decides is in the layers of the mappings, but it decides at its own
	 * place among the filters.
	 *
	 * @param bean the name of the bean that is the filter, or the chain that has it
	 * @param chain whether the bean is a security chain
	 * @param reach the requests that the filter sees
	 * @param preflightsAlone whether the filter decides on no other requests
	 */
	record MappingsFilterLayer(String bean, boolean chain, FilterReach reach,
			boolean preflightsAlone) implements CorsLayer {

		@Override
		public List<LayerPath> paths() {
			return List.of();
		}

	}

	/** The kinds of layers that are beans. */
	enum BeanKind {

		/** A filter of a servlet application. */
		FILTER,

		/** A filter of a WebFlux application. */
		WEB_FILTER,

		/** A source of configurations, which filters may use. */
		SOURCE,

		/** The CORS mappings of Spring MVC or WebFlux. */
		MAPPINGS,

		/** A handler mapping with a configuration of its own. */
		HANDLER_MAPPING,

		/** The CORS mappings of Spring Data REST. */
		REPOSITORY_MAPPINGS,

		/** A chain of Spring Security that has a filter of Spring's. */
		SECURITY_CHAIN

	}

	/**
	 * A handler with {@code @CrossOrigin}, found on the method or its type.
	 *
	 * @param type the type of the handler
	 * @param method the method
	 * @param onMethod whether the method has the annotation; otherwise the type has it
	 * @param methods the request methods that the handler is mapped to; empty for any
	 * @param conditional whether it has conditions besides path and method
	 * @param paths the paths
	 * @param others the handlers without the annotation
	 */
	record HandlerLayer(Class<?> type, Method method, boolean onMethod, List<String> methods, boolean conditional,
			List<LayerPath> paths, List<OtherHandler> others) implements CorsLayer, Comparable<HandlerLayer> {

		private static final Comparator<HandlerLayer> ORDER = Comparator
			.comparing((HandlerLayer handler) -> handler.paths().stream().map(LayerPath::pattern).toList().toString())
			.thenComparing((handler) -> handler.type().getName())
			.thenComparing((handler) -> handler.method().toString())
			.thenComparing((handler) -> handler.methods().toString());

		/** Create a layer with copies of the lists. */
		public HandlerLayer {
			methods = List.copyOf(methods);
			paths = List.copyOf(paths);
			others = List.copyOf(others);
		}

		/** Compare handlers. What else is mapped makes no other handler of this one. */
		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof HandlerLayer handler && this.type == handler.type
					&& this.method.equals(handler.method) && this.onMethod == handler.onMethod
					&& this.methods.equals(handler.methods) && this.conditional == handler.conditional
					&& this.paths.equals(handler.paths);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.type, this.method, this.methods, this.paths);
		}

		/** Compare paths, then types, then methods. */
		@Override
		public int compareTo(HandlerLayer other) {
			return ORDER.compare(this, other);
		}

	}

	/**
	 * A handler without {@code @CrossOrigin}.
	 *
	 * @param pattern a path pattern of it
	 * @param methods the request methods that it is mapped to; empty for any
	 * @param conditional whether it has conditions besides path and method
	 */
	record OtherHandler(String pattern, List<String> methods, boolean conditional) {

		/** Create a handler with a copy of the list. */
		public OtherHandler {
			methods = List.copyOf(methods);
		}

	}

	/**
	 * A repository of Spring Data REST with {@code @CrossOrigin}.
	 *
	 * @param type the interface of the repository
	 * @param paths the paths
	 */
	record RepositoryLayer(Class<?> type, List<LayerPath> paths) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public RepositoryLayer {
			paths = List.copyOf(paths);
		}

	}

	/**
	 * A route of a gateway with CORS metadata.
	 *
	 * @param route the id of the route
	 * @param place the place of its first property of CORS; {@code null} if code made the
	 * route
	 * @param paths the paths
	 */
	record RouteLayer(String route, @Nullable PropertyPlace place, List<LayerPath> paths) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public RouteLayer {
			paths = List.copyOf(paths);
		}

	}

	/**
	 * CORS properties of a gateway for all its routes.
	 *
	 * @param prefix the beginning of the properties
	 * @param place the place of the first of them; {@code null} if code set them
	 * @param paths the paths
	 */
	record GatewayLayer(String prefix, @Nullable PropertyPlace place, List<LayerPath> paths) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public GatewayLayer {
			paths = List.copyOf(paths);
		}

	}

	/**
	 * CORS properties of the management endpoints.
	 *
	 * @param prefix the beginning of the properties
	 * @param place the place of the first of them; {@code null} if code set them
	 * @param paths the paths of the endpoints
	 */
	record ManagementLayer(String prefix, @Nullable PropertyPlace place, List<LayerPath> paths) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public ManagementLayer {
			paths = List.copyOf(paths);
		}

	}

	/**
	 * CORS properties of GraphQL.
	 *
	 * @param prefix the beginning of the properties
	 * @param place the place of the first of them; {@code null} if code set them
	 * @param paths the paths of GraphQL over HTTP
	 * @param webSocketPath the path of GraphQL over WebSocket, where the same properties
	 * decide on handshakes; {@code null} if there is none
	 */
	record GraphQlLayer(String prefix, @Nullable PropertyPlace place, List<LayerPath> paths,
			@Nullable String webSocketPath) implements CorsLayer {

		/** Create a layer with a copy of the list. */
		public GraphQlLayer {
			paths = List.copyOf(paths);
		}

	}

}
