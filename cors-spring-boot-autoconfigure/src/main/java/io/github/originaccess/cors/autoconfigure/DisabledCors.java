// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.Set;
import java.util.function.Predicate;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * A post-processor that applies the conditions of the auto-configurations once more if
 * {@code cors.enabled} is false. It is for applications that were processed ahead of
 * time: the build evaluated their conditions, and this property may have another value
 * when they run. In all others, {@link OnCorsEnabledCondition} is evaluated at the start.
 */
final class DisabledCors implements BeanDefinitionRegistryPostProcessor {

	private static final String PACKAGE = ClassUtils.getPackageName(DisabledCors.class) + ".";

	private final Environment environment;

	DisabledCors(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (OnCorsEnabledCondition.isEnabled(this.environment)) {
			return;
		}
		// These need a registry only, which may be the application's own.
		Set<String> ofAnyRegistry = Set.of(CorsEndpointAutoConfiguration.class.getName(),
				CorsMetricsAutoConfiguration.class.getName());
		remove(registry, (configuration) -> !ofAnyRegistry.contains(configuration));
		if (registry instanceof ListableBeanFactory beans
				&& beans.getBeanNamesForType(CorsPolicyRegistry.class, true, false).length == 0) {
			remove(registry, ofAnyRegistry::contains);
		}
	}

	private static void remove(BeanDefinitionRegistry registry, Predicate<String> configurations) {
		for (String name : registry.getBeanDefinitionNames()) {
			BeanDefinition bean = registry.getBeanDefinition(name);
			String configuration = (bean.getFactoryBeanName() != null) ? bean.getFactoryBeanName()
					: bean.getBeanClassName();
			if (configuration != null && configuration.startsWith(PACKAGE) && configurations.test(configuration)) {
				registry.removeBeanDefinition(name);
			}
		}
	}

}
