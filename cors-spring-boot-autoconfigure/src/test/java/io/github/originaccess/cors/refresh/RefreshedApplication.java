// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.List;
import java.util.Objects;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.fixtures.MapRequest;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;

import org.springframework.context.ApplicationContext;

/**
 * The policies and providers of a running application.
 */
public final class RefreshedApplication {

	private RefreshedApplication() {
	}

	static PolicyRefresher refresher(ApplicationContext context) {
		return context.getBean(PolicyRefresher.class);
	}

	static ProviderBean provider(ApplicationContext context) {
		return refresher(context).providers()
			.all()
			.stream()
			.filter((provider) -> provider.name().equals("tenants"))
			.findFirst()
			.orElseThrow();
	}

	static CorsPolicyRegistry registry(ApplicationContext context) {
		return context.getBean(CorsPolicyRegistry.class);
	}

	/** Read the properties again. */
	public static void refresh(ApplicationContext context) {
		refresher(context).refreshProperties(true);
	}

	static List<String> origins(ApplicationContext context, String policy) {
		return Objects.requireNonNull(registry(context).policy(policy), policy).values(Setting.ALLOWED_ORIGINS);
	}

	static String place(ApplicationContext context, String policy, Setting setting) {
		return refresher(context).find(Objects.requireNonNull(registry(context).policy(policy), policy), setting)
			.text();
	}

	public static List<CorsPolicy> policies(ApplicationContext context) {
		return registry(context).policies();
	}

	public static boolean isAllowed(CorsPolicy policy, String origin) {
		return policy.decide(MapRequest.parse("GET Origin: " + origin)).isAllowed();
	}

}
