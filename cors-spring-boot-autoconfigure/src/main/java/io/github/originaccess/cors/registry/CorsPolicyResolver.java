// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.util.List;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.Nullable;

/**
 * A choice of the policy for a request in code: by host, tenant or a header. A bean of
 * this type is called on every request, except those of management endpoints, before the
 * path chooses. Many threads call it at once. It does no I/O: fetch what it needs before.
 * <p>
 * Do not trust what a request only claims. A preflight carries no credentials and none of
 * the page's own headers, so a tenant's name in a header or a token is missing there. A
 * token is not verified yet, since the filter runs before security: with it, any client
 * could choose its policy. No page can make a browser send a false host. This holds
 * unless a proxy forwards the client's host unchecked.
 */
@FunctionalInterface
public interface CorsPolicyResolver {

	/**
	 * Choose the policy for a request. An exception fails the request, whose response
	 * then allows no origin.
	 * @param request the request; do not keep it after the call
	 * @return the policy, or {@code null} if the path chooses it
	 */
	@Nullable CorsPolicy resolve(CorsRequest request);

	/**
	 * Return the request headers that the choice depends on. They are read once, and an
	 * exception fails the start. They join {@code Vary} of every covered response, so
	 * that a cache never gives one tenant the response for another.
	 * @return header names; {@code Host} is not needed, since caches always tell hosts
	 * apart
	 */
	default List<String> requestHeaders() {
		return List.of();
	}

}
