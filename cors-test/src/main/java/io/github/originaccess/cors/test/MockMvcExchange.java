// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * The way to an application without a server. It has the address that the browser names:
 * by default, that of {@link MockMvc} is {@code http://localhost}, the origin of pages
 * under development, for which Spring then sees no CORS request.
 */
final class MockMvcExchange implements Exchange {

	private final Performer performer;

	private MockMvcExchange(Performer performer) {
		this.performer = performer;
	}

	static Exchange overMockMvc(Object client) {
		MockMvc mockMvc = (MockMvc) client;
		return new MockMvcExchange((request) -> mockMvc.perform(request).andReturn());
	}

	static Exchange overTester(Object client) {
		MockMvcTester tester = (MockMvcTester) client;
		return new MockMvcExchange((request) -> {
			MvcTestResult result = tester.perform(request);
			if (result.getUnresolvedException() != null) {
				throw result.getUnresolvedException();
			}
			return result.getMvcResult();
		});
	}

	@Override
	public WireResponse send(WireRequest request) {
		TestClients.refuseHandshake(request, "MockMvc");
		try {
			MvcResult result = this.performer.perform(build(request));
			while (result.getRequest().isAsyncStarted()
					&& !EventStreams.isType(result.getResponse().getContentType())) {
				result = this.performer.perform(MockMvcRequestBuilders.asyncDispatch(result));
			}
			return response(result.getResponse());
		}
		catch (Exception ex) {
			throw TestClients.noResponse(request, ex);
		}
	}

	private static RequestBuilder build(WireRequest request) {
		URI uri = request.uri();
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders
			.request(HttpMethod.valueOf(request.method()), uri)
			.header("Host", uri.getRawAuthority());
		RequestCookies.otherHeaders(request).forEach((line) -> builder.header(line.name(), line.value()));
		RequestCookies.of(request).forEach((name, value) -> builder.cookie(new Cookie(name, value)));
		if (request.body().length > 0) {
			builder.content(request.body()).header("Content-Length", request.body().length);
		}
		if (uri.getScheme().equals("https") && uri.getPort() < 0) {
			builder.with(MockMvcExchange::onPort443);
		}
		return builder;
	}

	/** Port 80 is the default, whatever the scheme. */
	private static MockHttpServletRequest onPort443(MockHttpServletRequest request) {
		request.setServerPort(443);
		return request;
	}

	private static WireResponse response(MockHttpServletResponse response) {
		List<HeaderLines.Line> lines = new ArrayList<>();
		Collection<String> names = response.getHeaderNames();
		names.forEach(
				(name) -> response.getHeaders(name).forEach((value) -> lines.add(new HeaderLines.Line(name, value))));
		return new WireResponse(response.getStatus(), new HeaderLines(lines), response.getContentAsByteArray());
	}

	@FunctionalInterface
	private interface Performer {

		MvcResult perform(RequestBuilder request) throws Exception;

	}

}
