// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The search for CORS mappings of Spring MVC, handler mappings with a configuration of
 * their own, and handlers with {@code @CrossOrigin}. It looks into the context of each
 * dispatcher servlet.
 */
final class MvcLayers extends LayerSearch {

	private final ApplicationContext context;

	/** The mappings that the last search read; {@code null} before the first one. */
	private @Nullable ConfigurerPaths configurers;

	MvcLayers(ApplicationContext context) {
		this.context = context;
	}

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		boolean mayHaveCors = mayHaveCors(beans);
		if (!mayHaveCors && beans.children().isEmpty()) {
			return List.of();
		}
		this.configurers = new ConfigurerPaths(this.configurers);
		List<CorsLayer> layers = new ArrayList<>();
		if (mayHaveCors) {
			layers.addAll(find(beans, null, DispatcherPlace.ofMain(this.context, beans), this.configurers));
		}
		for (ApplicationContext child : beans.children()) {
			DispatcherPlace servlet = DispatcherPlace.of(child, beans);
			if (servlet != null
					&& child.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory factory) {
				ApplicationBeans own = new ApplicationBeans(factory, List.of());
				if (mayHaveCors(own)) {
					layers.addAll(find(own, servlet.name(), servlet, this.configurers));
				}
			}
		}
		return layers;
	}

	/**
	 * Whether a context may have a layer. Most have none: no handler mapping has a
	 * configuration, and no handler is annotated. What the configurers add is in the
	 * mapping of controllers.
	 */
	private static boolean mayHaveCors(ApplicationBeans beans) {
		Map<String, HandlerMapping> mappings = beans.existing(HandlerMapping.class);
		if (!(mappings.get(CONTROLLERS) instanceof RequestMappingHandlerMapping)) {
			return true;
		}
		for (HandlerMapping mapping : mappings.values()) {
			if (mapping instanceof Iterable || !(mapping instanceof AbstractHandlerMapping known)
					|| known.getCorsConfigurationSource() != null
					|| known instanceof RequestMappingHandlerMapping controllers
							&& areAnnotated(controllers.getHandlerMethods().values())) {
				return true;
			}
		}
		return false;
	}

	private static List<CorsLayer> find(ApplicationBeans beans, @Nullable String servlet, DispatcherPlace place,
			ConfigurerPaths configurers) {
		Map<String, HandlerMapping> mappings = controllersFirst(beans.existing(HandlerMapping.class));
		EffectiveMappings effective = new EffectiveMappings(mappings.values()
			.stream()
			.limit(1)
			.flatMap((mapping) -> (mapping instanceof RequestMappingHandlerMapping controllers)
					? ownPaths(controllers).stream() : Stream.empty())
			.toList());
		beans.existing(WebMvcConfigurer.class).forEach((bean, configurer) -> {
			List<LayerPath> paths = effective.of(configurers.of(configurer, Mappings::of));
			effective.know(paths);
			if (!paths.isEmpty() && !isOfGraphQl(configurer)) {
				effective.add(new BeanLayer(BeanKind.MAPPINGS, bean, servlet, place.within(paths)), paths);
			}
		});
		List<CorsLayer> layers = new ArrayList<>(effective.layers());
		mappings.forEach((bean, mapping) -> {
			List<LayerPath> paths = (mapping instanceof AbstractHandlerMapping each) ? effective.unknown(ownPaths(each))
					: List.of();
			if (!paths.isEmpty()) {
				List<String> urls = urls(mapping);
				layers.add(new BeanLayer(kind(bean), bean, servlet, place.within(LayerPath.narrowed(paths, urls)),
						(urls != null) ? reach(mapping, urls, place) : null));
				effective.know(paths);
			}
		});
		for (HandlerMapping mapping : mappings.values()) {
			for (Object each : (mapping instanceof Iterable<?> several) ? several : List.of(mapping)) {
				if (each instanceof RequestMappingHandlerMapping controllers
						&& areAnnotated(controllers.getHandlerMethods().values())) {
					layers.addAll(new AnnotatedMvcHandlers(new EmbeddedValueResolver(beans.factory())).find(controllers,
							place));
				}
			}
		}
		return layers;
	}

	private static List<LayerPath> ownPaths(AbstractHandlerMapping mapping) {
		CorsConfigurationSource source = mapping.getCorsConfigurationSource();
		return (source == null) ? List.of() : ServletPaths.ofSource(source);
	}

	/** Return the URLs of a handler mapping; {@code null} if it does not map URLs. */
	private static @Nullable List<String> urls(HandlerMapping mapping) {
		return (mapping instanceof AbstractUrlHandlerMapping urls) ? List.copyOf(urls.getHandlerMap().keySet()) : null;
	}

	private static FilterReach reach(HandlerMapping mapping, List<String> urls, DispatcherPlace place) {
		int order = (mapping instanceof Ordered ordered) ? ordered.getOrder() : Ordered.LOWEST_PRECEDENCE;
		return new FilterReach(order,
				place.within(urls.stream().map((url) -> new LayerPath(url, null)).toList())
					.stream()
					.map(LayerPath::pattern)
					.toList(),
				List.of());
	}

	/**
	 * CORS mappings that can be read, unlike those of Spring MVC's own class.
	 */
	private static final class Mappings extends CorsRegistry {

		static Map<String, CorsConfiguration> of(WebMvcConfigurer configurer) {
			Mappings mappings = new Mappings();
			configurer.addCorsMappings(mappings);
			return mappings.getCorsConfigurations();
		}

		@Override
		protected Map<String, CorsConfiguration> getCorsConfigurations() {
			return super.getCorsConfigurations();
		}

	}

}
