// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * An ordinary API. It contains no code for CORS.
 */
@RestController
@RequestMapping("/api")
class ApiController {

	static final String COOKIE = "sample_visit";

	private static final List<Note> NOTES = List.of(new Note(1, "Origins are compared byte for byte"),
			new Note(2, "A preflight never carries a cookie"));

	@GetMapping("/notes")
	ResponseEntity<List<Note>> notes() {
		return ResponseEntity.ok()
			.header("X-Total-Count", String.valueOf(NOTES.size()))
			.header("X-Not-Exposed", "scripts of other origins cannot read this")
			.body(NOTES);
	}

	@PostMapping("/notes")
	@ResponseStatus(HttpStatus.CREATED)
	Note create(@RequestBody NewNote note) {
		return new Note(NOTES.size() + 1, note.text());
	}

	@PutMapping("/notes/{id}")
	Note replace(@PathVariable int id, @RequestBody NewNote note) {
		return new Note(id, note.text());
	}

	@DeleteMapping("/notes/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@PathVariable int id) {
		// The notes never change, so that the button works every time.
	}

	@GetMapping("/echo")
	Echo echo(@RequestHeader(name = "X-Trace-Id", required = false) @Nullable String traceId,
			@CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
		return new Echo(traceId, cookie);
	}

	@GetMapping("/cookie")
	ResponseEntity<Void> cookie() {
		ResponseCookie cookie = ResponseCookie.from(COOKIE, "welcome-back")
			.path("/api")
			.maxAge(Duration.ofHours(1))
			.httpOnly(true)
			.sameSite("Lax")
			.build();
		return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
	}

	@GetMapping("/broken")
	void broken() {
		throw new IllegalStateException("This endpoint of the sample always fails");
	}

	record Note(int id, String text) {
	}

	record NewNote(String text) {
	}

	record Echo(@Nullable String traceId, @Nullable String cookie) {
	}

}
