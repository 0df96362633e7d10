// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.util.Collections;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller that changes the headers of its response in every way.
 */
@RestController
class HeaderController {

	private static final String EVIL = MisbehavingApplication.EVIL;

	@GetMapping("/sets-headers")
	String setHeaders(HttpServletResponse response) {
		response.setHeader("Access-Control-Allow-Origin", EVIL);
		response.addHeader("access-control-allow-origin", EVIL);
		response.addHeader("access-control-allow-credentials", "true");
		response.setIntHeader("Access-Control-Max-Age", 1);
		response.addIntHeader("ACCESS-CONTROL-MAX-AGE", 1);
		response.setDateHeader("Access-Control-Expose-Headers", 1);
		response.addDateHeader("Access-Control-Allow-Anything", 1);
		return "ok";
	}

	@GetMapping("/removes-headers")
	String removeHeaders(HttpServletResponse response) {
		response.setHeader("Access-Control-Allow-Origin", null);
		response.setHeader("Access-Control-Allow-Credentials", null);
		response.setHeader("Access-Control-Expose-Headers", null);
		response.setHeader("Vary", null);
		return "ok";
	}

	@GetMapping("/returns-headers")
	ResponseEntity<String> returnHeaders() {
		return ResponseEntity.ok()
			.header("Access-Control-Allow-Origin", EVIL, "*")
			.header("Access-Control-Allow-Credentials", "true")
			.header("Vary", "Accept", "Origin")
			.body("ok");
	}

	@GetMapping("/replaces-vary")
	String replaceVary(HttpServletResponse response) {
		response.setHeader("Vary", "Accept");
		return "ok";
	}

	@GetMapping("/replaces-vary-with-numbers")
	String replaceVaryWithNumbers(HttpServletResponse response) {
		response.setDateHeader("Vary", 0);
		response.setIntHeader("vary", 1);
		return "ok";
	}

	@GetMapping("/adds-vary")
	String addVary(HttpServletResponse response) {
		response.addHeader("Vary", "ORIGIN, Accept");
		response.addHeader("vary", "Accept, *");
		return "ok";
	}

	@GetMapping("/cross-origin")
	@CrossOrigin("https://somebody-else.example")
	String crossOrigin() {
		return "ok";
	}

	@GetMapping("/resets")
	void reset(HttpServletResponse response) throws IOException {
		response.getWriter().write("lost");
		response.reset();
		response.getWriter().write("started again");
	}

	@GetMapping("/resets-and-sends-error")
	void resetAndSendError(HttpServletResponse response) throws IOException {
		response.reset();
		response.sendError(500);
	}

	@GetMapping("/resets-and-throws")
	void resetAndThrow(HttpServletResponse response) {
		response.reset();
		throw new IllegalStateException("a controller fails");
	}

	@GetMapping("/resets-buffer")
	void resetBuffer(HttpServletResponse response) throws IOException {
		response.getWriter().write("lost");
		response.resetBuffer();
		response.getWriter().write("started again");
	}

	@GetMapping("/commits-first")
	void commitFirst(HttpServletResponse response) throws IOException {
		response.flushBuffer();
		response.setHeader("Access-Control-Allow-Origin", EVIL);
		response.addHeader("Vary", "Accept");
		response.setHeader("Vary", "Accept");
	}

	@GetMapping("/commits-and-throws")
	void commitAndThrow(HttpServletResponse response) throws IOException {
		response.flushBuffer();
		throw new IllegalStateException("a controller fails");
	}

	@GetMapping("/commits-and-resets")
	void commitAndReset(HttpServletResponse response) throws IOException {
		response.flushBuffer();
		response.reset();
	}

	@GetMapping(path = "/shows-origin", produces = "text/plain;charset=ISO-8859-1")
	String showOrigin(HttpServletRequest request) {
		return "[" + request.getHeader("origin") + "] " + Collections.list(request.getHeaders("ORIGIN"));
	}

}
