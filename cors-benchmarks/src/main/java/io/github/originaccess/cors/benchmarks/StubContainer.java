// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A container with one filter, which serves one request at a time. Its application counts
 * the requests that reach it, and keeps the last request and response.
 */
final class StubContainer {

	private final Filter filter;

	private final StubResponse response = new StubResponse();

	private final Application application = new Application();

	StubContainer(Filter filter) {
		this.filter = filter;
	}

	/**
	 * Serve a request.
	 * @return a number for the benchmark to return, so that the compiler removes no code
	 */
	int serve(StubRequest request) throws ServletException, IOException {
		this.response.next();
		this.filter.doFilter(request, this.response, this.application);
		return this.response.written() + this.application.requests;
	}

	/** Return the headers of the last response. */
	Map<String, List<String>> headers() {
		return this.response.headers();
	}

	private static final class Application implements FilterChain {

		private int requests;

		/** Kept, as applications do. Or the compiler would remove wrappers. */
		@Nullable ServletRequest request;

		@Nullable ServletResponse response;

		@Override
		public void doFilter(ServletRequest request, ServletResponse response) {
			this.requests++;
			this.request = request;
			this.response = response;
		}

	}

}
