// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many refreshes at once on real servers with few threads, which still answer requests.
 */
class RefreshUnderWayTests {

	private static final int CALLERS = 25;

	private static final Map<String, String> PROPERTIES = Map.of("management.endpoints.web.exposure.include", "cors",
			"cors.allowed-origins", "https://a.example", "server.tomcat.threads.max", "10", "server.jetty.threads.max",
			"14");

	private final ExecutorService clients = Executors.newFixedThreadPool(CALLERS);

	@ParameterizedTest
	@EnumSource
	void slowProviderIsAskedOnceMoreAndRequestsAreAnswered(WebServer server) throws Exception {
		try (ConfigurableApplicationContext application = server.start(with("60s"), AnsweringApplication.class,
				SlowProvider.class)) {
			SlowProvider provider = application.getBean(SlowProvider.class);
			int port = WebServer.port(application);
			provider.answers.drainPermits();
			List<Future<Answer>> all = refresh(port);
			Awaitility.await().until(() -> all.stream().filter(Future::isDone).count() == CALLERS - 4);
			assertRequestsAreAnswered(port);
			provider.suffix = "2";
			provider.answers.release(2);
			int refreshed = 0;
			for (Future<Answer> each : all) {
				Answer answer = each.get();
				if (answer.status == 200) {
					refreshed++;
					assertThat(answer.body).contains("https://a.example", "https://tenant");
				}
				else {
					assertThat(answer.status).isEqualTo(202);
					assertThat(answer.body).contains("Another refresh is under way, and this one follows it.");
				}
			}
			assertThat(refreshed).isEqualTo(4);
			assertThat(provider.calls).as("at the start, and twice for all that came").hasValue(3);
			assertThat(send(port, "GET").body).contains("https://tenant2.example");
			provider.suffix = "3";
			provider.answers.release();
			assertThat(send(port, "POST").body).contains("https://tenant3.example");
		}
		finally {
			this.clients.shutdownNow();
		}
	}

	@ParameterizedTest
	@EnumSource
	void hangingProviderDelaysARefreshNoLongerThanTheTimeout(WebServer server) throws Exception {
		try (ConfigurableApplicationContext application = server.start(with("1s"), AnsweringApplication.class,
				SlowProvider.class)) {
			SlowProvider provider = application.getBean(SlowProvider.class);
			int port = WebServer.port(application);
			provider.answers.drainPermits();
			List<Future<Answer>> all = refresh(port);
			Awaitility.await().until(() -> provider.calls.get() == 2);
			assertRequestsAreAnswered(port);
			List<Integer> statuses = new ArrayList<>();
			for (Future<Answer> each : all) {
				Answer answer = each.get();
				statuses.add(answer.status);
				if (answer.status == 500) {
					assertThat(answer.body).contains("gave no allowed origins: ", "Its last answer stays in force.");
				}
			}
			assertThat(statuses).contains(500).containsOnly(500, 202);
			assertRequestsAreAnswered(port);
			provider.suffix = "2";
			provider.answers.release(1000);
			Awaitility.await().until(() -> send(port, "POST").body.contains("https://tenant2.example"));
		}
		finally {
			this.clients.shutdownNow();
		}
	}

	private static Map<String, String> with(String timeout) {
		Map<String, String> properties = new HashMap<>(PROPERTIES);
		properties.put("cors.refresh-timeout", timeout);
		return properties;
	}

	private List<Future<Answer>> refresh(int port) {
		List<Future<Answer>> all = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			all.add(this.clients.submit(() -> send(port, "POST")));
		}
		return all;
	}

	private static void assertRequestsAreAnswered(int port) throws IOException {
		for (int i = 0; i < 20; i++) {
			assertThat(RawHttp.send(port, "/x", WireRequest.parse("GET Origin: https://a.example")).status())
				.isEqualTo(200);
		}
		assertThat(send(port, "GET").status).isEqualTo(200);
	}

	private static Answer send(int port, String method) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			int status = connection
				.exchange(
						RawHttp.text("/actuator/cors", WireRequest.parse(method).with("Content-Length", "0"), "close"))
				.status();
			return new Answer(status, connection.rest());
		}
	}

	private record Answer(int status, String body) {

	}

	static class SlowProvider implements AllowedOriginsProvider {

		private final AtomicInteger calls = new AtomicInteger();

		private final Semaphore answers = new Semaphore(1);

		private volatile String suffix = "";

		@Override
		public Collection<String> allowedOrigins(String policy) throws InterruptedException {
			this.calls.incrementAndGet();
			this.answers.acquire();
			return List.of("https://tenant" + this.suffix + ".example");
		}

	}

}
