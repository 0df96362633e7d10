// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the policy for a request in code: by host, tenant or a header. A bean of this
 * type is asked before the path is; management endpoints are left out. It is called by
 * many threads at once, on every request, and does no I/O: what it needs has been fetched
 * before.
 * <p>
 * Do not trust what the request merely claims. Preflights carry no credentials and no
 * headers of the page's own, so that a tenant's name in a header or in a token is not
 * there; and a token that nobody has verified yet, as is the case before security, lets
 * anybody choose the policy he likes best. The host is what a browser cannot be made to
 * misstate, if no proxy in front forwards whatever it is sent.
 */
@FunctionalInterface
public interface CorsPolicyResolver {

	/**
	 * Choose the policy for a request. What is thrown fails the request.
	 * @param request the request
	 * @return the policy; {@code null} to let the path decide
	 */
	@Nullable CorsPolicy resolve(CorsRequest request);

	/**
	 * Return the request headers that the choice depends on. They join {@code Vary} of
	 * every covered response, lest a cache gives the answer for one tenant to another.
	 * @return header names; {@code Host}, which caches always tell apart, is not needed
	 */
	default List<String> requestHeaders() {
		return List.of();
	}

}
