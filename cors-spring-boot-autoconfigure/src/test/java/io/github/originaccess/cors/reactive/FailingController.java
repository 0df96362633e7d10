// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/**
 * A controller that changes its responses as real applications do.
 */
@RestController
@RequestMapping("/s")
class FailingController {

	static final String EVIL = "https://evil.example";

	private final Environment environment;

	FailingController(Environment environment) {
		this.environment = environment;
	}

	static void replaceHeaders(HttpHeaders headers) {
		headers.set("access-control-allow-origin", EVIL);
		headers.set("Access-Control-Allow-Credentials", "false");
		headers.set("Access-Control-Allow-Private-Network", "true");
		headers.set("Vary", "Accept");
	}

	@RequestMapping({ "/controller-answers", "/head", "/plain-OPTIONS", "/mapping-of-somebody-else",
			"/CorsWebFilter-of-somebody-else", "/filter-decorates-the-response",
			"/filter-fails-after-the-response-was-written", "/vary-of-an-outer-filter" })
	String answer() {
		return "ok";
	}

	@GetMapping("/controller-throws")
	String fail() {
		throw new IllegalStateException("a controller fails");
	}

	@GetMapping("/controller-throws-away-what-it-returned")
	Mono<ResponseEntity<String>> failLate(ServerHttpResponse response) {
		return Mono.just(ResponseEntity.ok("x")).doOnNext((entity) -> {
			replaceHeaders(response.getHeaders());
			response.getHeaders().clear();
			throw new IllegalStateException("a controller fails late");
		});
	}

	@GetMapping("/mono-fails")
	Mono<String> failMono() {
		return Mono.error(new IllegalStateException("a mono fails"));
	}

	@GetMapping("/flux-fails-at-once")
	Flux<Map<String, String>> failFlux() {
		return Flux.error(new IllegalStateException("a flux fails"));
	}

	@GetMapping(path = "/stream-fails-midway", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> failMidway() {
		return Flux.just("1", "2").concatWith(Flux.error(new IllegalStateException("a stream fails")));
	}

	@GetMapping("/status-exception")
	Mono<String> failWithStatus() {
		return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
	}

	@GetMapping("/exception-handler-replaces-headers")
	String failHandled() {
		throw new UnsupportedOperationException("handled");
	}

	@ExceptionHandler(UnsupportedOperationException.class)
	ResponseEntity<String> handle() {
		HttpHeaders headers = new HttpHeaders();
		replaceHeaders(headers);
		return ResponseEntity.unprocessableContent().headers(headers).body("handled");
	}

	@ExceptionHandler(ArithmeticException.class)
	ResponseEntity<Flux<String>> handleWithStream() {
		return handled(MediaType.TEXT_PLAIN);
	}

	@ExceptionHandler(ArrayStoreException.class)
	ResponseEntity<Flux<String>> handleWithEvents() {
		return handled(MediaType.TEXT_EVENT_STREAM);
	}

	private static ResponseEntity<Flux<String>> handled(MediaType type) {
		return ResponseEntity.unprocessableContent()
			.headers(FailingController::replaceHeaders)
			.contentType(type)
			.body(Flux.just("han", "dled"));
	}

	@GetMapping("/time-out")
	Mono<String> timeOut() {
		return Mono.<String>never().timeout(Duration.ofMillis(20));
	}

	@GetMapping("/time-out-with-a-status")
	Mono<String> timeOutWithStatus() {
		return timeOut().onErrorMap((ex) -> new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT));
	}

	@GetMapping({ "/method-not-supported" })
	String get() {
		return "ok";
	}

	@GetMapping(path = "/not-acceptable", produces = MediaType.APPLICATION_JSON_VALUE)
	Map<String, String> json() {
		return Map.of("a", "b");
	}

	@PostMapping(path = { "/body-too-large", "/body-unreadable", "/media-type-not-supported" },
			consumes = MediaType.APPLICATION_JSON_VALUE)
	Mono<String> read(@RequestBody Mono<Map<String, String>> body) {
		return body.map(Map::toString);
	}

