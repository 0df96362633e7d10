// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.application;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import io.github.originaccess.cors.docs.Documentation;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.OrderComparator;

/**
 * The filters that run before the filter of the policies. {@link ApplicationWarnings}
 * asks for lines only if one of all filters {@linkplain EarlierFilter#mayNeedLine() may
 * need one}.
 *
 * @param all the filters in their order, with those of Spring; none if the policies have
 * no filter
 * @param policyOrder the order of the policies' filter
 */
record EarlierFilters(List<EarlierFilter> all, int policyOrder) {

	static final EarlierFilters NONE = new EarlierFilters(List.of(), 0);

	/** The most filters that a line names. */
	private static final int MOST_FILTERS = 20;

	EarlierFilters {
		all = List.copyOf(all);
	}

	/** Find the filters of an application. */
	static EarlierFilters of(ConfigurableApplicationContext context) {
		return before(EarlierFilter.ofPolicies(context), EarlierFilter.findAll(context));
	}

	/**
	 * Return the filters before the filter of the policies.
	 * @param policyFilter the class of that filter
	 * @param filters all filters, in the sequence in which Spring collects them
	 */
	static EarlierFilters before(Class<?> policyFilter, List<EarlierFilter> filters) {
		List<EarlierFilter> sorted = new ArrayList<>(filters);
		// The sort is stable, like Spring's.
		OrderComparator.sort(sorted);
		for (int i = 0; i < sorted.size(); i++) {
			if (policyFilter.isAssignableFrom(sorted.get(i).type())) {
				return new EarlierFilters(sorted.subList(0, i), sorted.get(i).order());
			}
		}
		return NONE;
	}

	/** Whether a bean is one of the filters. */
	boolean contains(String bean) {
		return this.all.stream().anyMatch((filter) -> filter.bean().equals(bean));
	}

	/** Whether the chains of Spring Security run before the policies. */
	boolean haveSecurity() {
		return this.all.stream().anyMatch(EarlierFilter::isSecurity);
	}

	/** Return a warning about each CORS filter. */
	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		for (EarlierFilter filter : this.all) {
			if (filter.isCors()) {
				warnings.add(filter.warning(this.policyOrder));
			}
		}
		return warnings;
	}

	/**
	 * Return the line about filters that are neither CORS filters nor Spring's; empty if
	 * there are none.
	 */
	String others() {
		int number = 0;
		StringJoiner names = new StringJoiner(", ");
		for (EarlierFilter filter : this.all) {
			if (!filter.isCors() && !filter.isSprings() && ++number <= MOST_FILTERS) {
				names.add(filter.toString());
			}
		}
		return (number == 0) ? ""
				: "Filters that run before the CORS policies: " + names
						+ ((number > MOST_FILTERS) ? " and " + (number - MOST_FILTERS) + " more" : "")
						+ ". Their own responses, also to preflights, have no CORS headers. Give them an order after "
						+ this.policyOrder + ", the order of the policies, unless they must come first. "
						+ Documentation.EARLIER_FILTERS;
	}

}
