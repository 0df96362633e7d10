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
 * once: a request sees either the old ones or the new. Publish a bean of this type to
 * make policies in code; those of the properties are then not. Safe for use by many
 * threads; reading takes no lock.
 */
public final class CorsPolicyRegistry {

	/** Where the management endpoints are on Cloud Foundry, besides their own path. */
	private static final String CLOUD_FOUNDRY = "/cloudfoundryapplication";

	/** How long a refresh may be under way by default. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final @Nullable SharedRefresh refresh;

	private final PolicyListeners listeners = new PolicyListeners();

	/** Held while policies are replaced, never while they are read. */
	private final Lock replacing = new ReentrantLock();

	private volatile Snapshot snapshot;

	/**
	 * Create a registry that has nothing to refresh its policies from.
	 * @param policies the policies in the order of their declaration
	 * @throws IllegalArgumentException if a path pattern has a problem in the sense of
	 * {@link PathProblems#find}, or stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies) {
		this(policies, null);
	}

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @param refresh what {@link #refresh()} does: it makes the policies anew and passes
	 * them to {@link #replace(Supplier)}; {@code null} if there is nothing to make them
	 * from
	 * @throws IllegalArgumentException if a path pattern has a problem in the sense of
	 * {@link PathProblems#find}, or stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies, @Nullable Runnable refresh) {
		this(policies, refresh, () -> PATIENCE);
	}

	/**
	 * Create a registry.
	 * @param policies the policies in the order of their declaration
	 * @param refresh as above; one thread at a time runs it, which is no caller's
	 * @param patience how long a call of {@link #refresh()} waits that finds another
	 * refresh under way
	 * @throws IllegalArgumentException as above
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies, @Nullable Runnable refresh, Supplier<Duration> patience) {
		this.refresh = (refresh != null) ? new SharedRefresh(refresh, patience) : null;
		this.snapshot = Snapshot.of(policies, List.of(CLOUD_FOUNDRY), PathPatternParser.defaultInstance);
	}

	/**
	 * Reserve paths for management endpoints, which have CORS properties of their own:
	 * from now on only a named policy with a pattern that begins with such a path covers
	 * it.
	 * @param paths paths without a slash at the end, each with everything below it
	 */
	public void reserve(Collection<String> paths) {
		List<String> all = new ArrayList<>(paths);
		all.add(CLOUD_FOUNDRY);
		locked(() -> this.snapshot = Snapshot.of(this.snapshot.policies(), all, this.snapshot.parser()));
	}

	/**
	 * Match path patterns as the application's own handler mappings do, from now on.
	 * @param parser parses the patterns of those mappings; it decides whether case
	 * matters
	 */
	public void matchPathsLike(PathPatternParser parser) {
		locked(() -> this.snapshot = Snapshot.of(this.snapshot.policies(), this.snapshot.reserved(), parser));
	}

	/**
	 * Have somebody told of changes. The policies in force are the first that it has to
	 * be {@linkplain CorsPolicyListener#prepare prepared} for.
	 * @param listener who is told
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
	 * Make the policies anew: ask the {@link AllowedOriginsProvider}s, which may take as
	 * long as {@code cors.refresh-timeout}, and read the properties again. What a program
	 * has replaced is gone after it.
	 * <p>
	 * One refresh runs at a time. It reads nothing that is older than the calls that it
	 * answers. So calls that come while one is under way share the next one, and wait for
	 * it at most as long as {@code cors.refresh-timeout}. Each waiting call holds its
	 * thread: on request threads, call {@link #requestRefresh()}. A listener that
	 * refreshes because of a change does so at once.
	 * @throws CorsPoliciesRefusedException if the properties are refused, in which case
	 * the last ones that were not stay in force, or a provider failed, in which case its
	 * last answer does, or the result is not there in time or this thread is interrupted,
	 * in which cases the refresh goes on
	 * @throws IllegalStateException if the registry was made of policies alone, so that
	 * there is nothing to make them from
	 */
	public void refresh() {
		sharedRefresh().run();
	}

	/**
	 * Refresh as {@link #refresh()} does, but hold few threads: a fifth caller does not
	 * wait, nor does one that has waited for {@code cors.refresh-timeout}. Either has its
	 * refresh all the same.
	 * @return whether the policies are made anew; if not, that happens after the refresh
	 * under way
	 * @throws CorsPoliciesRefusedException as {@link #refresh()}
	 * @throws IllegalStateException as {@link #refresh()}
	 */
	public boolean requestRefresh() {
		return sharedRefresh().request();
	}

	private SharedRefresh sharedRefresh() {
		Assert.state(this.refresh != null, "These policies were made in code, so there is nothing to refresh them"
				+ " from. Make them anew and pass them to replace.");
		return this.refresh;
	}

	/**
	 * Replace all policies. They hold until the next replacement or {@link #refresh()},
	 * or until a change of properties or of a provider's answer makes all anew.
	 * @param policies the policies in the order of their declaration
	 * @throws CorsPoliciesRefusedException if a path pattern has a problem in the sense
	 * of {@link PathProblems#find}, or stands in two policies; the old ones stay
	 */
	public void replace(List<CorsPolicy> policies) {
		replace(() -> policies);
	}

	/**
	 * Replace the origins of a policy, as long as {@link #replace(List)} does. They are
	 * held to the same rules as those of a configuration.
	 * @param policy name of the policy, {@code default} for the default policy
	 * @param origins origins and origin patterns; none to trust nobody
	 * @throws IllegalArgumentException if there is no such policy
	 * @throws InvalidCorsPolicyException if the origins are refused; the old ones stay
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
	 * Replace all policies by those that are made meanwhile. Nobody else replaces any
	 * until they are, so that what is made last is in force last. Nothing happens if they
	 * are in force already.
	 * @param source makes the policies; what it throws is thrown on, and the old policies
	 * stay
	 * @throws CorsPoliciesRefusedException as {@link #replace(List)}
	 */
	public void replace(Supplier<List<CorsPolicy>> source) {
		CorsPoliciesSwapped swapped;
		try {
			swapped = locked(() -> swap(source.get()));
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
	 * Return the policies.
	 * @return the policies in the order of their declaration
	 */
	public List<CorsPolicy> policies() {
		return this.snapshot.policies();
	}

	/**
	 * Return the policy that covers a path, whatever the request.
	 * @param path the path within the application, as a handler mapping of Spring reads
	 * it
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
	 * All that one moment has, so that a request finds nothing of two.
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

		/** Policies from properties have been checked with better messages than these. */
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
