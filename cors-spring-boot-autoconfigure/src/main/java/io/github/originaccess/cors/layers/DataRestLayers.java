// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import io.github.originaccess.cors.layers.CorsLayer.RepositoryLayer;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.repository.support.Repositories;
import org.springframework.data.rest.core.config.RepositoryRestConfiguration;
import org.springframework.data.rest.core.mapping.RepositoryResourceMappings;
import org.springframework.data.rest.core.mapping.ResourceMetadata;
import org.springframework.data.rest.webmvc.BasePathAwareHandlerMapping;
import org.springframework.data.rest.webmvc.config.RepositoryRestConfigurer;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The search for CORS mappings of Spring Data REST and repositories with
 * {@code @CrossOrigin}.
 */
final class DataRestLayers extends LayerSearch {

	private static final String SPRING = "org.springframework.";

	private final ApplicationContext context;

	DataRestLayers(ApplicationContext context) {
		this.context = context;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		DispatcherPlace place = DispatcherPlace.ofMain(this.context, beans);
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(HandlerMapping.class).forEach((bean, mapping) -> {
			List<LayerPath> paths = paths(mapping);
			if (!paths.isEmpty()) {
				layers.add(new BeanLayer(BeanKind.REPOSITORY_MAPPINGS, configurer(beans, bean), place.within(paths)));
			}
		});
		beans.existing(RepositoryResourceMappings.class)
			.values()
			.forEach((mappings) -> mappings.stream()
				.filter(ResourceMetadata::isExported)
				.forEach((metadata) -> addRepository(beans, metadata, place, layers)));
		return layers;
	}

	/** Return the paths of the mappings of Spring Data REST, which all have the same. */
	private static List<LayerPath> paths(HandlerMapping mapping) {
		if (mapping instanceof Iterable<?> several) {
			for (Object each : several) {
				if (each instanceof BasePathAwareHandlerMapping rest && rest.getCorsConfigurationSource() != null) {
					return ServletPaths.ofSource(rest.getCorsConfigurationSource());
				}
			}
		}
		return List.of();
	}

	/** Return the only configurer of the application, or else the mapping. */
	private static String configurer(ApplicationBeans beans, String mapping) {
		List<String> configurers = beans.existing(RepositoryRestConfigurer.class)
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().getClass().getName().startsWith(SPRING))
			.map(Map.Entry::getKey)
			.toList();
		return (configurers.size() == 1) ? configurers.get(0) : mapping;
	}

	private static void addRepository(ApplicationBeans beans, ResourceMetadata metadata, DispatcherPlace place,
			List<CorsLayer> layers) {
		for (Repositories repositories : beans.existing(Repositories.class).values()) {
			repositories.getRepositoryInformationFor(metadata.getDomainType()).ifPresent((repository) -> {
				Class<?> type = repository.getRepositoryInterface();
				CrossOrigin annotation = AnnotatedElementUtils.findMergedAnnotation(type, CrossOrigin.class);
				if (annotation != null) {
					LayerPath path = new LayerPath(basePath(beans) + metadata.getPath() + "/**",
							configuration(annotation, beans.factory()));
					layers.add(new RepositoryLayer(type, place.within(List.of(path))));
				}
			});
		}
	}

	/** Return the configuration that Spring Data REST makes of an annotation. */
	private static CorsConfiguration configuration(CrossOrigin annotation, ConfigurableBeanFactory placeholders) {
		CorsConfiguration configuration = new CorsConfiguration();
		resolve(annotation.origins(), placeholders).forEach(configuration::addAllowedOrigin);
		List.of(annotation.originPatterns()).forEach(configuration::addAllowedOriginPattern);
		Set<RequestMethod> methods = (annotation.methods().length > 0) ? Set.of(annotation.methods())
				: EnumSet.complementOf(EnumSet.of(RequestMethod.TRACE));
		methods.forEach((method) -> configuration.addAllowedMethod(method.name()));
		resolve(annotation.allowedHeaders(), placeholders).forEach(configuration::addAllowedHeader);
		resolve(annotation.exposedHeaders(), placeholders).forEach(configuration::addExposedHeader);
		String credentials = placeholders.resolveEmbeddedValue(annotation.allowCredentials());
		if (StringUtils.hasLength(credentials)) {
			configuration.setAllowCredentials(Boolean.valueOf(credentials));
		}
		if (annotation.maxAge() >= 0) {
			configuration.setMaxAge(annotation.maxAge());
		}
		return configuration.applyPermitDefaultValues();
	}

	private static List<String> resolve(String[] values, ConfigurableBeanFactory placeholders) {
		return Stream.of(values).map(placeholders::resolveEmbeddedValue).filter(Objects::nonNull).toList();
	}

	private static String basePath(ApplicationBeans beans) {
		return beans.existing(RepositoryRestConfiguration.class)
			.values()
			.stream()
			.map(RepositoryRestConfiguration::getBasePath)
			.map(URI::getPath)
			.map((path) -> StringUtils.trimTrailingCharacter(path, '/'))
			.map((path) -> (path.isEmpty() || path.startsWith("/")) ? path : "/" + path)
			.findFirst()
			.orElse("");
	}

}
