// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.github.originaccess.cors.wire.WebServer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * An application that responds after all its filters have returned. A path is
 * {@code /late/filter/start/end}. It can be deployed as a WAR.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LateApplication extends SpringBootServletInitializer {

	static final String ALLOWED = "https://a.example";

	static final Map<String, String> PROPERTIES = Map.of("cors.allowed-origins", ALLOWED,
			"cors.policies.strict.allowed-origins", "", "cors.policies.strict.paths", "/strict", "logging.level.root",
			"off");

	static final Map<String, String> WITHOUT_STARTER = Map.of("cors.enabled", "false", "logging.level.root", "off");

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
		return WebServer.TOMCAT.with(application.sources(LateApplication.class), PROPERTIES);
	}

	/** Copies the body when the chain returns, as filters that log responses do. */
	@Bean
	FilterRegistrationBean<Filter> cachingFilter() {
		return outer("/late/cached/*", (request, response, chain) -> {
			ContentCachingResponseWrapper wrapper = new ContentCachingResponseWrapper((HttpServletResponse) response);
			try {
				chain.doFilter(request, wrapper);
			}
			finally {
				wrapper.copyBodyToResponse();
			}
		});
	}

	/** Keeps headers back, and never sets them once asynchronous processing starts. */
	@Bean
	FilterRegistrationBean<Filter> headerFilter() {
		return outer("/late/headers/*", (request, response, chain) -> chain.doFilter(request,
				new WithoutHeaders((HttpServletResponse) response)));
	}

	/** Keeps headers back until the chain returns, as filters that store responses do. */
	@Bean
	FilterRegistrationBean<Filter> holdingFilter() {
		return outer("/late/held/*", (request, response, chain) -> {
			HeldHeaders wrapper = new HeldHeaders((HttpServletResponse) response);
			try {
				chain.doFilter(request, wrapper);
			}
			finally {
				wrapper.handOn();
			}
		});
	}

	private static FilterRegistrationBean<Filter> outer(String pattern, Filter filter) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
		registration.addUrlPatterns(pattern);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> lateServlet() {
		return new ServletRegistrationBean<>(new LateServlet(), "/late/*");
	}

	@Bean
	RouterFunction<ServerResponse> strictHandler() {
		return RouterFunctions.route(RequestPredicates.path("/strict"), (request) -> ServerResponse.ok().build());
	}

	@Bean
	ErrorPageRegistrar lateErrorPage() {
		return (pages) -> pages.addErrorPages(new ErrorPage("/late/error-page"));
	}

	/**
	 * A servlet without Spring. Its error page responds late if an error started it.
	 */
	private static final class LateServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient ExecutorService executor = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "late");
			thread.setDaemon(true);
			return thread;
		});

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			String uri = sentUri(request);
			String end = uri.replaceAll(".*/", "");
			switch (start(request, uri)) {
				case "request" -> end(request.startAsync(), end);
				case "wrapper" -> end(new HttpServletRequestWrapper(request).startAsync(), end);
				case "forward" -> request.getRequestDispatcher("/late/plain/request/" + end).forward(request, response);
				case "include" -> request.getRequestDispatcher("/late/plain/request/" + end).include(request, response);
				case "strict" -> {
					AsyncContext async = request.startAsync();
					request.getRequestDispatcher("/strict").forward(request, response);
					end(async, end);
				}
				case "strict-and-reset" -> {
					AsyncContext async = request.startAsync();
					request.getRequestDispatcher("/strict").forward(request, response);
					response.reset();
					end(async, end);
				}
				case "dispatch" -> request.startAsync().dispatch();
				case "dispatch-of-arguments" -> request.startAsync(request, response).dispatch();
				case "error" -> response.sendError(HttpServletResponse.SC_GONE);
				default -> response.getWriter().write("error page");
			}
		}

		private static String sentUri(HttpServletRequest request) {
			Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
			Object included = request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI);
			return (failed != null) ? failed.toString()
					: (included != null) ? included.toString() : request.getRequestURI();
		}

		/** Return what is to be done in this dispatch of a request. */
		private static String start(HttpServletRequest request, String uri) {
			String start = uri.replaceAll(".*/([^/]*)/[^/]*", "$1");
			boolean errorPage = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
			if (errorPage) {
				return start.equals("error") && request.getAttribute("late") == null ? "request" : "error-page";
			}
			return (request.getDispatcherType() == DispatcherType.ASYNC) ? "request" : start;
		}

		private void end(AsyncContext async, String end) {
			async.getRequest().setAttribute("late", end);
			Thread starter = Thread.currentThread();
			this.executor.execute(() -> {
				while (isBusy(starter)) {
					Thread.onSpinWait();
				}
				try {
					end((HttpServletResponse) async.getResponse(), end);
				}
				catch (IOException | IllegalStateException ex) {
					// An error page is committed where a filter shows it.
				}
				finally {
					async.complete();
				}
			});
		}

		/** Whether a thread of a container still handles a request. */
		private static boolean isBusy(Thread thread) {
			return Stream.of(thread.getStackTrace())
				.anyMatch((frame) -> frame.getClassName().endsWith(".CoyoteAdapter")
						|| frame.getClassName().endsWith(".ServletChannel"));
		}

		private static void end(HttpServletResponse response, String end) throws IOException {
			switch (end) {
				case "writes" -> response.getWriter().write("late");
				case "resets" -> {
					response.addHeader("Vary", "Accept");
					response.reset();
					response.setHeader("Access-Control-Allow-Origin", "https://evil.example");
					response.getWriter().write("late");
				}
				case "sends-error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
				case "resets-and-sends-error" -> {
					response.reset();
					response.sendError(HttpServletResponse.SC_CONFLICT);
				}
				default -> throw new IllegalArgumentException(end);
			}
		}

	}

	private static final class HeldHeaders extends HttpServletResponseWrapper {

		private final HttpHeaders held = new HttpHeaders();

		HeldHeaders(HttpServletResponse response) {
			super(response);
		}

		void handOn() {
			this.held.forEach((name, values) -> values.forEach((value) -> super.addHeader(name, value)));
		}

		@Override
		public void setHeader(String name, @Nullable String value) {
			if (value != null) {
				this.held.set(name, value);
			}
			else {
				this.held.remove(name);
			}
		}

		@Override
		public void addHeader(String name, String value) {
			this.held.add(name, value);
		}

		@Override
		public boolean containsHeader(String name) {
			return this.held.getFirst(name) != null || super.containsHeader(name);
		}

		@Override
		public @Nullable String getHeader(String name) {
			return this.held.getFirst(name);
		}

		@Override
		public Collection<String> getHeaders(String name) {
			return this.held.getOrDefault(name, List.of());
		}

		@Override
		public Collection<String> getHeaderNames() {
			return this.held.toSingleValueMap().keySet();
		}

		@Override
		public void reset() {
			super.reset();
			this.held.clear();
		}

	}

	private static final class WithoutHeaders extends HttpServletResponseWrapper {

		WithoutHeaders(HttpServletResponse response) {
			super(response);
		}

		@Override
		public void setHeader(String name, String value) {
		}

		@Override
		public void addHeader(String name, String value) {
		}

	}

}
