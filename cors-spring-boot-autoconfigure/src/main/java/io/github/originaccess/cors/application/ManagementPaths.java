// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.PrintableValue;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.ExposedEndpoints;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The paths of the management endpoints. The registry reserves them, since Boot has the
 * properties {@code management.endpoints.web.cors.*} for them. They are read after all
 * beans exist, because an endpoint needs the registry.
 */
public final class ManagementPaths implements SmartInitializingSingleton, ExposedEndpoints {

	private static final Log logger = LogFactory.getLog(ManagementPaths.class);

	private final CorsPolicyRegistry registry;

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private final Environment environment;

	private final ObjectProvider<EndpointPrefixes> prefixes;

	private volatile Set<String> reserved = Set.of();

	/**
	 * Create the paths.
	 * @param registry the registry that reserves the paths
	 * @param endpoints the endpoints that have a path
	 * @param environment the environment that holds the properties
	 * @param prefixes the paths of the servlets that serve endpoints
	 */
	public ManagementPaths(CorsPolicyRegistry registry, ObjectProvider<PathMappedEndpoints> endpoints,
			Environment environment, ObjectProvider<EndpointPrefixes> prefixes) {
		this.registry = registry;
		this.endpoints = endpoints;
		this.environment = environment;
		this.prefixes = prefixes;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.endpoints.ifAvailable(this::reserve);
	}

	private void reserve(PathMappedEndpoints endpoints) {
		Set<String> paths = new LinkedHashSet<>(List.of(CLOUD_FOUNDRY));
		for (PathMappedEndpoint endpoint : endpoints) {
			if (endpoint instanceof ExposableEndpoint<?> exposed) {
				paths.addAll(endpoints.getAdditionalPaths(WebServerNamespace.SERVER, exposed.getEndpointId()));
			}
		}
		String basePath = withoutSlashAtEnd(endpoints.getBasePath());
		switch (ManagementPortType.get(this.environment)) {
			case SAME -> paths.addAll(basePaths(endpoints));
			case DIFFERENT -> warnOfPolicies(basePath);
			case DISABLED -> {
				// No path leads to an endpoint.
			}
		}
		Set<String> reserved = withinApplication(paths);
		this.reserved = Set.copyOf(reserved);
		this.registry.reserve(reserved);
	}

	/** Return paths below the paths of the servlets that serve endpoints. */
	private Set<String> withinApplication(Collection<String> paths) {
		Set<String> all = new LinkedHashSet<>();
		for (String prefix : prefixes()) {
			for (String path : paths) {
				String withinApplication = withoutSlashAtEnd(withSlashAtStart(prefix + path));
				all.add(withinApplication);
				// Handler mappings see two slashes in a row, other servlets see one.
				all.add(withoutEmptySegments(withinApplication));
			}
		}
		// Boot accepts no endpoint for the whole application.
		all.remove("");
		return all;
	}

	@Override
	public Set<String> reserved() {
		return this.reserved;
	}

	/**
	 * Return the paths below which the application's own port serves endpoints.
	 * Additional paths of health groups are none: the CORS properties of endpoints do not
	 * apply there.
	 * @return the paths within the application; empty if the endpoints have a server of
	 * their own, or if none has a path
	 */
	public Collection<String> ofEndpoints() {
		PathMappedEndpoints available = this.endpoints.getIfAvailable();
		if (available == null || ManagementPortType.get(this.environment) != ManagementPortType.SAME) {
			return List.of();
		}
		return withinApplication(basePaths(available));
	}

	private static Collection<String> basePaths(PathMappedEndpoints endpoints) {
		String basePath = withoutSlashAtEnd(endpoints.getBasePath());
		return basePath.isEmpty() ? endpoints.getAllPaths() : List.of(basePath);
	}

	@Override
	public Map<String, List<String>> paths() {
		Map<String, List<String>> paths = new LinkedHashMap<>();
		PathMappedEndpoints available = this.endpoints.getIfAvailable();
		if (available != null && ManagementPortType.get(this.environment) == ManagementPortType.SAME) {
			for (PathMappedEndpoint endpoint : available) {
				if (endpoint instanceof ExposableEndpoint<?> exposed) {
					paths.put(exposed.getEndpointId().toString(),
							operations(endpoint)
								.flatMap((operation) -> prefixes().stream()
									.map((prefix) -> example(prefix + available.getBasePath() + "/" + operation)))
								.distinct()
								.toList());
				}
			}
		}
		return paths;
	}

	private static Stream<String> operations(PathMappedEndpoint endpoint) {
		if (endpoint instanceof ExposableWebEndpoint web) {
			return web.getOperations().stream().map((operation) -> operation.getRequestPredicate().getPath());
		}
		return Stream.of(endpoint.getRootPath(), endpoint.getRootPath() + "/x");
	}

	/** Return a path that matches a pattern, with {@code x} for each variable. */
	private static String example(String pattern) {
		return Arrays.stream(pattern.split("/"))
			.filter((segment) -> !segment.isEmpty())
			.map((segment) -> segment.startsWith("{") ? "x" : segment)
			.collect(Collectors.joining("/", "/", ""));
	}

	/**
	 * Return the paths of the servlets that serve the endpoints. The dispatcher servlet
	 * and Jersey may have a path of their own.
	 */
	private Collection<String> prefixes() {
		Set<String> prefixes = new LinkedHashSet<>();
		this.prefixes.orderedStream().forEach((each) -> prefixes.addAll(each.find()));
		return prefixes.isEmpty() ? List.of("") : prefixes;
	}

	private static String withSlashAtStart(String path) {
		return path.startsWith("/") ? path : "/" + path;
	}

	/** Boot removes a slash from the end of a base path, and one more for a mapping. */
	private static String withoutSlashAtEnd(String path) {
		return StringUtils.trimTrailingCharacter(path, '/');
	}

	private static String withoutEmptySegments(String path) {
		StringBuilder text = new StringBuilder(path.length());
		for (int i = 0; i < path.length(); i++) {
			if (path.charAt(i) != '/' || i == 0 || path.charAt(i - 1) != '/') {
				text.append(path.charAt(i));
			}
		}
		return text.toString();
	}

	private void warnOfPolicies(String basePath) {
		for (CorsPolicy policy : this.registry.policies()) {
			if (!basePath.isEmpty() && policy.paths().stream().anyMatch((path) -> path.startsWith(basePath + "/"))) {
				logger.warn("CORS policy '" + PrintableValue.of(policy.name()) + "' covers " + basePath
						+ ", which has no effect: the"
						+ " management endpoints have a server of their own. Set management.endpoints.web.cors.*"
						+ " instead. " + Documentation.MANAGEMENT);
			}
		}
	}

}
