// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

	/** The default of {@code cors.refresh-timeout}. */
	private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);

	private final @Nullable SharedRefresh refresh;

	private final PolicyListeners listeners = new PolicyListeners();

	/** Held while policies are replaced, never while they are read. */
	private final ReentrantLock replacing = new ReentrantLock();

	private final MissingPolicies missing = new MissingPolicies();

	private volatile PolicySnapshot snapshot;

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
	 * @param refresh what {@link #refresh()} does; {@code null} if the registry cannot be
	 * refreshed. It runs on a thread that is no caller's, one at a time.
	 * @param timeout how long a call of {@link #refresh()} waits if another refresh is
	 * under way
	 * @throws IllegalArgumentException if a path pattern is not valid, never matches, or
	 * stands in two policies
	 */
	public CorsPolicyRegistry(List<CorsPolicy> policies, @Nullable Runnable refresh, Supplier<Duration> timeout) {
		this.refresh = (refresh != null) ? new SharedRefresh(refresh, timeout) : null;
		this.snapshot = PolicySnapshot.of(policies, List.of(ExposedEndpoints.CLOUD_FOUNDRY),
				PathPatternParser.defaultInstance);
	}

	/**
	 * Reserve paths for management endpoints, which have CORS properties of their own.
	 * From now on only a named policy covers such a path, if one of its patterns begins
	 * with the path.
	 * @param paths paths without a slash at the end, each with everything below it
	 */
	public void reserve(Collection<String> paths) {
		List<String> all = new ArrayList<>(paths);
		all.add(ExposedEndpoints.CLOUD_FOUNDRY);
		this.replacing.lock();
		try {
			this.snapshot = this.snapshot.with(all);
		}
		finally {
			this.replacing.unlock();
		}
	}

	/**
	 * Match path patterns as the application's own handler mappings do, from now on.
	 * @param parser the parser of those mappings, which also says whether case matters
	 */
	public void matchPathsLike(PathPatternParser parser) {
		this.replacing.lock();
		try {
			this.snapshot = this.snapshot.with(parser);
		}
		finally {
			this.replacing.unlock();
		}
	}

	/**
	 * Add a listener to changes. It {@linkplain CorsPolicyListener#prepare prepares} for
	 * the policies in force first.
	 * @param listener the listener, which is told of each change from now on
	 */
	public void addListener(CorsPolicyListener listener) {
		this.replacing.lock();
		try {
			this.listeners.add(listener, policies());
		}
		finally {
			this.replacing.unlock();
		}
	}

	/**
	 * Refresh the policies: ask the {@link AllowedOriginsProvider}s, which may take
	 * {@code cors.refresh-timeout}, and bind the properties of the environment again.
	 * Files are not read again. Policies that a program has put in force by
	 * {@link #replace(List)} are replaced. Policies that were {@link #put} stay.
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
	 * wait: the one whose call starts a refresh until it ends, the others at most
	 * {@code cors.refresh-timeout}. Those that do not wait get their refresh as well.
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
	 * Put a policy in force besides those of the configuration, or in place of a policy
	 * that was put before. It stays until it is put again or removed, whatever a refresh
	 * brings. A policy without paths is for a {@link CorsPolicyResolver} to choose.
	 * <p>
	 * A refresh is refused and reported if it brings a policy of the same name or with
	 * the same path. All policies then stay as they are.
	 * @param policy the policy
	 * @throws CorsPoliciesRefusedException if the configuration has a policy of that
	 * name, a path pattern is not valid or never matches, or another policy has it; the
	 * old policies stay in force
	 */
	public void put(CorsPolicy policy) {
		putAll(List.of(policy));
	}

	/**
	 * Put several policies in force at once, as {@link #put} does with one. This costs
	 * about as much as putting one of them.
	 * @param policies the policies; of several with the same name, the last one counts
	 * @throws CorsPoliciesRefusedException as {@link #put}; none of them is in force then
	 */
	public void putAll(Collection<CorsPolicy> policies) {
		List<CorsPolicy> further = List.copyOf(policies);
		change((old) -> old.withAdded(further));
	}

	/**
	 * Remove a policy that was {@link #put}. Requests under way may still use it.
	 * @param name the policy's name
	 * @return {@code false} if no such policy was put; a policy of the configuration
	 * stays
	 */
	public boolean remove(String name) {
		return removeAll(List.of(name));
	}

	/**
	 * Remove several policies at once, as {@link #remove} does with one.
	 * @param names the names of the policies; those that were not put are ignored
	 * @return {@code true} if at least one policy was removed
	 */
	public boolean removeAll(Collection<String> names) {
		List<String> gone = List.copyOf(names);
		return change((old) -> old.withoutAdded(gone));
	}

	/**
	 * Replace all policies that were not {@link #put}. They are in force until the next
	 * replacement or refresh. A change of properties or of a provider's answer refreshes
	 * too.
	 * @param policies the policies in the order of their declaration
	 * @throws CorsPoliciesRefusedException if a path pattern is not valid, never matches,
	 * or stands in two policies, or a name is that of a policy that was put; the old
	 * policies stay in force
	 */
	public void replace(List<CorsPolicy> policies) {
		replace(() -> policies);
	}

	/**
	 * Replace the origins of a policy, for as long as {@link #replace(List)} does, or
	 * {@link #put} for a policy that was put. The same rules hold for them as for origins
	 * of a configuration.
	 * @param policy name of the policy, {@code default} for the default policy
	 * @param origins origins and origin patterns; empty to trust no origin
	 * @throws IllegalArgumentException if there is no such policy, or more than one
	 * @throws InvalidCorsPolicyException if the origins have problems; the old origins
	 * stay in force
	 */
	public void replaceOrigins(String policy, Collection<String> origins) {
		change((snapshot) -> {
			CorsPolicy old = snapshot.byName().get(policy);
			Assert.isTrue(old != null, () -> "There is no policy '" + policy + "'");
			Assert.isTrue(snapshot.policies().stream().filter((other) -> other.name().equals(policy)).count() == 1,
					() -> "Several policies have the name '" + policy + "', so it does not say which to change. Give"
							+ " each a name of its own: new CorsPolicyBuilder(name, parent)");
			CorsPolicy replacement = CorsPolicyBuilder.of(Objects.requireNonNull(old)).allowedOrigins(origins).build();
			return snapshot.with(old, replacement);
		});
	}

	/**
	 * Replace all policies that were not {@link #put} by those that a supplier makes.
	 * Other replacements wait for it, so that the policies made last are in force last.
	 * Nothing happens if they are in force already.
	 * @param policies makes the policies, and must not change the registry; an exception
	 * of it passes through, and the old policies stay in force
	 * @throws CorsPoliciesRefusedException as {@link #replace(List)}
	 */
	public void replace(Supplier<List<CorsPolicy>> policies) {
		change((old) -> old.withConfigured(policies.get()));
	}

	/**
	 * Check whether {@link #replace(List)} would put policies in force.
	 * @param policies the policies in the order of their declaration
	 * @throws CorsPoliciesRefusedException if it would refuse them
	 */
	public void check(List<CorsPolicy> policies) {
		this.snapshot.withConfigured(policies);
	}

	private boolean change(UnaryOperator<PolicySnapshot> change) {
		// The change under way would undo this one.
		Assert.state(!this.replacing.isHeldByCurrentThread(),
				"The registry cannot be changed by what makes its policies or prepares for them, such as a"
						+ " customizer. Change it later, for example in CorsPolicyListener.swapped");
		this.replacing.lock();
		try {
			return swap(change);
		}
		finally {
			this.replacing.unlock();
			this.listeners.tellPending();
		}
	}

	/** Return whether the policies in force are others now. */
	private boolean swap(UnaryOperator<PolicySnapshot> change) {
		PolicySnapshot old = this.snapshot;
		PolicySnapshot next = next(old, change);
		if (next == old) {
			return false;
		}
		try {
			this.listeners.tell((listener) -> listener.prepare(next.policies()));
			this.snapshot = next;
			this.missing.forget(next.byName().keySet());
		}
		finally {
			this.listeners.tell((listener) -> listener.settled(policies()));
		}
		CorsPoliciesSwapped swapped = new CorsPoliciesSwapped(old.policies(), next.policies());
		this.listeners.addEvent((listener) -> listener.swapped(swapped));
		return true;
	}

	private PolicySnapshot next(PolicySnapshot old, UnaryOperator<PolicySnapshot> change) {
		try {
			return change.apply(old);
		}
		catch (CorsPoliciesRefusedException ex) {
			refused(ex.problems());
			throw ex;
		}
		catch (InvalidCorsPolicyException ex) {
			refused(ex.problems().stream().map(Problem::toString).toList());
			throw ex;
		}
	}

	private void refused(List<String> problems) {
		CorsPoliciesRefused refused = new CorsPoliciesRefused(problems);
		this.listeners.addEvent((listener) -> listener.refused(refused));
	}

	/**
	 * Return the policies in force: those of the configuration, then those that were
	 * {@link #put}.
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
	 * Return the policy with a name, or one that fails closed: it allows no origin, and
	 * refuses what pages of other origins send, because the policy that is missing might
	 * have refused it. Requests of the application's own pages and of other programs
	 * pass. The log has one line about each missing name, at most five a minute.
	 * <p>
	 * This is what a {@link CorsPolicyResolver} calls if every request that it knows a
	 * name for must have a policy. Call {@link #policy} to let the path choose if there
	 * is none. The name may come from a request.
	 * @param name the name, {@code default} for the default policy; {@code null} counts
	 * as an empty name
	 * @return the policy, or {@link CorsPolicy#missing} if there is none
	 */
	public CorsPolicy required(@Nullable String name) {
		PolicySnapshot current = this.snapshot;
		String known = (name != null) ? name : "";
		CorsPolicy policy = current.byName().get(known);
		return (policy != null) ? policy : this.missing.find(known, current.policies());
	}

}
