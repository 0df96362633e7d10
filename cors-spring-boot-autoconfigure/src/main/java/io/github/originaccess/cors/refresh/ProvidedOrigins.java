// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What all providers had answered at one moment.
 *
 * @param version grows with each answer that says something new
 * @param providers the providers in their order
 */
record ProvidedOrigins(long version, List<Answered> providers) {

	/** Nobody provides anything. */
	static final ProvidedOrigins NONE = new ProvidedOrigins(0, List.of());

	boolean isEmpty() {
		return this.providers.isEmpty();
	}

	/**
	 * Return what the providers say of a policy, first to last.
	 * @return {@code null} if none of them says anything
	 */
	@Nullable List<String> origins(String policy) {
		List<List<String>> answers = this.providers.stream()
			.map((provider) -> provider.state().origins().get(policy))
			.filter(Objects::nonNull)
			.toList();
		if (answers.size() < 2) {
			return answers.isEmpty() ? null : answers.get(0);
		}
		List<String> all = new ArrayList<>(answers.stream().mapToInt(List::size).sum());
		answers.forEach(all::addAll);
		return all;
	}

	/** Return the name of the provider that gave an element of {@link #origins}. */
	String source(String policy, int index) {
		int end = 0;
		for (Answered provider : this.providers) {
			end += provider.state().origins().getOrDefault(policy, List.of()).size();
			if (index < end) {
				return provider.name();
			}
		}
		throw new IllegalArgumentException("No provider has given element " + index + " of policy '" + policy + "'");
	}

	/** Whether it is not known yet what some provider says of a policy. */
	boolean areUnsure(String policy) {
		return this.providers.stream().anyMatch((provider) -> !provider.state().asked().contains(policy));
	}

	/** Tell who says something of a policy, or may yet do so; empty if nobody does. */
	String describe(String policy) {
		return this.providers.stream()
			.filter((provider) -> !provider.state().asked().contains(policy)
					|| provider.state().origins().containsKey(policy))
			.map((provider) -> "bean '" + provider.name() + "', " + size(provider, policy))
			.collect(Collectors.joining("; "));
	}

	private static String size(Answered provider, String policy) {
		List<String> origins = provider.state().origins().get(policy);
		return (origins == null) ? "no answer yet"
				: String.format(Locale.ROOT, "%,d origin%s", origins.size(), (origins.size() == 1) ? "" : "s");
	}

	/**
	 * What one provider had answered.
	 *
	 * @param name name of its bean
	 */
	record Answered(String name, ProviderState state) {

	}

}
