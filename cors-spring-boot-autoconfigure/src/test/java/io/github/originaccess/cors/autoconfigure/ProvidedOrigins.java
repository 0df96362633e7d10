// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.context.ApplicationContext;

/**
 * What an application has of its providers.
 */
final class ProvidedOrigins {

	private ProvidedOrigins() {
	}

	static PolicyReloader reloader(ApplicationContext context) {
		return context.getBean(PolicyReloader.class);
	}

	static AskedProvider provider(ApplicationContext context) {
		return reloader(context).providers()
			.all()
			.stream()
			.filter((provider) -> provider.name().equals("tenants"))
			.findFirst()
			.orElseThrow();
	}

	static CorsPolicyRegistry registry(ApplicationContext context) {
		return context.getBean(CorsPolicyRegistry.class);
	}

	static List<String> origins(ApplicationContext context, String policy) {
		return Objects.requireNonNull(registry(context).policy(policy), policy).values(Setting.ALLOWED_ORIGINS);
	}

}
