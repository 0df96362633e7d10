// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.actuate;

import java.util.List;

import io.github.originaccess.cors.actuate.CorsDescriptor.Problems;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * A check of the endpoint's parameters. Boot leaves out those that an operation does not
 * have, so a misspelt origin would count as none, and the request as allowed.
 */
public final class UnknownParameters implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of("cors");

	@Override
	public OperationInvoker apply(EndpointId endpoint, OperationType operation, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!ENDPOINT.equals(endpoint) || operation != OperationType.READ) {
			return invoker;
		}
		List<String> known = parameters.stream().map(OperationParameter::getName).sorted().toList();
		return (context) -> known.containsAll(context.getArguments().keySet()) ? invoker.invoke(context)
				: badRequest(known);
	}

	/**
	 * Boot's own response to a bad request does not say what is wrong with it, unless the
	 * application includes messages.
	 */
	private static WebEndpointResponse<Problems> badRequest(List<String> known) {
		return new WebEndpointResponse<>(
				new Problems("A parameter is unknown. The parameters are " + String.join(", ", known) + ".", List.of()),
				WebEndpointResponse.STATUS_BAD_REQUEST);
	}

}
