// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.method.HandlerMethod;

/**
 * A search for second CORS layers of one library.
 */
public abstract class LayerSearch {

	/** The name of the handler mapping of controllers. */
	static final String CONTROLLERS = "requestMappingHandlerMapping";

	private static final String GRAPHQL = "org.springframework.boot.graphql.";

	LayerSearch() {
	}

	/**
	 * Find the layers.
	 * @param beans the beans of the application
	 * @return the layers that have a configuration
	 */
	abstract List<CorsLayer> find(ApplicationBeans beans);

	/**
	 * Whether one of several handlers has {@code @CrossOrigin}. Most applications have
	 * none.
	 */
	static boolean areAnnotated(Collection<HandlerMethod> handlers) {
		for (HandlerMethod handler : handlers) {
			if (AnnotatedElementUtils.hasAnnotation(handler.getMethod(), CrossOrigin.class)
					|| AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), CrossOrigin.class)) {
				return true;
			}
		}
		return false;
	}

	/** Return handler mappings by name, that of controllers first. */
	static <T> Map<String, T> controllersFirst(Map<String, T> mappings) {
		Map<String, T> sorted = new LinkedHashMap<>();
		T controllers = mappings.get(CONTROLLERS);
		if (controllers != null) {
			sorted.put(CONTROLLERS, controllers);
		}
		sorted.putAll(mappings);
		return sorted;
	}

	/**
	 * Return the kind of a handler mapping that has a configuration. The mapping of
	 * controllers has the mappings that a subclass of {@code WebMvcConfigurationSupport}
	 * or {@code WebFluxConfigurationSupport} adds without a configurer.
	 */
	static BeanKind kind(String handlerMapping) {
		return handlerMapping.equals(CONTROLLERS) ? BeanKind.MAPPINGS : BeanKind.HANDLER_MAPPING;
	}

	/**
	 * Whether a configurer of Spring MVC or WebFlux is the one by which Boot applies the
	 * properties of GraphQL. They are a layer of their own.
	 */
	static boolean isOfGraphQl(Object configurer) {
		return configurer.getClass().getName().startsWith(GRAPHQL);
	}

}
