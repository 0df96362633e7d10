// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the last answers of all providers.
 *
 * @param providers the states of the providers in their order; never empty
 */
record ProvidedOrigins(List<ProviderState> providers) {

	ProvidedOrigins {
		providers = List.copyOf(providers);
	}

	/**
	 * Return the origins for a policy, those of the first provider first.
	 * @return the origins; {@code null} if each provider returned null for the policy, or
	 * has not answered for it
	 */
	@Nullable List<String> origins(String policy) {
		List<List<String>> lists = new ArrayList<>();
		for (ProviderState provider : this.providers) {
			List<String> origins = provider.answer().origins().get(policy);
			if (origins != null) {
				lists.add(origins);
			}
		}
		if (lists.size() < 2) {
			return lists.isEmpty() ? null : lists.get(0);
		}
		List<String> all = new ArrayList<>(lists.stream().mapToInt(List::size).sum());
		lists.forEach(all::addAll);
		return all;
	}

	/** Return the name of the provider that an element of {@link #origins} is from. */
	String providerOf(String policy, int index) {
		int end = 0;
		for (ProviderState provider : this.providers) {
			end += provider.answer().origins().getOrDefault(policy, List.of()).size();
			if (index < end) {
				return provider.provider();
			}
		}
		throw new IllegalArgumentException("No provider gave element " + index + " of policy '" + policy + "'");
	}

	/** Return whether every provider has answered for a policy. */
	boolean isComplete(String policy) {
		return this.providers.stream().allMatch((provider) -> provider.answer().policies().contains(policy));
	}

	/** Return whether every provider has answered for all of some policies. */
	boolean areComplete(List<String> policies) {
		return policies.stream().allMatch(this::isComplete);
	}

	/**
	 * Describe the providers of a policy: those with origins for it, and those that have
	 * not answered for it yet.
	 * @return their names and numbers of origins; empty if there are none
	 */
	String describe(String policy) {
		return providers(policy).map((provider) -> "bean '" + provider.provider() + "', " + size(provider, policy))
			.collect(Collectors.joining("; "));
	}

	/** Return the names of the providers that {@link #describe} describes. */
	List<String> names(String policy) {
		return providers(policy).map(ProviderState::provider).toList();
	}

	private Stream<ProviderState> providers(String policy) {
		return this.providers.stream()
			.filter((provider) -> !provider.answer().policies().contains(policy)
					|| provider.answer().origins().containsKey(policy));
	}

	private static String size(ProviderState provider, String policy) {
		List<String> origins = provider.answer().origins().get(policy);
		return (origins == null) ? "no answer yet"
				: String.format(Locale.ROOT, "%,d origin%s", origins.size(), (origins.size() == 1) ? "" : "s");
	}

}
