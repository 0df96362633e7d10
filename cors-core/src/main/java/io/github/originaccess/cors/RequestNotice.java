// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.SettingPlace.Setter;
import org.jspecify.annotations.Nullable;

/**
 * What to say about a request where there is no decision to explain. No policy covers its
 * path, the policy that it needs does not exist, or a header of its response is dropped.
 * Values of the request are sanitised, as in an {@link Explanation}.
 */
public final class RequestNotice {

	private static final int MOST_POLICIES = 10;

	/** What to do about a policy that does not exist. */
	static final String MAKE_POLICY = "Set cors.policies.<name>.allowed-origins, or put a policy of that name"
			+ " into the CorsPolicyRegistry. To let the path choose where there is none, call policy(name) instead of"
			+ " required(name).";

	private RequestNotice() {
	}

	/**
	 * Return in words that no policy decides on a request.
	 * @param request the request; its method, path and headers are read
	 * @param remedy what to do, as {@link #remedyOfUncovered} says it
	 * @return one or more sentences on a single line; {@code null} if the request needs
	 * no permission, because no page of another origin sent it
	 */
	public static @Nullable String ofUncovered(CorsRequest request, String remedy) {
		String origin = request.header(HeaderNames.ORIGIN);
		if (origin == null || EnforcementRules.isFromNoOtherOrigin(request, origin)) {
			return null;
		}
		return "No CORS policy covers " + PrintableText.ofRequest(request.method(), request.path()) + ". " + remedy;
	}

	/**
	 * Return in words how to make a policy cover a path that none covers.
	 * @param management whether the path is reserved for management endpoints
	 * @param policies the place where policies are made
	 * @param hasDefault whether there is a default policy
	 * @return one or more sentences on a single line
	 */
	public static String remedyOfUncovered(boolean management, SettingPlace policies, boolean hasDefault) {
		boolean inCode = policies.setter() == Setter.CODE;
		String code = policies.beans().isEmpty() ? "the code that makes the policies"
				: "the " + policies.printableBeans();
		if (management) {
			return "Its path belongs to management endpoints. Set management.endpoints.web.cors.*, or add a pattern that"
					+ " begins with this path to "
					+ (inCode ? "a named policy in " + code + "." : "cors.policies.<name>.paths.");
		}
		if (inCode) {
			return "Add a policy for it in " + code + ".";
		}
		return hasDefault ? "Add a pattern that matches it to cors.paths or cors.policies.<name>.paths."
				: "Add a pattern that matches it to cors.policies.<name>.paths, or set cors.allowed-origins and"
						+ " cors.paths.";
	}

	/**
	 * Return in words that the application asked for a policy that does not exist.
	 * @param name the name it asked for, which may come from a request
	 * @param existing the policies that exist
	 * @return sentences on a single line
	 */
	public static String ofMissingPolicy(String name, List<CorsPolicy> existing) {
		String names = existing.stream()
			.limit(MOST_POLICIES)
			.map((policy) -> PrintableText.of(policy.name()))
			.collect(Collectors.joining(", "));
		int more = existing.size() - MOST_POLICIES;
		return "The application asked for the CORS policy " + PrintableText.of(name)
				+ ", which does not exist. Until it exists, requests from pages of other origins that need it are"
				+ " refused. "
				+ (existing.isEmpty() ? "There is no policy. "
						: ((existing.size() == 1) ? "The only policy is " : "The policies are ") + names
								+ ((more > 0) ? " and " + more + " more. " : ". "))
				+ MAKE_POLICY;
	}

	/**
	 * Return in words that a header was dropped from a response.
	 * @param policy name of the policy that covers the response
	 * @param request the request that was answered
	 * @param name the header's name
	 * @param value the header's value
	 * @return a sentence on a single line
	 */
	public static String ofDroppedHeader(String policy, CorsRequest request, String name, String value) {
		return "The header " + PrintableText.of(name) + ": " + PrintableText.ofHeader(value)
				+ " was dropped from the response to " + PrintableText.ofRequest(request.method(), request.path())
				+ ", because the CORS policy '" + PrintableText.of(policy) + "' alone decides there.";
	}

}