	@GetMapping("/parameter-missing")
	String need(@RequestParam("name") String name) {
		return name;
	}

	@GetMapping("/no-content")
	ResponseEntity<Void> noContent() {
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/not-modified")
	ResponseEntity<String> tagged() {
		return ResponseEntity.ok().eTag("\"1\"").body("ok");
	}

	@GetMapping(path = "/server-sent-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> events() {
		return Flux.just("1", "2");
	}

	@GetMapping(path = "/stream", produces = MediaType.APPLICATION_NDJSON_VALUE)
	Flux<Map<String, String>> stream() {
		return Flux.just(Map.of("a", "b"), Map.of("c", "d"));
	}

	@GetMapping(path = "/client-hangs-up", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> sendUntilTheClientHangsUp() {
		return Flux.interval(Duration.ofMillis(5)).onBackpressureDrop().map(String::valueOf);
	}

	@GetMapping("/redirect")
	ResponseEntity<Void> redirect() {
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/elsewhere")).build();
	}

	@GetMapping("/@CrossOrigin-of-somebody-else")
	@CrossOrigin("https://somebody-else.example")
	String crossOrigin() {
		return "ok";
	}

	@GetMapping("/@CrossOrigin-of-everybody")
	@CrossOrigin(exposedHeaders = "X-Other")
	String crossOriginOfEverybody() {
		return "ok";
	}

	@GetMapping("/headers-set")
	String set(ServerHttpResponse response) {
		response.getHeaders().setAccessControlAllowOrigin(EVIL);
		response.getHeaders().setAccessControlAllowCredentials(true);
		response.getHeaders().put("Access-Control-Allow-Headers", List.of("X-Evil", "X-Other"));
		return "ok";
	}

	@GetMapping("/headers-added")
	String add(ServerHttpResponse response) {
		response.getHeaders().add("Access-Control-Allow-Origin", EVIL);
		response.getHeaders().add("access-control-expose-headers", "X-Evil");
		return "ok";
	}

	@GetMapping("/headers-cleared")
	String clear(ServerHttpResponse response) {
		response.getHeaders().clear();
		return "ok";
	}

	@GetMapping({ "/response-entity-replaces-headers", "/commit-action-of-an-outer-filter-fails",
			"/failed-commit-of-an-outer-filter-is-handled" })
	ResponseEntity<String> replace() {
		return ResponseEntity.ok().headers(FailingController::replaceHeaders).body("ok");
	}

	@GetMapping("/vary-replaced")
	Mono<String> replaceVary(ServerHttpResponse response) {
		return Mono.just("ok").doOnNext((body) -> response.getHeaders().put("Vary", List.of("Accept")));
	}

	@GetMapping("/vary-added")
	String addVary(ServerHttpResponse response) {
		response.getHeaders().add("Vary", "ORIGIN, Accept");
		return "ok";
	}

	@GetMapping("/vary-added-once-more")
	String addVaryOnceMore(ServerHttpResponse response) {
		response.getHeaders().add("vary", "Origin");
		response.getHeaders().add("Vary", "origin");
		return "ok";
	}

	@GetMapping("/vary-removed")
	String removeVary(ServerHttpResponse response) {
		response.getHeaders().remove("vary");
		return "ok";
	}

	@GetMapping("/commit-action-replaces-headers")
	String replaceAtCommit(ServerHttpResponse response) {
		return atCommit(response, FailingController::replaceHeaders);
	}

	@GetMapping("/commit-action-clears-headers")
	String clearAtCommit(ServerHttpResponse response) {
		return atCommit(response, HttpHeaders::clear);
	}

	@GetMapping("/commit-action-fails")
	String failAtCommit(ServerHttpResponse response) {
		return atCommit(response, (headers) -> {
			throw new IllegalStateException("a commit action fails");
		});
	}

	@GetMapping("/commit-action-sets-headers-and-fails")
	String setAndFailAtCommit(ServerHttpResponse response) {
		return atCommit(response, (headers) -> {
			replaceHeaders(headers);
			throw new IllegalStateException("a commit action fails late");
		});
	}

	private static String atCommit(ServerHttpResponse response, Consumer<HttpHeaders> action) {
		response.beforeCommit(() -> {
			action.accept(response.getHeaders());
			return Mono.empty();
		});
		return "ok";
	}

	@GetMapping({ "/session-cannot-be-saved", "/session-cannot-be-saved-and-a-handler-answers",
			"/session-cannot-be-saved-and-a-handler-streams", "/session-cannot-be-saved-and-a-handler-sends-events" })
	Mono<String> session(ServerWebExchange exchange) {
		return exchange.getSession().map((session) -> "ok");
	}

	@GetMapping("/headers-set-when-committed")
	Mono<Void> setWhenCommitted(ServerHttpResponse response) {
		return response.setComplete().then(Mono.fromRunnable(() -> replaceHeaders(response.getHeaders())));
	}

	@GetMapping("/body-replaces-headers")
	Mono<Void> replaceInBody(ServerHttpResponse response) {
		return response.writeWith(Mono.fromSupplier(() -> bufferOfReplaced(response)));
	}

	@GetMapping("/body-of-buffers-replaces-headers")
	Mono<Void> replaceInBuffers(ServerHttpResponse response) {
		return response.writeWith(Flux.range(0, 2).map((each) -> bufferOfReplaced(response)));
	}

	@GetMapping("/empty-body-of-buffers-replaces-headers")
	Mono<Void> replaceInNoBuffers(ServerHttpResponse response) {
		return response.writeWith(Flux.defer(() -> {
			replaceHeaders(response.getHeaders());
			return Flux.empty();
		}));
	}

	@GetMapping("/flushed-body-replaces-headers")
	Mono<Void> replaceInFlushedBody(ServerHttpResponse response) {
		return response.writeAndFlushWith(Flux.range(0, 2).map((each) -> Mono.just(bufferOfReplaced(response))));
	}

	private static DataBuffer bufferOfReplaced(ServerHttpResponse response) {
		if (!response.isCommitted()) {
			replaceHeaders(response.getHeaders());
		}
		return response.bufferFactory().wrap(new byte[] { 'o', 'k' });
	}

	@GetMapping("/file-replaces-headers")
	ResponseEntity<Resource> replaceBeforeFile() {
		return ResponseEntity.ok()
			.headers(FailingController::replaceHeaders)
			.body(new ClassPathResource("static/s/static-resource"));
	}

	@GetMapping("/end-without-a-body-replaces-headers")
	Mono<Void> replaceAtEnd(ServerHttpResponse response) {
		Mono<Void> end = response.setComplete();
		return Mono.<Void>fromRunnable(() -> replaceHeaders(response.getHeaders())).then(end);
	}

	@GetMapping("/events-replace-headers")
	ResponseEntity<Flux<String>> replaceBeforeEvents() {
		return ResponseEntity.ok()
			.headers(FailingController::replaceHeaders)
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.body(Flux.just("1", "2"));
	}

	@GetMapping("/body-of-an-outer-filter-is-assembled-before-the-decision")
	Mono<Void> replaceWithoutBody(ServerHttpResponse response) {
		return Mono.fromRunnable(() -> replaceHeaders(response.getHeaders()));
	}

	@GetMapping("/upstream-copied")
	Mono<String> copy(ServerWebExchange exchange) {
		return WebClient.create("http://localhost:" + this.environment.getRequiredProperty("local.server.port"))
			.get()
			.uri("/upstream")
			.exchangeToMono((upstream) -> {
				exchange.getResponse().getHeaders().putAll(upstream.headers().asHttpHeaders());
				return upstream.bodyToMono(String.class);
			});
	}

	@GetMapping("/filter-fails-after-nothing-was-written")
	Mono<Void> writeNothing(ServerWebExchange exchange) {
		return exchange.getFormData().then();
	}

}
