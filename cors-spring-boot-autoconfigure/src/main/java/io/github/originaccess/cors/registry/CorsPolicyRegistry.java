// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;
import io.github.originaccess.cors.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The policies in force, and which of them covers a path. All of them are replaced at
 * once: a request sees either the old ones or the new. An application makes its policies
 * in code if it publishes a bean of this type; the properties then make none. Safe for
 * use by many threads; reading takes no lock.
 */
public final class CorsPolicyRegistry {

	/** The path of management endpoints on Cloud Foundry, besides their own path. */
	private static final String CLOUD_FOUNDRY = "/cloudfoundryapplication";

	/** The default of {@code cors.refresh-timeout}. */
	private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);

	private final @Nullable SharedRefresh refresh;

	private final PolicyListeners listeners = new PolicyListeners();

	/** Held while policies are replaced, never while they are read. */
	private final Lock replacing = new ReentrantLock();

	private volatile Snapshot snapshot;

	/**
	 * Create a registry that cannot be refreshed.
	 * @param policies the policies in the order of their declaration
	 * @throws IllegalArgumentException if a path pattern is not valid, never matches, or
	 * stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies) {
		this(policies, null);
	}

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @param refresh what {@link #refresh()} does: it makes new policies and passes them
	 * to {@link #replace(Supplier)}; {@code null} if the registry cannot be refreshed
	 * @throws IllegalArgumentException if a path pattern is not valid, never matches, or
	 * stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies, @Nullable Runnable refresh) {
		this(policies, refresh, () -> REFRESH_TIMEOUT);
	}

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @param refresh as above; it runs on a thread that is no caller's, one at a time
	 * @param timeout how long a call of {@link #refresh()} waits if another refresh is
	 * under way
	 * @throws IllegalArgumentException as above
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies, @Nullable Runnable refresh, Supplier<Duration> timeout) {
		this.refresh = (refresh != null) ? new SharedRefresh(refresh, timeout) : null;
		this.snapshot = Snapshot.of(policies, List.of(CLOUD_FOUNDRY), PathPatternParser.defaultInstance);
	}

	/**
	 * Reserve paths for management endpoints, which have CORS properties of their own.
	 * From now on only a named policy covers such a path, if one of its patterns begins
	 * with the path.
	 * @param paths paths without a slash at the end, each with everything below it
	 */
	public void reserve(Collection<String> paths) {
		List<String> all = new ArrayList<>(paths);
		all.add(CLOUD_FOUNDRY);
		locked(() -> this.snapshot = Snapshot.of(this.snapshot.policies(), all, this.snapshot.parser()));
	}

	/**
	 * Match path patterns as the application's own handler mappings do, from now on.
	 * @param parser the parser of those mappings, which also says whether case matters
	 */
	public void matchPathsLike(PathPatternParser parser) {
		locked(() -> this.snapshot = Snapshot.of(this.snapshot.policies(), this.snapshot.reserved(), parser));
	}

	/**
	 * Add a listener to changes. It {@linkplain CorsPolicyListener#prepare prepares} for
	 * the policies in force first.
	 * @param listener the listener
	 */
	public void addListener(CorsPolicyListener listener) {
		locked(() -> {
			listener.prepare(policies());
			listener.settled(policies());
			this.listeners.add(listener);
			return listener;
		});
	}

	/**
	 * Refresh the policies: ask the {@link AllowedOriginsProvider}s, which may take
	 * {@code cors.refresh-timeout}, and read the properties again. Policies that a
	 * program has put in force by {@link #replace(List)} are replaced.
	 * <p>
	 * One refresh runs at a time. A call gets a refresh that begins after the call. So
	 * calls that come while one is under way share the next one, and wait for it at most
	 * {@code cors.refresh-timeout}. Each waiting call holds its thread: on request
	 * threads, call {@link #requestRefresh()}. A listener that refreshes because of a
	 * change does so at once.
	 * @throws CorsPoliciesRefusedException if the refresh fails. If the properties have
	 * problems, the last properties without problems stay in force. If a provider failed,
	 * its last answer stays in force. If there is no result in time, or this thread is
	 * interrupted, the refresh goes on.
	 * @throws IllegalStateException if the registry cannot be refreshed
	 */
	public void refresh() {
		sharedRefresh().run();
	}

	/**
	 * Refresh as {@link #refresh()} does, but hold few threads. At most four callers
	 * wait, each at most {@code cors.refresh-timeout}. Those that do not wait get their
	 * refresh as well.
	 * @return whether the refresh has ended; if not, it follows the refresh under way
	 * @throws CorsPoliciesRefusedException as {@link #refresh()}
	 * @throws IllegalStateException as {@link #refresh()}
	 */
	public boolean requestRefresh() {
		return sharedRefresh().request();
	}

	private SharedRefresh sharedRefresh() {
		Assert.state(this.refresh != null, "These policies were made in code, so there is nothing to refresh them"
				+ " from. Make new policies and pass them to replace.");
		return this.refresh;
	}

	/**
	 * Replace all policies. They are in force until the next replacement or refresh. A
	 * change of properties or of a provider's answer refreshes too.
	 * @param policies the policies in the order of their declaration
	 * @throws CorsPoliciesRefusedException if a path pattern is not valid, never matches,
	 * or stands in two policies; the old policies stay in force
	 */
	public void replace(List<CorsPolicy> policies) {
		replace(() -> policies);
	}

	/**
	 * Replace the origins of a policy, for as long as {@link #replace(List)} does. The
	 * same rules hold for them as for origins of a configuration.
	 * @param policy name of the policy, {@code default} for the default policy
	 * @param origins origins and origin patterns; empty to trust no origin
	 * @throws IllegalArgumentException if there is no such policy
	 * @throws InvalidCorsPolicyException if the origins have problems; the old origins
	 * stay in force
	 */
	public void replaceOrigins(String policy, Collection<String> origins) {
		replace(() -> {
			CorsPolicy old = policy(policy);
			Assert.isTrue(old != null, () -> "There is no policy '" + policy + "'");
			CorsPolicy replacement = CorsPolicyBuilder.of(Objects.requireNonNull(old)).allowedOrigins(origins).build();
			return policies().stream().map((each) -> (each == old) ? replacement : each).toList();
		});
	}

	/**
	 * Replace all policies by those that a supplier makes. Other replacements wait for
	 * it, so that the policies made last are in force last. Nothing happens if they are
	 * in force already.
	 * @param policies makes the policies; an exception of it passes through, and the old
	 * policies stay in force
	 * @throws CorsPoliciesRefusedException as {@link #replace(List)}
	 */
	public void replace(Supplier<List<CorsPolicy>> policies) {
		CorsPoliciesSwapped swapped;
		try {
			swapped = locked(() -> swap(policies.get()));
		}
		catch (CorsPoliciesRefusedException ex) {
			this.listeners.tell((listener) -> listener.refused(new CorsPoliciesRefused(ex.problems())));
			throw ex;
		}
		catch (InvalidCorsPolicyException ex) {
			List<String> problems = ex.problems().stream().map(Problem::toString).toList();
			this.listeners.tell((listener) -> listener.refused(new CorsPoliciesRefused(problems)));
			throw ex;
		}
		if (swapped != null) {
			this.listeners.tell((listener) -> listener.swapped(swapped));
		}
	}

	private @Nullable CorsPoliciesSwapped swap(List<CorsPolicy> policies) {
		Snapshot old = this.snapshot;
		if (old.policies() == policies) {
			return null;
		}
		Snapshot next;
		try {
			next = Snapshot.of(policies, old.reserved(), old.parser());
		}
		catch (IllegalArgumentException ex) {
			throw new CorsPoliciesRefusedException("The policies are refused",
					List.of(String.valueOf(ex.getMessage())));
		}
		try {
			this.listeners.tell((listener) -> listener.prepare(next.policies()));
			this.snapshot = next;
		}
		finally {
			this.listeners.tell((listener) -> listener.settled(policies()));
		}
		return new CorsPoliciesSwapped(old.policies(), next.policies());
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.replacing.lock();
		try {
			return action.get();
		}
		finally {
			this.replacing.unlock();
		}
	}

	/**
	 * Return the policies in force.
	 * @return the policies in the order of their declaration
	 */
	public List<CorsPolicy> policies() {
		return this.snapshot.policies();
	}

	/**
	 * Return the policy that covers a path, without a resolver.
	 * @param path the path within the application, decoded
	 * @return the policy, or {@code null} if none covers the path
	 */
	public @Nullable CorsPolicy policyOfPath(String path) {
		return paths().find(PathReadings.decoded(path));
	}

	/** Return the policies by path. */
	PathPolicies paths() {
		return this.snapshot.paths();
	}

	/**
	 * Return the policy with a name.
	 * @param name the name, {@code default} for the default policy
	 * @return the policy, or {@code null} if there is none
	 */
	public @Nullable CorsPolicy policy(String name) {
		return this.snapshot.byName().get(name);
	}

	/**
	 * An immutable snapshot. A request reads it once and never sees two versions.
	 *
	 * @param reserved the reserved paths
	 * @param parser the parser of path patterns
	 */
	private record Snapshot(List<CorsPolicy> policies, Map<String, CorsPolicy> byName, PathPolicies paths,
			Collection<String> reserved, PathPatternParser parser) {

		static Snapshot of(List<CorsPolicy> policies, Collection<String> reserved, PathPatternParser parser) {
			List<CorsPolicy> all = List.copyOf(policies);
			checkPaths(all);
			Map<String, CorsPolicy> byName = new LinkedHashMap<>();
			for (CorsPolicy policy : all) {
				byName.putIfAbsent(policy.name(), policy);
			}
			return new Snapshot(all, byName, new PathPolicies(all, reserved, parser), reserved, parser);
		}

		/**
		 * Check the paths of policies made in code. Others are checked before, with
		 * places.
		 */
		private static void checkPaths(List<CorsPolicy> policies) {
			Map<String, String> policyOfPath = new HashMap<>();
			for (CorsPolicy policy : policies) {
				for (String path : policy.paths()) {
					Problem problem = PathProblems.find(policy.name(), -1, path);
					if (problem != null) {
						throw new IllegalArgumentException(
								"Policy '" + policy.name() + "', path '" + path + "': " + problem.reason());
					}
					String other = policyOfPath.put(path, policy.name());
					if (other != null) {
						throw new IllegalArgumentException("Policies '" + other + "' and '" + policy.name()
								+ "' have the same path '" + path + "'");
					}
				}
			}
		}

	}

}
