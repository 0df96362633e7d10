// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.observe;

import java.util.List;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.Explanation;
import io.github.originaccess.cors.SettingPlaces;
import org.jspecify.annotations.Nullable;

/**
 * The observers of an application, and whether its responses explain denials. The filters
 * of all stacks report decisions here. Immutable.
 */
public final class DecisionObservers {

	/** An array: the iterator of a list would be one object per request. */
	private final DecisionObserver[] observers;

	private final boolean explainDenials;

	private final SettingPlaces places;

	/**
	 * Create the observers of an application that has configured none: a
	 * {@link DenialLog}.
	 */
	public DecisionObservers() {
		this(new DecisionObserver[] { new DenialLog() }, false, SettingPlaces.IN_PROPERTIES);
	}

	private DecisionObservers(DecisionObserver[] observers, boolean explainDenials, SettingPlaces places) {
		this.observers = observers;
		this.explainDenials = explainDenials;
		this.places = places;
	}

	/**
	 * Return the same settings with other observers.
	 * @param observers the observers, in the order in which they are called
	 * @return the new observers
	 */
	public DecisionObservers with(List<DecisionObserver> observers) {
		return new DecisionObservers(observers.toArray(new DecisionObserver[0]), this.explainDenials, this.places);
	}

	/**
	 * Return the same observers with or without explanations.
	 * @param explainDenials whether responses say why a request was denied
	 * @return the new observers
	 */
	public DecisionObservers explainDenials(boolean explainDenials) {
		return new DecisionObservers(this.observers, explainDenials, this.places);
	}

	/**
	 * Return the same observers with other places of settings.
	 * @param places the places that explanations name
	 * @return the new observers
	 */
	public DecisionObservers with(SettingPlaces places) {
		return new DecisionObservers(this.observers, this.explainDenials, places);
	}

	/**
	 * Report a decision to all observers.
	 * @param policy the policy that decided
	 * @param request the request that it decided on
	 * @param decision the decision
	 * @return the explanation that the response has; {@code null} if responses have none,
	 * or there is nothing to explain
	 * @throws RuntimeException if an observer fails; the request then fails as well
	 */
	public @Nullable Explanation decided(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
		RuntimeException failure = null;
		for (DecisionObserver observer : this.observers) {
			try {
				observer.decided(policy, request, decision);
			}
			catch (Throwable ex) {
				failure = failed(ex, failure);
			}
		}
		if (failure != null) {
			throw failure;
		}
		if (!this.explainDenials) {
			return null;
		}
		Explanation explanation = Explanation.of(policy, request, decision, this.places);
		return (decision.reason() != null || explanation.withheld() != null) ? explanation : null;
	}

	/**
	 * Return the failure of the request. Reactor drops the connection on an {@code Error}
	 * of the JVM, and code in Kotlin throws checked exceptions without a declaration.
	 */
	private static RuntimeException failed(Throwable cause, @Nullable RuntimeException earlier) {
		RuntimeException failure = (cause instanceof RuntimeException exception) ? exception
				: new IllegalStateException("A DecisionObserver failed: " + cause, cause);
		if (earlier != null && earlier != failure) {
			earlier.addSuppressed(failure);
		}
		return (earlier != null) ? earlier : failure;
	}

	/**
	 * Return the places of settings that explanations name.
	 * @return the places
	 */
	public SettingPlaces places() {
		return this.places;
	}

	/**
	 * Whether responses say why a request was denied.
	 * @return {@code true} if they do
	 */
	public boolean explainDenials() {
		return this.explainDenials;
	}

}
