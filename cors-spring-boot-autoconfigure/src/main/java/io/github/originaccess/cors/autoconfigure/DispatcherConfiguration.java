// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Objects;

import io.github.originaccess.cors.application.DispatcherServlets;
import io.github.originaccess.cors.application.PathMatching;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.reactive.RewrittenPathMapping;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.servlet.RewrittenPathFilter;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Wiring between the policies and Spring's dispatchers. The policies match paths like the
 * handler mappings. A filter or mapping in front of a dispatcher decides on rewritten
 * paths.
 */
@Configuration(proxyBeanMethods = false)
final class DispatcherConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static final class ServletDispatcher {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyPathMatching")
		PathMatching originAccessCorsPolicyPathMatching(CorsPolicyRegistry registry,
				ConfigurableListableBeanFactory beans) {
			return new PathMatching.MvcMatching(registry, beans);
		}

		@Bean
		@ConditionalOnMissingBean(value = RewrittenPathFilter.class,
				parameterizedContainer = FilterRegistrationBean.class)
		FilterRegistrationBean<RewrittenPathFilter> originAccessCorsPolicyRewrittenPathFilter(
				ObjectProvider<FilterRegistrationBean<? extends CorsPolicyFilter>> registrations,
				ObjectProvider<CorsPolicyFilter> filters, ObjectProvider<ServletRegistrationBean<?>> servlets,
				ListableBeanFactory beans) {
			FilterRegistrationBean<? extends CorsPolicyFilter> policies = registrations.stream()
				.findFirst()
				.orElseGet(() -> new FilterRegistrationBean<>(filters.stream().findFirst().orElseThrow()));
			FilterRegistrationBean<RewrittenPathFilter> registration = new FilterRegistrationBean<>(
					new RewrittenPathFilter(Objects.requireNonNull(policies.getFilter())));
			registration.setServletNames(new DispatcherServlets(beans, servlets).names());
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC);
			registration.setEnabled(policies.isEnabled() && !registration.getServletNames().isEmpty());
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@ConditionalOnClass(DispatcherHandler.class)
	static final class ReactiveDispatcher {

		@Bean
		@ConditionalOnMissingBean(name = "originAccessCorsPolicyPathMatching")
		PathMatching originAccessCorsPolicyPathMatching(CorsPolicyRegistry registry,
				ConfigurableListableBeanFactory beans) {
			return new PathMatching.WebFluxMatching(registry, beans);
		}

		@Bean
		@ConditionalOnMissingBean
		RewrittenPathMapping originAccessCorsPolicyRewrittenPathMapping(CorsPolicyWebFilter filter) {
			return new RewrittenPathMapping(filter);
		}

	}

}
