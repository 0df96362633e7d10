// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;

import static org.assertj.core.api.Assertions.fail;

/**
 * Many clients at once. Each sends requests of mixed origins to paths of mixed policies
 * over a connection that stays open. The server answers every path with 200 and a body of
 * known length.
 */
public final class ConcurrentClients {

	private static final List<String> POLICIES = List.of("exact", "pattern", "any", "none");

	private static final List<String> EXACT = List.of("https://1.example", "https://2.example", "https://3.example");

	private ConcurrentClients() {
	}

	/** Return the properties of the application that is to be sent such requests. */
	public static Map<String, String> properties() {
		return Map.of("cors.policies.exact.paths", "/exact/**", "cors.policies.exact.allowed-origins",
				String.join(",", EXACT), "cors.policies.exact.allow-credentials", "true", "cors.policies.pattern.paths",
				"/pattern/**", "cors.policies.pattern.allowed-origins", "https://*.example.com",
				"cors.policies.any.paths", "/any/**", "cors.policies.any.allowed-origins", "*");
	}

	/**
	 * Send requests and fail unless each response is the one to its request.
	 * @param port the port on this computer
	 * @param clients how many send at the same time
	 * @param requests how many requests they send together
	 */
	public static void run(int port, int clients, int requests) throws Exception {
		long seed = Long.getLong("seed", System.nanoTime());
		ExecutorService executor = Executors.newFixedThreadPool(clients);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int client = 0; client < clients; client++) {
				Random random = new Random(seed + client);
				futures.add(executor.submit(() -> {
					runOne(port, random, requests / clients, seed);
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static void runOne(int port, Random random, int requests, long seed) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			for (int i = 0; i < requests; i++) {
				String policy = POLICIES.get(random.nextInt(4));
				String origin = switch (random.nextInt(4)) {
					case 0 -> "";
					case 1 -> "https://evil" + random.nextInt(1000) + ".example";
					case 2 -> "https://" + (1 + random.nextInt(3)) + ".example";
					default -> "https://app" + random.nextInt(1000) + ".example.com";
				};
				boolean preflight = random.nextInt(4) == 0;
				WireRequest request = new WireRequest(preflight ? "OPTIONS" : "GET", List.of());
				request = origin.isEmpty() ? request : request.with("Origin", origin);
				request = preflight ? request.with("Access-Control-Request-Method", "GET") : request;
				WireResponse response = connection.send("/" + policy + "/" + random.nextInt(1000), request);
				List<String> allowed = response.corsHeaders()
					.stream()
					.filter((header) -> header.startsWith("access-control-allow-origin: "))
					.map((header) -> header.substring("access-control-allow-origin: ".length()))
					.toList();
				if (!allowed.equals(expected(policy, origin))) {
					fail("seed %d: %s to %s was allowed for %s", seed, request, policy, allowed);
				}
			}
		}
	}

	private static List<String> expected(String policy, String origin) {
		boolean allowed = switch (policy) {
			case "exact" -> EXACT.contains(origin);
			case "pattern" -> origin.endsWith(".example.com");
			default -> false;
		};
		return policy.equals("any") ? List.of("*") : allowed ? List.of(origin) : List.of();
	}

}
