// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.AcceptHeaderLocaleContextResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes that the web filter allocates for a request, from its arrival to the commit
 * of the response: the view, the guard, the commit action and the mutated exchange, and
 * what Spring's headers allocate for the headers of the decision. The requests are too
 * few to be compiled, so the bytes are the same on any machine. The limits leave a few
 * per cent for other versions of Spring and Java.
 */
class WebFilterAllocationTests {

	private static final int REQUESTS = 100;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final WebFilterChain APPLICATION = (exchange) -> exchange.getResponse().setComplete();

	private static final WebFilter NOTHING = (exchange, chain) -> chain.filter(exchange);

	private static final DefaultWebSessionManager SESSIONS = new DefaultWebSessionManager();

	private static final ServerCodecConfigurer CODECS = ServerCodecConfigurer.create();

	private static final AcceptHeaderLocaleContextResolver LOCALES = new AcceptHeaderLocaleContextResolver();

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			trust            | exchange          | bytes
			exact-1          | NO_ORIGIN         | 1800
			exact-1          | ACTUAL_ALLOWED    | 2150
			exact-1          | PREFLIGHT_ALLOWED | 3450
			exact-1          | PREFLIGHT_DENIED  | 2750
			exact-1          | ACTUAL_DENIED     | 1850
			exact-10000      | ACTUAL_ALLOWED    | 2150
			exact-10000      | ACTUAL_DENIED     | 1850
			subdomains-10000 | ACTUAL_ALLOWED    | 2150
			subdomains-10000 | PREFLIGHT_ALLOWED | 3450
			any              | NO_ORIGIN         | 1750
			any              | ACTUAL_ALLOWED    | 1750
			""")
	void coveredRequestCostsAtMost(String name, Exchange exchange, long bytes) {
		Trust trust = Trust.parse(name);
		WebFilter filter = filter(trust, "/**");
		long without = allocated(NOTHING, trust, exchange);
		assertThat(allocated(filter, trust, exchange) - without).isLessThanOrEqualTo(bytes);
	}

	@ParameterizedTest
	@CsvSource({ "NO_ORIGIN", "ACTUAL_ALLOWED", "ACTUAL_DENIED" })
	void requestThatNoPolicyCoversCostsNothing(Exchange exchange) {
		Trust trust = Trust.parse("exact-1");
		assertThat(allocated(filter(trust, "/elsewhere/**"), trust, exchange))
			.isEqualTo(allocated(NOTHING, trust, exchange));
	}

	private static WebFilter filter(Trust trust, String path) {
		return new CorsPolicyWebFilter(
				new CorsPolicyRegistry(List.of(new CorsPolicyBuilder().allowedOrigins(trust.allowedOrigins())
					.allowedMethods(Trust.METHODS)
					.allowedHeaders(Trust.HEADERS)
					.exposedHeaders(Trust.EXPOSED_HEADERS)
					.allowCredentials(trust.credentials())
					.paths(path)
					.build())));
	}

	/** Return bytes per request: the least, since the JVM loads classes at first. */
	private static long allocated(WebFilter filter, Trust trust, Exchange exchange) {
		List<ServerWebExchange> exchanges = Stream.generate(() -> exchange(trust, exchange)).limit(REQUESTS).toList();
		long least = Long.MAX_VALUE;
		for (ServerWebExchange each : exchanges) {
			long before = THREADS.getCurrentThreadAllocatedBytes();
			Mono<Void> answer = filter.filter(each, APPLICATION);
			answer.block();
			least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
			assertThat(each.getResponse().isCommitted()).isTrue();
		}
		return least;
	}

	private static ServerWebExchange exchange(Trust trust, Exchange exchange) {
		String origin = exchange.isOfVisitor() ? trust.visitors().get(0) : Trust.STRANGER;
		List<String> headers = exchange.isPreflight()
				? ChromiumHeaders.ofPreflight(origin, "PUT", "content-type,x-requested-with")
				: ChromiumHeaders.ofActualRequest(exchange.hasOrigin() ? origin : null, trust.credentials());
		HttpHeaders sent = headers();
		for (int i = 0; i < headers.size(); i += 2) {
			sent.add(headers.get(i), headers.get(i + 1));
		}
		return new DefaultServerWebExchange(new Request(HttpMethod.valueOf(exchange.method()), sent), new Response(),
				SESSIONS, CODECS, LOCALES);
	}

	/** Return headers that cost what they cost on Netty. */
	private static HttpHeaders headers() {
		return new HttpHeaders(new Netty4HeadersAdapter(new DefaultHttpHeaders()));
	}

	private static final class Request extends AbstractServerHttpRequest {

		Request(HttpMethod method, HttpHeaders headers) {
			super(method, URI.create("https://api.example.com/api/orders/42"), "", headers);
			// Spring parses the path for its handler mappings in any case.
			getPath();
		}

		@Override
		protected MultiValueMap<String, HttpCookie> initCookies() {
			return new LinkedMultiValueMap<>();
		}

		@Override
		protected @Nullable SslInfo initSslInfo() {
			return null;
		}

		@Override
		public <T> T getNativeRequest() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return Flux.empty();
		}

	}

	/** A response that the filter takes for one of Reactor Netty. */
	private static final class Response extends AbstractServerHttpResponse implements ZeroCopyHttpOutputMessage {

		private final HttpServerResponse netty;

		Response() {
			this(new DefaultHttpHeaders());
		}

		private Response(DefaultHttpHeaders headers) {
			super(DefaultDataBufferFactory.sharedInstance, new HttpHeaders(new Netty4HeadersAdapter(headers)));
			this.netty = (HttpServerResponse) Proxy.newProxyInstance(HttpServerResponse.class.getClassLoader(),
					new Class<?>[] { HttpServerResponse.class }, (proxy, method, arguments) -> headers);
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> T getNativeResponse() {
			return (T) this.netty;
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return Mono.empty();
		}

		@Override
		protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
			return Mono.empty();
		}

		@Override
		protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return Mono.empty();
		}

		@Override
		protected void applyStatusCode() {
			// Nobody reads the response.
		}

		@Override
		protected void applyHeaders() {
			// Nobody reads the response.
		}

		@Override
		protected void applyCookies() {
			// Nobody reads the response.
		}

	}

}
