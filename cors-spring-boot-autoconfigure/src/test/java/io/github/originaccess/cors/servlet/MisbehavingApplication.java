// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

import io.github.originaccess.cors.observe.DecisionObserver;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
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
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.Assert;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * An application that changes its responses as real applications do. It can be deployed
 * as a WAR.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@Import({ FailingController.class, HeaderController.class })
public class MisbehavingApplication extends SpringBootServletInitializer
		implements WebMvcConfigurer, WebSocketConfigurer {

	static final String ALLOWED = "https://a.example";

	static final String EVIL = "https://evil.example";

	static final Map<String, String> PROPERTIES = Map.ofEntries(Map.entry("cors.allowed-origins", ALLOWED),
			Map.entry("cors.allowed-methods", "*"), Map.entry("cors.allow-credentials", "true"),
			Map.entry("cors.exposed-headers", "X-Total"), Map.entry("cors.policies.open.allowed-origins", "*"),
			Map.entry("cors.policies.open.allow-credentials", "false"),
			Map.entry("cors.policies.open.paths", "/open/**"), Map.entry("spring.servlet.multipart.enabled", "true"),
			Map.entry("spring.servlet.multipart.max-file-size", "1KB"),
			Map.entry("server.tomcat.max-http-form-post-size", "1KB"),
			Map.entry("server.jetty.max-http-form-post-size", "1KB"), Map.entry("spring.security.user.name", "nobody"),
			Map.entry("logging.level.root", "off"));

	@Override
	protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
		return WebServer.TOMCAT.with(application.sources(MisbehavingApplication.class), PROPERTIES);
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/static/**").addResourceLocations("classpath:/fixtures/");
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		// Spring would take Jetty for the server that runs, as both are on the class
		// path.
		registry.addHandler(new TextWebSocketHandler(), "/socket")
			.setHandshakeHandler(new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()))
			.setAllowedOrigins("*");
	}

	@Bean
	FilterRegistrationBean<Filter> laterFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			switch (((HttpServletRequest) request).getRequestURI().replaceAll(".*/", "")) {
				case "sends-error" -> ((HttpServletResponse) response).sendError(418);
				case "throws" -> throw new IllegalStateException("a filter fails");
				case "throws-servlet-exception" -> throw new ServletException("a filter fails");
				case "throws-error" -> throw new AssertionError("a filter fails");
				case "throws-afterwards" -> {
					chain.doFilter(request, response);
					throw new IllegalStateException("a filter fails");
				}
				default -> chain.doFilter(request, response);
			}
		});
		registration.addUrlPatterns("/filter/*");
		return registration;
	}

	/** Fails while the container shows an error page. */
	@Bean
	FilterRegistrationBean<Filter> failingErrorPageFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			String uri = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
			switch (uri.replaceAll(".*/", "")) {
				case "error-page-filter-throws" -> throw new IllegalStateException("a filter of the error page fails");
				case "error-page-filter-cannot-write" -> throw new IOException("a filter of the error page fails");
				default -> chain.doFilter(request, response);
			}
		});
		registration.setDispatcherTypes(DispatcherType.ERROR);
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> outerFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
				(servletRequest, response, chain) -> {
					HttpServletResponse outer = (HttpServletResponse) response;
					HttpServletRequest request = (HttpServletRequest) servletRequest;
					switch (request.getRequestURI().replaceAll(".*/", "")) {
						case "hides-lines" -> request = new WithoutOriginLines(request);
						case "sends-error" -> {
							outer.sendError(418);
							return;
						}
						case "writer" -> outer.getWriter().write("a body of an earlier filter");
						case "committed" -> {
							outer.getWriter().write("a body of an earlier filter");
							outer.flushBuffer();
						}
						case "vary" -> outer.addHeader("Vary", "Accept-Encoding, origin");
						case "credentials" -> outer.setHeader("Access-Control-Allow-Credentials", "true");
						case "exposed" -> outer.setHeader("Access-Control-Expose-Headers", "*");
						default -> {
							outer.setHeader("Access-Control-Allow-Origin", "*");
							outer.setHeader("Access-Control-Allow-Credentials", "false");
							outer.setHeader("Access-Control-Allow-Methods", "POST, PUT, GET, OPTIONS, DELETE");
							outer.setHeader("Access-Control-Allow-Private-Network", "true");
						}
					}
					chain.doFilter(request, response);
				});
		registration.addUrlPatterns("/outer/*", "/open/outer/*", "/error");
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR);
		// Among filters of the same order, Boot puts the application's first. One less is
		// the order of ErrorPageFilter, which must see the error of this filter.
		registration.setOrder(CorsPolicyFilter.DEFAULT_ORDER);
		return registration;
	}

	@Bean
	FilterRegistrationBean<ShallowEtagHeaderFilter> etagFilter() {
		FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(
				new ShallowEtagHeaderFilter());
		registration.addUrlPatterns("/etag/shallow");
		return registration;
	}

	@Bean
	CorsPolicyResolver failingResolver() {
		return (request) -> {
			Assert.state(!request.path().equals("/resolver-throws"), "a resolver fails");
			return null;
		};
	}

	@Bean
	DecisionObserver failingObserver() {
		return (policy, request, decision) -> Assert.state(!request.path().equals("/observer-throws"),
				"an observer fails");
	}

	@Bean
	ServletRegistrationBean<HttpServlet> plainServlet() {
		return new ServletRegistrationBean<>(new PlainServlet(), "/servlet/*");
	}

	@Bean
	DefaultErrorAttributes failingErrorAttributes() {
		return new DefaultErrorAttributes() {

			@Override
			public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
				Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI, WebRequest.SCOPE_REQUEST);
				if (String.valueOf(uri).endsWith("/error-page-fails")) {
					throw new IllegalStateException("the error page fails");
				}
				return super.getErrorAttributes(request, options);
			}

		};
	}

	@Bean
	SecurityFilterChain basic(HttpSecurity http) {
		return http.securityMatcher("/basic/**", "/protected-error-page/basic/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityFilterChain form(HttpSecurity http) {
		return http.securityMatcher("/form/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.formLogin(Customizer.withDefaults())
			.build();
	}

	@Bean
	SecurityFilterChain denied(HttpSecurity http) {
		return http.securityMatcher("/denied/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll())
			.build();
	}

	/** Protects everything. Many applications so protect the error page by accident. */
	@Bean
	SecurityFilterChain errorPageOfProtectedPaths(HttpSecurity http) {
		return http.securityMatcher(MisbehavingApplication::isErrorOfProtectedPath)
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.build();
	}

	private static boolean isErrorOfProtectedPath(HttpServletRequest request) {
		return String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
			.contains("/protected-error-page/");
	}

	@Bean
	UserDetailsService nobody() {
		return new InMemoryUserDetailsManager();
	}

	/**
	 * A servlet without Spring.
	 */
	private static final class PlainServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			switch (request.getPathInfo()) {
				case "/throws" -> throw new ServletException("a servlet fails");
				case "/async-times-out" -> request.startAsync().setTimeout(50);
				case "/async-dispatches" -> request.startAsync().dispatch("/sets-headers");
				case "/async-dispatches-to-itself" -> {
					if (request.getDispatcherType() == DispatcherType.REQUEST) {
						request.startAsync().dispatch();
					}
					else {
						addHeaders(request.startAsync());
					}
				}
				case "/async-sends-error" -> {
					AsyncContext async = request.startAsync();
					((HttpServletResponse) async.getResponse()).sendError(418);
					async.complete();
				}
				case "/async" -> addHeaders(request.startAsync());
				default -> addHeaders(request.startAsync(request, response));
			}
		}

		private static void addHeaders(AsyncContext async) {
			async.start(() -> {
				HttpServletResponse response = (HttpServletResponse) async.getResponse();
				response.addHeader("Access-Control-Allow-Origin", EVIL);
				response.setHeader("Vary", "Accept");
				async.complete();
			});
		}

	}

	/** A request that shows its {@code Origin} in one of two methods. */
	private static final class WithoutOriginLines extends HttpServletRequestWrapper {

		WithoutOriginLines(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return name.equals("Origin") ? Collections.emptyEnumeration() : super.getHeaders(name);
		}

	}

}
