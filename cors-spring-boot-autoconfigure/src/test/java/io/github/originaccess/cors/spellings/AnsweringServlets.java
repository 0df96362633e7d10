// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A servlet application with all ways of mapping a path: servlets, controllers, files.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AnsweringServlets.Controller.class)
class AnsweringServlets {

	@Bean
	ServletRegistrationBean<HttpServlet> servlet() {
		return new ServletRegistrationBean<>(new HttpServlet() {

			@Override
			protected void service(HttpServletRequest request, HttpServletResponse response) {
				String pathInfo = request.getPathInfo();
				String path = (pathInfo != null) ? request.getServletPath() + pathInfo : request.getServletPath();
				response.setHeader(Answer.BY_HEADER, Answer.By.SERVLET.name());
				response.setHeader(Answer.PATH_HEADER, Answer.header(path));
				response.setContentLength(0);
			}

		}, "/raw/*", "/exact", "*.act");
	}

	@RestController
	static class Controller {

		@RequestMapping({ "/api/items", "/api/items/{id}", "/api/{kind}/list", "/open/**", "/pub/**", "/admin/**",
				"/caf\u00e9/{table}" })
		ResponseEntity<Void> answer(HttpServletRequest request) {
			String path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
			return ResponseEntity.ok()
				.header(Answer.BY_HEADER, Answer.By.CONTROLLER.name())
				.header(Answer.PATH_HEADER, Answer.header(path))
				.build();
		}

	}

}
