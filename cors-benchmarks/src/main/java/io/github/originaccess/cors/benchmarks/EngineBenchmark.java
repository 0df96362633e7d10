// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.github.originaccess.cors.CorsDecision;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The time of a decision without a filter, on a request with its headers in a map.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@NullUnmarked // JMH sets the fields.
public class EngineBenchmark {

	private static final int PROBES = 1 << 20;

	@Param
	Exchange exchange;

	@Param("exact-100")
	String trust;

	private CorsPolicy policy;

	private MapRequest[] requests;

	private int next;

	@Setup
	public void setUp() {
		Trust trust = Trust.parse(this.trust);
		this.policy = policy(trust);
		List<String> visitors = this.exchange.isOfVisitor() ? trust.visitors() : List.of(Trust.STRANGER);
		int probes = Math.min(PROBES, Integer.highestOneBit(visitors.size()) * 4);
		SplittableRandom random = new SplittableRandom(42);
		this.requests = new MapRequest[probes];
		for (int i = 0; i < probes; i++) {
			this.requests[i] = MapRequest.of(this.exchange, visitors.get(random.nextInt(visitors.size())));
		}
	}

	static CorsPolicy policy(Trust trust) {
		return new CorsPolicyBuilder().allowedOrigins(trust.allowedOrigins())
			.allowedMethods(Trust.METHODS)
			.allowedHeaders(Trust.HEADERS)
			.exposedHeaders(Trust.EXPOSED_HEADERS)
			.allowCredentials(trust.credentials())
			.maxAge(Duration.ofSeconds(Trust.MAX_AGE_SECONDS))
			.build();
	}

	@Benchmark
	public CorsDecision decide() {
		return this.policy.decide(this.requests[this.next++ & this.requests.length - 1]);
	}

	private record MapRequest(String method, Map<String, List<String>> headers) implements CorsRequest {

		static MapRequest of(Exchange exchange, String origin) {
			if (!exchange.hasOrigin()) {
				return new MapRequest(exchange.method(), Map.of());
			}
			List<String> origins = List.of(origin);
			return new MapRequest(exchange.method(),
					exchange.isPreflight()
							? Map.of("Origin", origins, "Access-Control-Request-Method", List.of("PUT"),
									"Access-Control-Request-Headers", List.of("content-type,x-requested-with"))
							: Map.of("Origin", origins));
		}

		@Override
		public String path() {
			return "/api/items";
		}

		@Override
		public String scheme() {
			return "https";
		}

		@Override
		public String host() {
			return "api.example.com";
		}

		@Override
		public int port() {
			return 443;
		}

		@Override
		public @Nullable String header(String name) {
			List<String> lines = this.headers.get(name);
			return (lines != null) ? lines.get(0) : null;
		}

		@Override
		public List<String> headers(String name) {
			return this.headers.getOrDefault(name, List.of());
		}

	}

}
