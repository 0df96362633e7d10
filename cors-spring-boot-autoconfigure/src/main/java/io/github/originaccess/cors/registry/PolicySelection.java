// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * The one way in which the policy of a request is found, on all stacks: a
 * {@link CorsPolicyResolver} chooses it, or else the path does.
 * <p>
 * Where a path has several readings, each of them is looked up. What will answer is not
 * known yet, so the strictest policy decides. It grants nothing if no policy covers one
 * of the readings, and no credentials if one of the policies has none: a page that writes
 * {@code //admin/x} or {@code /public/..;/admin} must not choose the laxer policy.
 */
public final class PolicySelection {

	/** Name of the attribute that holds the decision on a covered request. */
	public static final String DECISION_ATTRIBUTE = "io.github.originaccess.cors.CorsDecision";

	private final CorsPolicyRegistry registry;

	private final @Nullable CorsPolicyResolver resolver;

	private final @Nullable String vary;

	/**
	 * Create a selection.
	 * @param registry the policies in force
	 * @param resolver what chooses policies before the path does; {@code null} to leave
	 * it to the path
	 */
	public PolicySelection(CorsPolicyRegistry registry, @Nullable CorsPolicyResolver resolver) {
		this.registry = registry;
		this.resolver = resolver;
		List<String> vary = (resolver != null) ? resolver.requestHeaders() : List.of();
		this.vary = vary.isEmpty() ? null : String.join(", ", vary);
	}

	/**
	 * Return the selection with another resolver.
	 * @param resolver what chooses policies before the path does; {@code null} to leave
	 * it to the path
	 * @return a selection from the same policies
	 */
	public PolicySelection with(@Nullable CorsPolicyResolver resolver) {
		return new PolicySelection(this.registry, resolver);
	}

	/**
	 * Return what the choice of a policy depends on.
	 * @return names of request headers for {@code Vary}; {@code null} if there are none
	 */
	public @Nullable String vary() {
		return this.vary;
	}

	/**
	 * Find the policy of a request.
	 * @param <R> the type of the request
	 * @param request the request
	 * @param reader reads the request's path
	 * @return the policy that decides, or {@code null} if none covers the request
	 */
	public <R> @Nullable CorsPolicy find(R request, PathReader<R> reader) {
		PathPolicies paths = this.registry.paths();
		String uri = reader.uri(request);
		String contextPath = reader.contextPath(request);
		PathReadings readings = PathReadings.isOnlyOne(contextPath, uri) ? null : PathReadings.of(contextPath, uri,
				reader.parsedPath(request), reader.decodedPath(request));
		if (this.resolver != null) {
			boolean reserved = (readings == null) ? paths.isReserved(uri, contextPath.length())
					: isReserved(paths, readings);
			CorsPolicy resolved = reserved ? null : this.resolver.resolve(reader.view(request));
			if (resolved != null) {
				return resolved;
			}
		}
		return (readings == null) ? paths.find(uri, contextPath.length(), reader.parsedPath(request))
				: strictest(paths, readings, reader.view(request));
	}

	/**
	 * Whether management endpoints may answer. They have CORS properties of their own.
	 */
	private static boolean isReserved(PathPolicies paths, PathReadings readings) {
		return !readings.complete() || readings.known().stream().anyMatch(paths::isReserved);
	}

	private static @Nullable CorsPolicy strictest(PathPolicies paths, PathReadings readings, CorsRequest request) {
		List<CorsPolicy> found = new ArrayList<>(4);
		boolean covered = true;
		for (PathContainer reading : readings.known()) {
			CorsPolicy policy = paths.find(reading);
			if (policy != null) {
				found.add(policy);
			}
			else {
				covered = false;
			}
		}
		if (found.isEmpty()) {
			return null;
		}
		// The reading as a file does not count if no policy covers it.
		CorsPolicy ofFile = (readings.file() != null) ? paths.find(readings.file()) : null;
		if (ofFile != null) {
			found.add(ofFile);
		}
		CorsPolicy strictest = found.get(0);
		for (CorsPolicy other : found.subList(1, found.size())) {
			strictest = strictest.stricter(other, request);
		}
		if (!covered) {
			return strictest.withoutGrants();
		}
		for (CorsPolicy other : found) {
			strictest = strictest.limitedTo(other);
		}
		return strictest;
	}

}
