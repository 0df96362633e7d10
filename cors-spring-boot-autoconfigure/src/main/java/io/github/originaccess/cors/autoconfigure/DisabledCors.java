// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Removes all beans of the auto-configurations if {@code cors.enabled} is false. Only an
 * application that was processed ahead of time needs it: the build evaluated the
 * conditions, and the property may have another value at run time. In other applications
 * {@link OnCorsEnabledCondition} does not match, so these beans do not exist.
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
		for (String name : registry.getBeanDefinitionNames()) {
			BeanDefinition bean = registry.getBeanDefinition(name);
			if (isOurs(bean.getFactoryBeanName()) || isOurs(bean.getBeanClassName())) {
				registry.removeBeanDefinition(name);
			}
		}
	}

	private static boolean isOurs(@Nullable String name) {
		return name != null && name.startsWith(PACKAGE);
	}

}
