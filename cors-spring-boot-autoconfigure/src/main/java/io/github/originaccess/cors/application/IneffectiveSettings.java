// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.util.StringUtils;

/**
 * Warnings about valid settings that have no effect in this application: paths that no
 * request of the policy has, and an interval for providers that do not exist.
 */
final class IneffectiveSettings {

	/** The paths of most default policies. */
	static final String ALL = "/**";

	static final String REFRESH_INTERVAL = "cors.refresh-interval";

	private final CorsPolicyRegistry registry;

	private final SettingPlaces places;

	private final ApplicationContext context;

	/**
	 * Create warnings.
	 * @param registry the policies in force
	 * @param places where each setting was set
	 * @param context the context of the application
	 */
	IneffectiveSettings(CorsPolicyRegistry registry, SettingPlaces places, ApplicationContext context) {
		this.registry = registry;
		this.places = places;
		this.context = context;
	}

	/**
	 * Return the warnings that hold now. {@link ApplicationWarnings} asks only if a
	 * policy has a path other than that for everything, or a refresh interval is set.
	 * @return one line each
	 */
	List<String> lines() {
		List<String> lines = new ArrayList<>();
		String contextPath = ContextPath.of(this.context);
		for (CorsPolicy policy : this.registry.policies()) {
			for (String path : policy.paths()) {
				if (!contextPath.isEmpty() && isWithin(contextPath, path)) {
					lines.add(withinContextPath(policy, path, contextPath));
				}
				if (policy.name().equals(CorsPolicyBuilder.DEFAULT_NAME) && isReserved(path)) {
					lines.add(ofManagement(policy, path));
				}
			}
		}
		if (StringUtils.hasText(this.context.getEnvironment().getProperty(REFRESH_INTERVAL)) && !hasProvider()) {
			lines.add(REFRESH_INTERVAL + " has no effect: there is no AllowedOriginsProvider that could be asked again."
					+ " Remove the property, or declare a provider as a bean. " + Documentation.REFRESH_INTERVAL);
		}
		return lines;
	}

	private String place(CorsPolicy policy) {
		return new PolicyPlaces(this.places).of(policy, Setting.PATHS);
	}

	private String withinContextPath(CorsPolicy policy, String path, String contextPath) {
		String within = path.substring(contextPath.length());
		return place(policy) + ": the path " + PrintableValue.of(path) + " begins with the context path "
				+ PrintableValue.of(contextPath)
				+ ". Paths are relative to the context path, so it covers no more than "
				+ PrintableValue.of(contextPath + path) + "."
				// All paths may be more than was meant, and another policy may have them.
				+ (List.of("", "/", "/**").contains(within) ? "" : " Write " + PrintableValue.of(within) + ".") + " "
				+ Documentation.PATHS;
	}

	private String ofManagement(CorsPolicy policy, String path) {
		return place(policy) + ": the path " + PrintableValue.of(path)
				+ " leads to management endpoints, which the default policy never covers. Set"
				+ " management.endpoints.web.cors.* for them, or move the path to a named policy. "
				+ Documentation.MANAGEMENT;
	}

	private boolean isReserved(String path) {
		return !path.equals(ALL) && this.context.getBeanProvider(ExposedEndpoints.class)
			.stream()
			.anyMatch((available) -> ExposedEndpoints.areAt(path, available.reserved()));
	}

	/**
	 * Whether a pattern begins with the context path. Containers compare a context path
	 * in its case, whatever the handler mappings do, so this is not the rule of reserved
	 * paths.
	 */
	private static boolean isWithin(String contextPath, String path) {
		return path.startsWith(contextPath)
				&& (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
	}

	private boolean hasProvider() {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.context, AllowedOriginsProvider.class, true,
				false).length > 0;
	}

}
