// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.OtherHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringValueResolver;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The search for {@code @CrossOrigin} on handlers of WebFlux. Spring's own code reads the
 * annotations: a mapping has no getter for what it has read, so this mapping, which maps
 * nothing, reads them again.
 */
final class AnnotatedWebFluxHandlers extends RequestMappingHandlerMapping {

	AnnotatedWebFluxHandlers(StringValueResolver placeholders) {
		setEmbeddedValueResolver(placeholders);
	}

	/**
	 * Find the handlers of a mapping that have the annotation.
	 * @param mapping the mapping
	 */
	List<CorsLayer> find(RequestMappingHandlerMapping mapping) {
		Map<RequestMappingInfo, HandlerMethod> handlers = mapping.getHandlerMethods();
		Map<RequestMappingInfo, CorsConfiguration> annotated = new LinkedHashMap<>();
		List<OtherHandler> others = new ArrayList<>();
		handlers.forEach((info, handler) -> {
			CorsConfiguration configuration = initCorsConfiguration(handler, handler.getMethod(), info);
			if (configuration != null) {
				annotated.put(info, configuration);
			}
			else {
				paths(info, null).forEach((path) -> others
					.add(new OtherHandler(path.pattern(), methods(info), isConditional(info, mapping))));
			}
		});
		List<OtherHandler> same = List.copyOf(others);
		List<CorsLayer> layers = new ArrayList<>();
		annotated.forEach((info, configuration) -> {
			HandlerMethod handler = Objects.requireNonNull(handlers.get(info));
			layers.add(new HandlerLayer(handler.getBeanType(), handler.getMethod(),
					AnnotatedElementUtils.hasAnnotation(handler.getMethod(), CrossOrigin.class), methods(info),
					isConditional(info, mapping), paths(info, configuration), same));
		});
		return layers;
	}

	private static List<String> methods(RequestMappingInfo info) {
		return info.getMethodsCondition().getMethods().stream().map(Enum::name).sorted().toList();
	}

	/**
	 * Whether a handler has conditions besides path and method. Not each version of
	 * Spring has the same conditions, so this compares the handler with one that has
	 * none.
	 */
	private static boolean isConditional(RequestMappingInfo info, RequestMappingHandlerMapping mapping) {
		RequestMappingInfo.BuilderConfiguration options = new RequestMappingInfo.BuilderConfiguration();
		options.setPatternParser(mapping.getPathPatternParser());
		return !info.equals(RequestMappingInfo
			.paths(info.getPatternsCondition()
				.getPatterns()
				.stream()
				.map(PathPattern::getPatternString)
				.toArray(String[]::new))
			.methods(info.getMethodsCondition().getMethods().toArray(RequestMethod[]::new))
			.options(options)
			.build());
	}

	private static List<LayerPath> paths(RequestMappingInfo info, @Nullable CorsConfiguration configuration) {
		return info.getPatternsCondition()
			.getPatterns()
			.stream()
			.map(PathPattern::getPatternString)
			.map((pattern) -> new LayerPath(pattern.isEmpty() ? "/" : pattern, configuration))
			.toList();
	}

	/** The handler method exists already, so its bean need not. */
	@Override
	protected HandlerMethod createHandlerMethod(Object handler, Method method) {
		return (HandlerMethod) handler;
	}

}
