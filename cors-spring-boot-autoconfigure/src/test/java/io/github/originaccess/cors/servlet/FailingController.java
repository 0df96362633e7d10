// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.servlet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.view.RedirectView;

/**
 * A controller whose methods fail, or succeed in an unusual way.
 */
@RestController
class FailingController {

	private static final int FAR_TOO_MANY = 10_000;

	private final AtomicInteger calls = new AtomicInteger();

	private final CountDownLatch hungUp = new CountDownLatch(1);

	int calls() {
		return this.calls.get();
	}

	CountDownLatch hungUp() {
		return this.hungUp;
	}

	@RequestMapping({ "/anything", "/open/**", "/outer/**", "/filter/**", "/basic/**", "/form/**", "/denied/**" })
	String answer() {
		this.calls.incrementAndGet();
		return "ok";
	}

	@GetMapping("/no-content")
	ResponseEntity<Void> noContent() {
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/sends-error")
	void sendError(HttpServletResponse response) throws IOException {
		response.sendError(418, "a teapot");
	}

	@GetMapping({ "/throws", "/protected-error-page/throws" })
	void fail() {
		throw new IllegalStateException("a controller fails");
	}

	@GetMapping("/throws-servlet-exception")
	void failAsServlet() throws ServletException {
		throw new ServletException("a controller fails");
	}

	@GetMapping("/throws-error")
	void failBadly() {
		throw new AssertionError("a controller fails");
	}

	@GetMapping("/throws-status")
	void failWithStatus() {
		throw new ResponseStatusException(HttpStatus.CONFLICT);
	}

	@GetMapping("/throws-and-is-handled")
	void failHandled() {
		throw new UnsupportedOperationException();
	}

	@ExceptionHandler
	ResponseEntity<String> handle(UnsupportedOperationException ex) {
		return ResponseEntity.status(HttpStatus.NOT_IMPLEMENTED).body("not implemented");
	}

	@GetMapping({ "/throws/error-page-fails", "/throws/error-page-filter-throws",
			"/throws/error-page-filter-cannot-write" })
	void failWithErrorPage() {
		throw new IllegalStateException("a controller fails");
	}

	@GetMapping({ "/sends-error/error-page-fails", "/sends-error/error-page-filter-throws",
			"/sends-error/error-page-filter-cannot-write" })
	void sendErrorWithErrorPage(HttpServletResponse response) throws IOException {
		response.sendError(418);
	}

	@GetMapping("/callable")
	Callable<String> answerLater() {
		return () -> "ok";
	}

	@GetMapping("/callable-throws")
	Callable<String> failLater() {
		return () -> {
			throw new IllegalStateException("a callable fails");
		};
	}

	@GetMapping("/callable-times-out")
	WebAsyncTask<String> timeOutTask() {
		CountDownLatch completed = new CountDownLatch(1);
		WebAsyncTask<String> task = new WebAsyncTask<>(50L, () -> awaitUninterrupted(completed));
		task.onCompletion(completed::countDown);
		return task;
	}

	/**
	 * Spring interrupts a call that times out, and would take its result for the
	 * response.
	 */
	private static String awaitUninterrupted(CountDownLatch latch) throws InterruptedException {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			latch.await();
		}
		return "too late";
	}

	@GetMapping("/deferred-fails")
	DeferredResult<String> failDeferred() {
		DeferredResult<String> result = new DeferredResult<>();
		result.setErrorResult(new IllegalStateException("a deferred result fails"));
		return result;
	}

	@GetMapping("/deferred-times-out")
	DeferredResult<String> timeOut() {
		return new DeferredResult<>(50L);
	}

	@GetMapping("/streams")
	StreamingResponseBody stream() {
		return (output) -> output.write(new byte[1024]);
	}

	@GetMapping("/streams-and-fails-at-once")
	StreamingResponseBody streamAndFailAtOnce() {
		return (output) -> {
			throw new IllegalStateException("a stream fails");
		};
	}

	@GetMapping("/streams-and-fails-midway")
	StreamingResponseBody streamAndFail() {
		return (output) -> {
			writeALot(output);
			throw new IllegalStateException("a stream fails");
		};
	}

	@GetMapping("/streams-until-the-client-hangs-up")
	StreamingResponseBody streamForever() {
		return (output) -> {
			try {
				for (int i = 0; i < FAR_TOO_MANY; i++) {
					writeALot(output);
				}
			}
			catch (IOException ex) {
				this.hungUp.countDown();
				throw ex;
			}
		};
	}

	private static void writeALot(OutputStream output) throws IOException {
		// Spring ignores a flush of its own stream, so the buffer must overflow.
		output.write(new byte[65536]);
	}

	@GetMapping("/events")
	SseEmitter events() throws IOException {
		SseEmitter events = new SseEmitter();
		events.send("first");
		events.complete();
		return events;
	}

	@GetMapping("/events-fail")
	SseEmitter failingEvents() throws IOException {
		SseEmitter events = new SseEmitter();
		events.send("first");
		events.completeWithError(new IllegalStateException("events fail"));
		return events;
	}

	@PostMapping(path = "/json", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	Map<String, Object> json(@RequestBody Map<String, Object> body) {
		return body;
	}

	@PostMapping("/form-data")
	String form(@RequestParam String name) {
		return name;
	}

	@PostMapping("/upload")
	String upload(@RequestParam MultipartFile file) {
		return String.valueOf(file.getSize());
	}

	@GetMapping("/etag")
	ResponseEntity<String> etag() {
		return ResponseEntity.ok().eTag("v1").body("ok");
	}

	@GetMapping("/etag/shallow")
	String shallowEtag() {
		return "ok";
	}

	@GetMapping("/large")
	String large() {
		return "large ".repeat(1000);
	}

	@GetMapping("/redirects")
	void redirect(HttpServletResponse response) throws IOException {
		response.sendRedirect("/elsewhere");
	}

	@GetMapping("/redirect-view")
	RedirectView redirectView() {
		return new RedirectView("/elsewhere", true);
	}

	@GetMapping("/forwards")
	void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/sets-headers").forward(request, response);
	}

	@GetMapping("/forwards-to-failure")
	void forwardToFailure(HttpServletRequest request, HttpServletResponse response)
			throws ServletException, IOException {
		request.getRequestDispatcher("/throws").forward(request, response);
	}

	@GetMapping("/includes")
	void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/replaces-vary").include(request, response);
	}

}
