// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A response of the endpoint. Names of fields are stable; sentences are not.
 */
public sealed interface CorsDescriptor {

	/**
	 * The policies in force.
	 *
	 * @param policies the policies in the order of their declaration. Of many policies,
	 * the first ones.
	 * @param total the number of policies in force
	 * @param warnings the warnings about the configuration, one line each
	 * @param existing the CORS configuration of Spring's as properties, a YAML text;
	 * {@code null} if the application has none
	 */
	record Policies(List<Policy> policies, int total, List<String> warnings,
			@Nullable String existing) implements CorsDescriptor {

	}

	/**
	 * What is wrong with a call of the endpoint, or with the configuration that a refresh
	 * found.
	 *
	 * @param message what failed, in one sentence
	 * @param problems the problems of a refresh, one line each
	 */
	record Problems(String message, List<String> problems) implements CorsDescriptor {

	}

	/**
	 * The message that a refresh has no result yet.
	 *
	 * @param message what happens next
	 */
	record UnderWay(String message) implements CorsDescriptor {

	}

	/**
	 * A policy in force.
	 *
	 * @param name the policy's name
	 * @param settings the value of each setting by its name as in a configuration file: a
	 * list, a boolean, a number of seconds or a word; {@code null} if there is none. Of a
	 * long list, the first elements.
	 * @param counts the number of elements of each list
	 * @param sources for each setting, the property and the place where it was set, the
	 * beans that set it, {@code code} or {@code default}
	 */
	record Policy(String name, Map<String, @Nullable Object> settings, Map<String, Integer> counts,
			Map<String, String> sources) {

	}

	/**
	 * The decisions on a request and its preflight.
	 *
	 * @param path the path or URL, without user information and query
	 * @param policy the policy that covers it, {@code null} if none does
	 * @param preflight the decision on the preflight that a browser sends before,
	 * {@code null} if it sends none
	 * @param request the decision on the request itself, {@code null} if no policy covers
	 * the path
	 * @param readable whether a browser lets the page read the response; {@code null} if
	 * no page sends the request, or the application decides
	 * @param browser what a browser does with the answers
	 * @param summary the outcome and what to change
	 * @param remark what may be different for a real request; {@code null} for nothing
	 */
	record Decisions(String path, @Nullable String policy, @Nullable Decision preflight, @Nullable Decision request,
			@Nullable Boolean readable, String browser, String summary,
			@Nullable String remark) implements CorsDescriptor {

	}

	/**
	 * A decision.
	 *
	 * @param outcome {@code allowed}, {@code denied}, {@code would-deny} or
	 * {@code same-origin}
	 * @param status the status of the policy's own response; {@code null} if the request
	 * goes on to the application
	 * @param reason the code of the reason, {@code null} if the request is allowed
	 * @param sentence the decision in words
	 * @param property the property to change; {@code null} if none would allow the
	 * request
	 * @param steps the checks that were made, in their order
	 * @param headers the lines that the policy writes to the response
	 */
	record Decision(String outcome, @Nullable Integer status, @Nullable String reason, String sentence,
			@Nullable String property, List<Step> steps, List<String> headers) {

	}

	/**
	 * A check of a decision.
	 *
	 * @param check the code of the reason for which the check would deny
	 * @param passed whether the request passed the check
	 */
	record Step(String check, boolean passed) {

	}

}
