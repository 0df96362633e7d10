// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;

/**
 * Reserves the paths of the management endpoints, which have
 * {@code management.endpoints.web.cors.*}. Endpoints are asked for their paths once all
 * beans are there: one of them needs the registry.
 */
final class ManagementPaths implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ManagementPaths.class);

	private final CorsPolicyRegistry registry;

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private final Environment environment;

	ManagementPaths(CorsPolicyRegistry registry, ObjectProvider<PathMappedEndpoints> endpoints,
			Environment environment) {
		this.registry = registry;
		this.endpoints = endpoints;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.endpoints.ifAvailable(this::reserve);
	}

	private void reserve(PathMappedEndpoints endpoints) {
		List<String> paths = new ArrayList<>();
		for (PathMappedEndpoint endpoint : endpoints) {
			if (endpoint instanceof ExposableEndpoint<?> exposed) {
				paths.addAll(endpoints.getAdditionalPaths(WebServerNamespace.SERVER, exposed.getEndpointId()));
			}
		}
		String basePath = endpoints.getBasePath();
		switch (ManagementPortType.get(this.environment)) {
			case SAME -> paths.addAll(basePath.isEmpty() ? endpoints.getAllPaths() : List.of(basePath));
			case DIFFERENT -> warnOfPolicies(basePath);
			case DISABLED -> {
				// No endpoint is reached by any path.
			}
		}
		this.registry.reserve(paths.stream().map(this::withinApplication).toList());
	}

	/**
	 * The servlet that the endpoints share with controllers may have a path of its own.
	 */
	private String withinApplication(String path) {
		String servlet = this.environment.getProperty("spring.mvc.servlet.path", "/");
		return (servlet.endsWith("/") ? servlet.substring(0, servlet.length() - 1) : servlet) + path;
	}

	private void warnOfPolicies(String basePath) {
		for (CorsPolicy policy : this.registry.policies()) {
			if (!basePath.isEmpty() && policy.paths().stream().anyMatch((path) -> path.startsWith(basePath + "/"))) {
				logger.warn("CORS policy '" + policy.name() + "' covers " + basePath + " in vain: the management"
						+ " endpoints have a server of their own. Set management.endpoints.web.cors.* instead.");
			}
		}
	}

}
