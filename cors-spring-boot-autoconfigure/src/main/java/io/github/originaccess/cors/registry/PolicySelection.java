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
	 * @param reader tells the request's path
	 * @return the policy that decides, or {@code null} if none covers the request
	 */
	public <R> @Nullable CorsPolicy find(R request, PathReader<R> reader) {
		PathPolicies paths = this.registry.paths();
		if (this.resolver != null && !isReserved(paths, request, reader)) {
			CorsPolicy resolved = this.resolver.resolve(reader.view(request));
			if (resolved != null) {
				return resolved;
			}
		}
		return find(paths, request, reader);
	}

	/**
	 * Find the policy that covers the path of a request, without a resolver.
	 * @param <R> the type of the request
	 * @param request the request
	 * @param reader tells the request's path
	 * @return the policy that decides, or {@code null} if none covers the path
	 */
	public <R> @Nullable CorsPolicy findByPath(R request, PathReader<R> reader) {
		return find(this.registry.paths(), request, reader);
	}

	private static <R> @Nullable CorsPolicy find(PathPolicies paths, R request, PathReader<R> reader) {
		String uri = reader.uri(request);
		String contextPath = reader.contextPath(request);
		if (hasOneReading(uri, contextPath)) {
			return paths.find(uri, contextPath.length(), reader.parsedPath(request));
		}
		Strictest strictest = new Strictest(paths, reader.view(request));
		strictest.add(asSent(uri, contextPath, request, reader));
		String decoded = reader.decodedPath(request);
		strictest.add((decoded != null) ? PathReadings.decoded(decoded) : null);
		strictest.add(PathReadings.normalized(contextPath, uri));
		strictest.addIfCovered(PathReadings.file(contextPath, uri));
		return strictest.policy();
	}

	/**
	 * Whether management endpoints may answer, which have CORS properties of their own.
	 */
	private static <R> boolean isReserved(PathPolicies paths, R request, PathReader<R> reader) {
		String uri = reader.uri(request);
		String contextPath = reader.contextPath(request);
		if (hasOneReading(uri, contextPath)) {
			return paths.isReserved(uri, contextPath.length());
		}
		PathContainer asSent = asSent(uri, contextPath, request, reader);
		PathContainer normalized = PathReadings.normalized(contextPath, uri);
		String decoded = reader.decodedPath(request);
		return asSent == null || normalized == null || paths.isReserved(asSent) || paths.isReserved(normalized)
				|| decoded != null && paths.isReserved(PathReadings.decoded(decoded));
	}

	private static boolean hasOneReading(String uri, String contextPath) {
		return PathReadings.isWithin(contextPath, uri) && !PathReadings.areSeveral(uri);
	}

	private static <R> @Nullable PathContainer asSent(String uri, String contextPath, R request, PathReader<R> reader) {
		PathContainer parsed = reader.parsedPath(request);
		if (parsed != null) {
			return parsed;
		}
		// Spring finds no handler for a path that is written otherwise than its context.
		return PathReadings.isWithin(contextPath, uri) ? PathReadings.parsed(uri.substring(contextPath.length()))
				: null;
	}

	/**
	 * The strictest of the policies of several readings.
	 */
	private static final class Strictest {

		private final PathPolicies paths;

		private final CorsRequest request;

		private @Nullable CorsPolicy policy;

		private boolean covered = true;

		private final List<CorsPolicy> all = new ArrayList<>(4);

		Strictest(PathPolicies paths, CorsRequest request) {
			this.paths = paths;
			this.request = request;
		}

		void add(@Nullable PathContainer reading) {
			if (reading == null) {
				return;
			}
			CorsPolicy found = this.paths.find(reading);
			if (found == null) {
				this.covered = false;
			}
			else {
				this.all.add(found);
				this.policy = (this.policy != null) ? this.policy.stricter(found, this.request) : found;
			}
		}

		/** Add a reading that makes a covered path no less covered. */
		void addIfCovered(@Nullable PathContainer reading) {
			if (reading != null && this.policy != null && this.paths.find(reading) != null) {
				add(reading);
			}
		}

		@Nullable CorsPolicy policy() {
			CorsPolicy strictest = this.policy;
			if (strictest == null || !this.covered) {
				return (strictest != null) ? strictest.withoutGrants() : null;
			}
			for (CorsPolicy other : this.all) {
				strictest = strictest.limitedTo(other);
			}
			return strictest;
		}

	}

}
