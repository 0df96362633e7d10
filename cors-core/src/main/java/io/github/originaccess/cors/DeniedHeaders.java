// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.originaccess.cors.HeaderNameSet.Place;

/**
 * The requested header names that a policy does not allow, in words, and what allows
 * them.
 *
 * @param places the first such names, one more than a sentence has; empty if the names
 * are too long
 * @param remedy the remedy for the allowed headers
 */
record DeniedHeaders(List<Place> places, SettingRemedy remedy) {

	private static final int MOST_NAMES = 10;

	/** The beginning of the names that browsers send in a preflight. */
	private static final String REQUEST_PREFIX = "access-control-request-";

	static DeniedHeaders of(CorsPolicy policy, CorsRequest request, SettingRemedy remedy) {
		List<Place> places = new ArrayList<>();
		for (String line : request.headers(HeaderNames.REQUEST_HEADERS)) {
			String rest = line;
			int start = policy.headers().firstNotIn(rest);
			while (start >= 0 && places.size() <= MOST_NAMES) {
				places.add(HeaderNameSet.at(rest, start));
				int end = rest.indexOf(',', start);
				rest = (end >= 0) ? rest.substring(end) : "";
				start = policy.headers().firstNotIn(rest);
			}
		}
		return new DeniedHeaders(List.copyOf(places), remedy);
	}

	/** Whether no property allows the names, because the page must be changed. */
	boolean areBeyondProperties() {
		return !this.places.isEmpty()
				&& (!this.places.get(0).isToken() || this.places.stream().allMatch(DeniedHeaders::isForbidden));
	}

	/** Whether there are names that can be told one by one. */
	boolean areListed() {
		return !this.places.isEmpty();
	}

	/** Return the denial in words, on a single line. */
	String sentence() {
		if (this.places.isEmpty()) {
			return "Access-Control-Request-Headers is longer than " + PolicyDecisions.MAX_ECHOED_NAMES_LENGTH
					+ " characters, the limit of a policy for any header. List the names in " + this.remedy.name()
					+ ".";
		}
		if (!this.places.get(0).isToken()) {
			return "Access-Control-Request-Headers contains " + PrintableText.of(this.places.get(0).name())
					+ ", which is not a header name. Browsers do not send this, and no property allows it.";
		}
		List<String> sentences = new ArrayList<>();
		List<String> unlisted = names((place) -> !isForbidden(place));
		if (!unlisted.isEmpty()) {
			String them = (unlisted.size() == 1) ? "it" : "them";
			sentences.add("The " + headers(unlisted) + ((unlisted.size() == 1) ? " is" : " are")
					+ " not among the allowed headers. To allow " + them + ", " + this.remedy.add(unlisted, them)
					+ ".");
		}
		List<String> forbidden = names((place) -> isForbidden(place) && !isOfResponses(place));
		if (!forbidden.isEmpty()) {
			sentences.add("Pages cannot set the " + headers(forbidden) + ", and no property allows that.");
		}
		List<String> ofResponses = names(DeniedHeaders::isOfResponses);
		if (!ofResponses.isEmpty()) {
			boolean one = ofResponses.size() == 1;
			sentences.add("The " + headers(ofResponses) + (one ? " is a response header" : " are response headers")
					+ ", which no property allows. Remove " + (one ? "it" : "them") + " from the page's request.");
		}
		return String.join(" ", sentences);
	}

	private List<String> names(Predicate<Place> kind) {
		return this.places.stream()
			.filter((place) -> place.isToken() && kind.test(place))
			.map((place) -> PrintableText.of(place.name()))
			.distinct()
			.toList();
	}

	private static String headers(List<String> names) {
		if (names.size() == 1) {
			return "request header " + names.get(0);
		}
		boolean more = names.size() > MOST_NAMES;
		int last = more ? MOST_NAMES : names.size() - 1;
		return "request headers " + String.join(", ", names.subList(0, last)) + " and "
				+ (more ? "others" : names.get(last));
	}

	private static boolean isForbidden(Place place) {
		return FetchRules.isForbiddenRequestHeader(place.name());
	}

	/** Whether a server sends the header in the CORS protocol, and not a page. */
	private static boolean isOfResponses(Place place) {
		return FetchRules.isCorsHeader(place.name())
				&& !place.name().regionMatches(true, 0, REQUEST_PREFIX, 0, REQUEST_PREFIX.length());
	}

}
