// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.originaccess.cors.actuate.CorsDescriptor.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * A check of the endpoint's parameters. Boot leaves out those that an operation does not
 * have, so a misspelt origin would count as none, and the request as allowed. Boot joins
 * those that are repeated.
 */
public final class ParameterCheck implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of("cors");

	/** The parameters that are lists. */
	private static final Set<String> LISTS = Set.of("headers");

	/** Create a check. */
	public ParameterCheck() {
	}

	@Override
	public OperationInvoker apply(EndpointId endpoint, OperationType operation, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!ENDPOINT.equals(endpoint) || operation != OperationType.READ) {
			return invoker;
		}
		List<String> known = parameters.stream().map(OperationParameter::getName).sorted().toList();
		return (context) -> {
			String problem = problem(known, context.getArguments());
			return (problem == null) ? invoker.invoke(context) : badRequest(problem);
		};
	}

	private static @Nullable String problem(List<String> known, Map<String, Object> arguments) {
		if (!known.containsAll(arguments.keySet())) {
			return "A parameter is unknown. The parameters are " + String.join(", ", known) + ".";
		}
		return known.stream()
			.filter((name) -> arguments.get(name) instanceof Collection<?> && !LISTS.contains(name))
			.findFirst()
			.map((name) -> "The parameter " + name + " is given more than once.")
			.orElse(null);
	}

	/**
	 * Boot's own response to a bad request does not say what is wrong with it, unless the
	 * application includes messages.
	 */
	private static WebEndpointResponse<Problems> badRequest(String message) {
		return new WebEndpointResponse<>(new Problems(message, List.of()), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

}
