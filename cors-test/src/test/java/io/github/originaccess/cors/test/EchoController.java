// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.io.IOException;
import java.util.concurrent.Callable;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A servlet application that answers with what it received, and in the ways in which
 * clients may go wrong.
 */
@RestController
class EchoController {

	@RequestMapping("/echo/**")
	ResponseEntity<String> echo(HttpServletRequest servlet, HttpEntity<byte[]> request) {
		byte[] body = request.getBody();
		String cookies = (servlet.getCookies() != null) ? servlet.getCookies().length + " cookies" : "no cookies";
		return ResponseEntity.ok()
			.header("X-Line", "1", "2")
			.body("""
					%s %s://%s:%d%s?%s
					secure %s
					%s
					X-Trace %s
					body %s""".formatted(servlet.getMethod(), servlet.getScheme(), servlet.getServerName(),
					servlet.getServerPort(), servlet.getRequestURI(), servlet.getQueryString(), servlet.isSecure(),
					cookies, request.getHeaders().get("X-Trace"), (body != null) ? body.length : 0));
	}

	@PostMapping("/type")
	String type(HttpServletRequest request) throws IOException {
		return "%s, %d of %s bytes".formatted(request.getContentType(), request.getInputStream().readAllBytes().length,
				request.getHeader("Content-Length"));
	}

	@GetMapping("/events")
	SseEmitter events() throws IOException {
		SseEmitter emitter = new SseEmitter(0L);
		emitter.send("first");
		return emitter;
	}

	@GetMapping("/later")
	Callable<String> later() {
		return () -> "later";
	}

	@GetMapping("/large")
	byte[] large() {
		return new byte[300_000];
	}

	@GetMapping("/error")
	ResponseEntity<String> error() {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("down");
	}

	@GetMapping("/failure")
	String failure() {
		throw new IllegalStateException("no database");
	}

	@GetMapping("/redirect")
	ResponseEntity<Void> redirect(@RequestParam String to) {
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(UriComponentsBuilder.fromUriString(to).build().toUri())
			.build();
	}

	@PostMapping("/form")
	String form(@RequestParam String amount) {
		return amount;
	}

}
