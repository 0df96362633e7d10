// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * An application that does to its responses what applications do.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(MisbehavingApplication.Controller.class)
class MisbehavingApplication {

	static final String EVIL = "https://evil.example";

	@Bean
	FilterRegistrationBean<Filter> failingFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			throw new ServletException("a filter fails");
		});
		registration.addUrlPatterns("/filter-throws");
		return registration;
	}

	@Bean
	FilterRegistrationBean<Filter> outerFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletResponse) response).addHeader("Vary", "Accept-Encoding, origin");
			chain.doFilter(request, response);
		});
		registration.addUrlPatterns("/outer-vary");
		registration.setOrder(CorsPolicyFilter.DEFAULT_ORDER - 1);
		return registration;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> plainServlet() {
		return new ServletRegistrationBean<>(new HttpServlet() {

			private static final long serialVersionUID = 1L;

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				AsyncContext async = request.startAsync(request, response);
				async.start(() -> {
					((HttpServletResponse) async.getResponse()).addHeader("Access-Control-Allow-Origin", EVIL);
					async.complete();
				});
			}

		}, "/servlet/*");
	}

	@RestController
	static class Controller {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@RequestMapping("/**")
		String anything() {
			this.calls.incrementAndGet();
			return "ok";
		}

		@GetMapping("/send-error")
		void sendError(HttpServletResponse response) throws IOException {
			response.sendError(418);
		}

		@GetMapping("/throws")
		void fail() {
			throw new IllegalStateException("a controller fails");
		}

		@GetMapping("/callable-throws")
		Callable<String> failLater() {
			return () -> {
				throw new IllegalStateException("a callable fails");
			};
		}

		@GetMapping("/times-out")
		DeferredResult<String> timeOut() {
			return new DeferredResult<>(50L);
		}

		@GetMapping("/redirects")
		void redirect(HttpServletResponse response) throws IOException {
			response.sendRedirect("/elsewhere");
		}

		@GetMapping("/resets")
		void reset(HttpServletResponse response) throws IOException {
			response.reset();
			response.getWriter().write("started again");
		}

		@GetMapping("/resets-and-sends-error")
		void resetAndSendError(HttpServletResponse response) throws IOException {
			response.reset();
			response.sendError(500);
		}

		@GetMapping("/sets-headers")
		String setHeaders(HttpServletResponse response) {
			response.setHeader("Access-Control-Allow-Origin", EVIL);
			response.addHeader("access-control-allow-credentials", "true");
			response.setIntHeader("Access-Control-Max-Age", 1);
			response.addIntHeader("Access-Control-Max-Age", 1);
			response.setDateHeader("Access-Control-Max-Age", 1);
			response.addDateHeader("Access-Control-Max-Age", 1);
			return "ok";
		}

		@GetMapping("/returns-headers")
		ResponseEntity<String> returnHeaders() {
			return ResponseEntity.ok().header("Access-Control-Allow-Origin", EVIL).header("Vary", "Accept").body("ok");
		}

		@GetMapping("/replaces-vary")
		String replaceVary(HttpServletResponse response) {
			response.setHeader("Vary", "Accept");
			return "ok";
		}

		@GetMapping("/adds-vary")
		String addVary(HttpServletResponse response) {
			response.addHeader("Vary", "ORIGIN, Accept");
			return "ok";
		}

		@GetMapping("/cross-origin")
		@CrossOrigin("https://somebody-else.example")
		String crossOrigin() {
			return "ok";
		}

		@GetMapping("/forwards")
		void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/sets-headers").forward(request, response);
		}

		@GetMapping("/commits-first")
		void commitFirst(HttpServletResponse response) throws IOException {
			response.flushBuffer();
			response.setHeader("Access-Control-Allow-Origin", EVIL);
			response.addHeader("Vary", "Accept");
		}

	}

}
