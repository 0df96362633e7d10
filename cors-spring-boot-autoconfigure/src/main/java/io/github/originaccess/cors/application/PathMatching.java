// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.PathMatcher;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The path matching of the policies, which follows that of the handler mappings. A policy
 * then covers the paths that the controllers see. Each stack has a subclass, since the
 * library of the other stack may be absent.
 */
public abstract class PathMatching implements SmartInitializingSingleton {

	/** The mapping of controllers. The path matching of the application applies to it. */
	private static final String HANDLER_MAPPING = "requestMappingHandlerMapping";

	private final CorsPolicyRegistry registry;

	private final ConfigurableListableBeanFactory beans;

	private PathMatching(CorsPolicyRegistry registry, ConfigurableListableBeanFactory beans) {
		this.registry = registry;
		this.beans = beans;
	}

	/**
	 * The policies match paths like the controllers. They ignore case if any other
	 * mapping ignores it: a policy may cover too many paths, never too few.
	 */
	@Override
	public final void afterSingletonsInstantiated() {
		List<PathPatternParser> parsers = parsers(this.beans);
		if (parsers.isEmpty()) {
			return;
		}
		PathPatternParser first = parsers.get(0);
		for (PathPatternParser parser : parsers) {
			if (first.isCaseSensitive() && !parser.isCaseSensitive()) {
				first = new PathPatternParser();
				first.setCaseSensitive(false);
			}
		}
		this.registry.matchPathsLike(first);
	}

	/** Return the parsers of all handler mappings, that of the controllers first. */
	abstract List<PathPatternParser> parsers(ConfigurableListableBeanFactory beans);

	/** Return the mapping of controllers first, then the others that exist already. */
	private static <T> List<T> mappings(ConfigurableListableBeanFactory beans, Class<T> type) {
		List<T> mappings = new ArrayList<>();
		if (beans.containsBean(HANDLER_MAPPING) && beans.isTypeMatch(HANDLER_MAPPING, type)) {
			mappings.add(beans.getBean(HANDLER_MAPPING, type));
		}
		for (String name : beans.getBeanNamesForType(type, false, false)) {
			if (!name.equals(HANDLER_MAPPING) && beans.containsSingleton(name)) {
				// Boot has beans of such a type that are null.
				Object mapping = beans.getBean(name);
				if (type.isInstance(mapping)) {
					mappings.add(type.cast(mapping));
				}
			}
		}
		return mappings;
	}

	/**
	 * Path matching like Spring MVC's.
	 */
	public static final class MvcMatching extends PathMatching {

		/**
		 * Create the path matching.
		 * @param registry the policies, whose paths change
		 * @param beans the beans of the application, among which are the handler mappings
		 */
		public MvcMatching(CorsPolicyRegistry registry, ConfigurableListableBeanFactory beans) {
			super(registry, beans);
		}

		@Override
		List<PathPatternParser> parsers(ConfigurableListableBeanFactory beans) {
			List<PathPatternParser> parsers = new ArrayList<>();
			for (AbstractHandlerMapping mapping : mappings(beans, AbstractHandlerMapping.class)) {
				parsers.add(parser(mapping));
			}
			return parsers;
		}

		private static PathPatternParser parser(AbstractHandlerMapping mapping) {
			PathPatternParser parser = mapping.getPatternParser();
			return (parser != null) ? parser : parserLike(mapping);
		}

		/**
		 * Return a parser for a mapping that has a path matcher. A path matcher has no
		 * getter for its case sensitivity, so it matches two paths that differ in case.
		 */
		@SuppressWarnings("removal")
		private static PathPatternParser parserLike(AbstractHandlerMapping mapping) {
			PathMatcher matcher = mapping.getPathMatcher();
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(!matcher.match("/a", "/A"));
			return parser;
		}

	}

	/**
	 * Path matching like WebFlux's.
	 */
	public static final class WebFluxMatching extends PathMatching {

		/**
		 * Create the path matching.
		 * @param registry the policies, whose paths change
		 * @param beans the beans of the application, among which are the handler mappings
		 */
		public WebFluxMatching(CorsPolicyRegistry registry, ConfigurableListableBeanFactory beans) {
			super(registry, beans);
		}

		@Override
		List<PathPatternParser> parsers(ConfigurableListableBeanFactory beans) {
			return mappings(beans, org.springframework.web.reactive.handler.AbstractHandlerMapping.class).stream()
				.map(org.springframework.web.reactive.handler.AbstractHandlerMapping::getPathPatternParser)
				.toList();
		}

	}

}
