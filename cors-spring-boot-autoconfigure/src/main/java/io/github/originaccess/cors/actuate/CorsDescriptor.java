// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the endpoint answers. Names of fields are stable; sentences are not.
 */
public sealed interface CorsDescriptor {

	/**
	 * All policies.
	 *
	 * @param policies the policies in the order of their declaration
	 * @param warnings what is odd about the configuration though it works
	 */
	record Policies(List<Policy> policies, List<String> warnings) implements CorsDescriptor {

	}

	/**
	 * Why a refresh failed. The policies in force are those that could be had.
	 *
	 * @param message what failed, in one sentence
	 * @param problems what is wrong, one line each
	 */
	record Problems(String message, List<String> problems) implements CorsDescriptor {

	}

	/**
	 * Why a refresh has no result yet.
	 *
	 * @param message what happens next
	 */
	record UnderWay(String message) implements CorsDescriptor {

	}

	/**
	 * A policy.
	 *
	 * @param name its name
	 * @param settings its effective settings
	 */
	record Policy(String name, List<SettingValue> settings) {

	}

	/**
	 * An effective setting.
	 *
	 * @param setting its name as in a configuration file
	 * @param values its elements, or its single value; of a long list the first ones
	 * @param count how many elements there are
	 * @param source the property and the place where it was set, {@code default} or
	 * {@code code}
	 */
	record SettingValue(String setting, List<String> values, int count, String source) {

	}

	/**
	 * What becomes of a request.
	 *
	 * @param path the path
	 * @param policy the policy that covers it, {@code null} if none does
	 * @param preflight the preflight that a browser sends before, {@code null} if it
	 * sends none
	 * @param request the request itself, {@code null} if no policy covers the path
	 * @param summary the outcome in one sentence
	 */
	record Decision(String path, @Nullable String policy, @Nullable Verdict preflight, @Nullable Verdict request,
			String summary) implements CorsDescriptor {

	}

	/**
	 * A decision.
	 *
	 * @param outcome {@code allowed}, {@code denied}, {@code would-deny} or
	 * {@code same-origin}
	 * @param status the status that it is answered with; {@code null} if it goes on to
	 * the application
	 * @param reason the code of the reason, {@code null} if it is allowed
	 * @param sentence the decision in words
	 * @param property the property to change, if one would allow the request
	 * @param steps the checks that were made, in their order
	 * @param headers the lines that the policy writes to the response
	 */
	record Verdict(String outcome, @Nullable Integer status, @Nullable String reason, String sentence,
			@Nullable String property, List<Step> steps, List<String> headers) {

	}

	/**
	 * A check.
	 *
	 * @param check the code of the reason for which it would deny
	 * @param passed whether it passed
	 */
	record Step(String check, boolean passed) {

	}

}
