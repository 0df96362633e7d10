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

/**
 * Has a filter serve one request after the other. What the filter lets through is counted
 * and gets no other answer.
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
	 * @return what a benchmark has to return, lest any of it is left out
	 */
	int serve(StubRequest request) throws ServletException, IOException {
		this.response.next();
		this.filter.doFilter(request, this.response, this.application);
		return this.response.written() + this.application.requests;
	}

	/** Headers of the last response. */
	Map<String, List<String>> headers() {
		return this.response.headers();
	}

	private static final class Application implements FilterChain {

		private int requests;

		@Override
		public void doFilter(ServletRequest request, ServletResponse response) {
			this.requests++;
		}

	}

}
