// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import io.github.originaccess.cors.application.PathMatching;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.reactive.RewrittenPathMapping;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.DispatcherHandler;

/**
 * Wiring between the policies and the dispatcher of WebFlux. The policies match paths
 * like the handler mappings. A mapping in front of them decides on rewritten paths.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(DispatcherHandler.class)
final class ReactiveDispatcherConfiguration {

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
