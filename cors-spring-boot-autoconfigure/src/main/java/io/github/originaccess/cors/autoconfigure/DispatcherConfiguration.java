// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.reactive.RewrittenPathMapping;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.servlet.RewrittenPathFilter;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.PathMatcher;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What policies need to know of Spring's dispatchers: how their handler mappings match
 * paths, and which path a request has when it gets there.
 */
@Configuration(proxyBeanMethods = false)
final class DispatcherConfiguration {

	/** The mapping of controllers, to which the application's path matching applies. */
	private static final String HANDLER_MAPPING = "requestMappingHandlerMapping";

	/** Return the mapping of controllers first, then the others that exist. */
	private static <T> List<T> mappings(ConfigurableListableBeanFactory beans, Class<T> type) {
		List<T> mappings = new ArrayList<>();
		if (beans.containsBean(HANDLER_MAPPING) && beans.isTypeMatch(HANDLER_MAPPING, type)) {
			mappings.add(beans.getBean(HANDLER_MAPPING, type));
		}
		for (String name : beans.getBeanNamesForType(type, false, false)) {
			// Boot has beans of such a type that are null.
			Object mapping = (!name.equals(HANDLER_MAPPING) && beans.containsSingleton(name)) ? beans.getBean(name)
					: null;
			if (type.isInstance(mapping)) {
				mappings.add(type.cast(mapping));
			}
		}
		return mappings;
	}

	/**
	 * Have policies match like the controllers. If another mapping alone ignores case,
	 * they ignore it too: a policy that covers too much refuses too much.
	 */
	private static void matchLike(CorsPolicyRegistry registry, List<PathPatternParser> parsers) {
		if (parsers.isEmpty()) {
			return;
		}
		PathPatternParser first = parsers.get(0);
		if (first.isCaseSensitive() && !parsers.stream().allMatch(PathPatternParser::isCaseSensitive)) {
			first = new PathPatternParser();
			first.setCaseSensitive(false);
		}
		registry.matchPathsLike(first);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class ServletDispatcher {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyPathMatching")
		SmartInitializingSingleton corsPolicyPathMatching(CorsPolicyRegistry registry,
				ConfigurableListableBeanFactory beans) {
			return () -> matchLike(registry,
					mappings(beans, AbstractHandlerMapping.class).stream().map(ServletDispatcher::parser).toList());
		}

		private static PathPatternParser parser(AbstractHandlerMapping mapping) {
			PathPatternParser parser = mapping.getPatternParser();
			return (parser != null) ? parser : parserLike(mapping);
		}

		/** Only asking a path matcher tells whether case matters to it. */
		@SuppressWarnings("removal")
		private static PathPatternParser parserLike(AbstractHandlerMapping mapping) {
			PathMatcher matcher = mapping.getPathMatcher();
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(!matcher.match("/a", "/A"));
			return parser;
		}

		@Bean
		@ConditionalOnMissingBean(value = RewrittenPathFilter.class,
				parameterizedContainer = FilterRegistrationBean.class)
		FilterRegistrationBean<RewrittenPathFilter> corsPolicyRewrittenPathFilter(
				ObjectProvider<FilterRegistrationBean<? extends CorsPolicyFilter>> registrations,
				ObjectProvider<CorsPolicyFilter> filters, ObjectProvider<ServletRegistrationBean<?>> servlets,
				ListableBeanFactory beans) {
			FilterRegistrationBean<? extends CorsPolicyFilter> policies = registrations.stream()
				.findFirst()
				.orElseGet(() -> new FilterRegistrationBean<>(filters.stream().findFirst().orElseThrow()));
			FilterRegistrationBean<RewrittenPathFilter> registration = new FilterRegistrationBean<>(
					new RewrittenPathFilter(Objects.requireNonNull(policies.getFilter())));
			registration.setServletNames(dispatcherServlets(servlets, beans));
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
			registration.setEnabled(policies.isEnabled() && !registration.getServletNames().isEmpty());
			return registration;
		}

		/** A servlet without a registration of its own has the name of its bean. */
		private static Set<String> dispatcherServlets(ObjectProvider<ServletRegistrationBean<?>> servlets,
				ListableBeanFactory beans) {
			Set<String> names = new LinkedHashSet<>(Set.of(beans.getBeanNamesForType(DispatcherServlet.class)));
			for (ServletRegistrationBean<?> servlet : servlets) {
				if (servlet.getServlet() instanceof DispatcherServlet) {
					names.add(servlet.getServletName());
				}
			}
			return names;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class ReactiveDispatcher {

		@Bean
		@ConditionalOnMissingBean(name = "corsPolicyPathMatching")
		SmartInitializingSingleton corsPolicyPathMatching(CorsPolicyRegistry registry,
				ConfigurableListableBeanFactory beans) {
			return () -> matchLike(registry,
					mappings(beans, org.springframework.web.reactive.handler.AbstractHandlerMapping.class).stream()
						.map(org.springframework.web.reactive.handler.AbstractHandlerMapping::getPathPatternParser)
						.toList());
		}

		@Bean
		@ConditionalOnMissingBean
		RewrittenPathMapping corsPolicyRewrittenPathMapping(CorsPolicyWebFilter filter) {
			return new RewrittenPathMapping(filter);
		}

	}

}
