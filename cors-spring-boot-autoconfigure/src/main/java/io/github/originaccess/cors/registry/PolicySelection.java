// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.RequestNotice;
import io.github.originaccess.cors.ResponseHeaders;
import io.github.originaccess.cors.SettingPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.http.server.PathContainer;

/**
 * The choice of the policy of a request, for all stacks. A {@link CorsPolicyResolver}
 * chooses first, then the path. Immutable.
 * <p>
 * Where a path has several readings, each of them is looked up. Which handler will answer
 * is not known yet, so the strictest policy decides. It grants nothing if a reading is
 * not covered, and no credentials if one of the policies has none. So a page that writes
 * {@code //admin/x} or {@code /public/..;/admin} does not get a laxer policy.
 */
public final class PolicySelection {

	/** Name of the attribute that holds the decision on a covered request. */
	public static final String DECISION_ATTRIBUTE = "io.github.originaccess.cors.CorsDecision";

	/**
	 * Default order of the filters of all stacks: directly after forwarded headers and
	 * observation, before rate limiters, session and security.
	 */
	public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

	private final CorsPolicyRegistry registry;

	private final @Nullable CorsPolicyResolver resolver;

	private final @Nullable String vary;

	/**
	 * Create a selection.
	 * @param registry the policies in force
	 * @param resolver what chooses policies before the path does; {@code null} if only
	 * the path chooses
	 */
	public PolicySelection(CorsPolicyRegistry registry, @Nullable CorsPolicyResolver resolver) {
		this.registry = registry;
		this.resolver = resolver;
		List<String> vary = (resolver != null) ? resolver.requestHeaders() : List.of();
		this.vary = vary.isEmpty() ? null : String.join(", ", vary);
	}

	/**
	 * Return a selection with another resolver.
	 * @param resolver what chooses policies before the path does; {@code null} if only
	 * the path chooses
	 * @return a selection from the same policies
	 */
	public PolicySelection with(@Nullable CorsPolicyResolver resolver) {
		return new PolicySelection(this.registry, resolver);
	}

	/**
	 * Write the headers of a decision, with what the choice of its policy depends on. May
	 * be called again for the same response.
	 * @param decision the decision
	 * @param request the request that was decided on
	 * @param response the response
	 */
	public void write(CorsDecision decision, CorsRequest request, ResponseHeaders response) {
		decision.writeTo(request, response);
		if (this.vary != null) {
			response.addVary(this.vary);
		}
	}

	/**
	 * Decide on a request whose policy could not be {@linkplain #find found}, so that its
	 * error response grants nothing and caches keep it apart.
	 * @param request the request
	 * @return a decision that denies
	 */
	public CorsDecision decideOnFailure(CorsRequest request) {
		return CorsPolicy.missing("failed").decide(request);
	}

	/**
	 * Find the policy of a request.
	 * @param <R> the type of the request
	 * @param request the request
	 * @param reader reads the request's path
	 * @return the policy that decides, or {@code null} if none covers the request
	 * @throws RuntimeException if the resolver fails; the request then fails as well
	 */
	public <R> @Nullable CorsPolicy find(R request, PathReader<R> reader) {
		PathPolicies paths = this.registry.paths();
		String uri = reader.uri(request);
		String contextPath = reader.contextPath(request);
		CorsPolicy everywhere = (this.resolver == null) ? paths.findUnread(uri) : null;
		if (everywhere != null && PathReadings.isWithin(contextPath, uri)) {
			return everywhere;
		}
		PathReadings readings = readings(request, reader, contextPath, uri);
		if (this.resolver != null) {
			boolean reserved = (readings == null) ? paths.isReserved(uri, contextPath.length())
					: isReserved(paths, readings);
			CorsPolicy resolved = reserved ? null : resolve(this.resolver, reader.view(request));
			if (resolved != null) {
				return resolved;
			}
		}
		return (readings == null) ? paths.find(uri, contextPath.length(), reader.parsedPath(request))
				: strictest(paths, readings, reader.view(request));
	}

	/**
	 * Ask the resolver. Reactor drops the connection on an {@code Error} of the JVM, so
	 * it becomes an exception, as Spring does with errors of handlers. So does a checked
	 * exception: code in Kotlin throws it without a declaration.
	 */
	private static @Nullable CorsPolicy resolve(CorsPolicyResolver resolver, CorsRequest request) {
		try {
			return resolver.resolve(request);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("The CorsPolicyResolver failed: " + ex, ex);
		}
	}

	/**
	 * Return in words that no policy decides on a request.
	 * @param <R> the type of the request
	 * @param request a request for which {@link #find} finds none
	 * @param reader reads the request's path
	 * @param policies the place where policies are made
	 * @return sentences on a single line; {@code null} if the request needs no permission
	 */
	public <R> @Nullable String explainUncovered(R request, PathReader<R> reader, SettingPlace policies) {
		return RequestNotice.ofUncovered(reader.view(request),
				remedyOfUncovered(isReserved(request, reader), policies));
	}

	/**
	 * Return in words how to make a policy cover a path that none covers.
	 * @param management whether management endpoints may answer at the path
	 * @param policies the place where policies are made
	 * @return sentences on a single line
	 */
	public String remedyOfUncovered(boolean management, SettingPlace policies) {
		return RequestNotice.remedyOfUncovered(management, policies,
				this.registry.policy(CorsPolicyBuilder.DEFAULT_NAME) != null);
	}

	/**
	 * Whether management endpoints may answer a request, so that only a named policy may
	 * cover it.
	 * @param <R> the type of the request
	 * @param request the request
	 * @param reader reads the request's path
	 * @return {@code true} if a reading of the path is reserved, or some are not known
	 */
	public <R> boolean isReserved(R request, PathReader<R> reader) {
		PathPolicies paths = this.registry.paths();
		String uri = reader.uri(request);
		String contextPath = reader.contextPath(request);
		PathReadings readings = readings(request, reader, contextPath, uri);
		return (readings == null) ? paths.isReserved(uri, contextPath.length()) : isReserved(paths, readings);
	}

	/** Return the readings of a path, or null if it has only one. */
	private static <R> @Nullable PathReadings readings(R request, PathReader<R> reader, String contextPath,
			String uri) {
		return PathReadings.isOnlyOne(contextPath, uri) ? null
				: PathReadings.of(contextPath, uri, reader.parsedPath(request), reader.decodedPath(request));
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
		PathContainer file = readings.file();
		CorsPolicy ofFile = (file != null) ? paths.find(file) : null;
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
