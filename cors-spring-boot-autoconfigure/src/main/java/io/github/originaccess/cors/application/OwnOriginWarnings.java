// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.Enforcement;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.SettingPlaces;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Warnings about ways around own origins for a page that has rebound its DNS name to this
 * server. Such a page may send forwarded headers, and it can read paths that no policy
 * with own origins covers.
 */
final class OwnOriginWarnings {

	private static final String STRATEGY = "server.forward-headers-strategy";

	/** The name of WebFlux's bean that reads forwarded headers. */
	private static final String TRANSFORMER = "forwardedHeaderTransformer";

	private static final String FORWARDED_HEADER_FILTER = "org.springframework.web.filter.ForwardedHeaderFilter";

	/**
	 * Properties with which Boot sets up Tomcat's valve for forwarded headers. The valve
	 * reads X-Forwarded-Host too.
	 */
	private static final List<String> REMOTE_IP = List.of("server.tomcat.remoteip.remote-ip-header",
			"server.tomcat.remoteip.protocol-header");

	private final CorsPolicyRegistry registry;

	private final PolicyPlaces places;

	private final ConfigurableApplicationContext context;

	/**
	 * Create warnings.
	 * @param registry the policies in force
	 * @param places where each setting was set
	 * @param context the context of the application
	 */
	OwnOriginWarnings(CorsPolicyRegistry registry, SettingPlaces places, ConfigurableApplicationContext context) {
		this.registry = registry;
		this.places = new PolicyPlaces(places);
		this.context = context;
	}

	/**
	 * Return the warnings that hold now.
	 * @return one line each
	 */
	List<String> lines() {
		Set<String> lines = new LinkedHashSet<>();
		String forwarding = null;
		Set<String> places = new LinkedHashSet<>();
		for (CorsPolicy policy : this.registry.policies()) {
			if (policy.values(Setting.OWN_ORIGINS).isEmpty()) {
				continue;
			}
			places.add(this.places.of(policy, Setting.OWN_ORIGINS));
			if (isEnforced(policy) && policy.ownsOnlyLoopbackOrigins()) {
				forwarding = (forwarding != null) ? forwarding : forwarding();
				if (!forwarding.isEmpty()) {
					lines.add(this.places.of(policy, Setting.OWN_ORIGINS) + ": all own origins are loopback names, and "
							+ forwarding
							+ ". A page that has rebound its DNS name may send X-Forwarded-Host: localhost, and its"
							+ " requests then count as same-origin. Set " + STRATEGY + " to none, unless all requests"
							+ " come through a proxy that overwrites that header. " + Documentation.DNS_REBINDING);
				}
			}
		}
		String open = places.isEmpty() ? "" : openEndpoints();
		if (!open.isEmpty()) {
			lines.add(String.join(", ", places) + ": the management endpoints " + open
					+ " are exposed on the same port, and no policy that reports or enforces own-origins covers them. A"
					+ " page that has rebound its DNS name can read them. Expose only health"
					+ " (management.endpoints.web.exposure.include), or add their paths, such as /actuator/**, to a"
					+ " named policy that reports or enforces own-origins. " + Documentation.DNS_REBINDING);
		}
		return new ArrayList<>(lines);
	}

	private static boolean isEnforced(CorsPolicy policy) {
		return policy.enforcement() != Enforcement.BROWSER;
	}

	/** Return why the application reads forwarded headers; empty if it does not. */
	private String forwarding() {
		Environment environment = this.context.getEnvironment();
		String strategy = environment.getProperty(STRATEGY);
		if (StringUtils.hasText(strategy) && !strategy.equalsIgnoreCase("none")) {
			return STRATEGY + " is " + PrintableValue.of(strategy);
		}
		CloudPlatform platform = StringUtils.hasText(strategy) ? null : CloudPlatform.getActive(environment);
		if (platform != null && platform.isUsingForwardHeaders()) {
			return STRATEGY + " is native by default on " + platform;
		}
		for (String property : REMOTE_IP) {
			if (StringUtils.hasText(environment.getProperty(property))) {
				return property + " is set";
			}
		}
		boolean filtered = EarlierFilters.of(this.context)
			.all()
			.stream()
			.anyMatch((filter) -> filter.type().getName().equals(FORWARDED_HEADER_FILTER));
		return (filtered || this.context.containsBean(TRANSFORMER)) ? "the application reads forwarded headers" : "";
	}

	/** Return the names of the endpoints that a page with a rebound name can read. */
	private String openEndpoints() {
		Map<String, List<String>> open = new TreeMap<>();
		this.context.getBeanProvider(ExposedEndpoints.class).ifAvailable((available) -> open.putAll(available.paths()));
		open.keySet().remove("health");
		open.values().removeIf((paths) -> paths.stream().allMatch(this::isProtected));
		return String.join(", ", open.keySet());
	}

	private boolean isProtected(String path) {
		CorsPolicy policy = this.registry.policyOfPath(path);
		return policy != null && !policy.values(Setting.OWN_ORIGINS).isEmpty() && isEnforced(policy);
	}

}
