// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.originaccess.cors.fixtures.HostileRequests;
import io.github.originaccess.cors.fixtures.HostileRequests.HostileRequest;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random hostile bytes over real sockets, 1,000 requests to each server unless
 * {@code -Dhostile=5000} says otherwise. {@code -Dseed=…} repeats a run.
 */
class HostileRequestsTests {

	private static final int REQUESTS = Integer.getInteger("hostile", 1_000);

	/** These log that the bytes are no request, before any filter runs. */
	private static final List<String> PARSERS = List.of("org.apache.coyote.", "reactor.netty.", "org.eclipse.jetty.");

	@ParameterizedTest
	@EnumSource
	void hostileRequestCausesNeitherErrorNorEcho(WebServer server) throws IOException {
		int port = WebServer.port(server.run(AnsweringApplication.class, HostileRequests.properties()));
		long seed = Long.getLong("seed", System.nanoTime());
		HostileRequests requests = new HostileRequests(seed);
		Map<Integer, Integer> answers = new TreeMap<>();
		Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		Level usual = root.getLevel();
		root.setLevel(Level.INFO);
		log.start();
		root.addAppender(log);
		try (PersistentConnection connection = new PersistentConnection(port)) {
			for (int i = 0; i < REQUESTS; i++) {
				HostileRequest hostile = requests.next();
				WireResponse response = isOneExchange(hostile.request())
						? connection.send(RawHttp.text(hostile.path(), hostile.request(), "keep-alive")).head()
						: RawHttp.send(port, hostile.path(), hostile.request());
				assertThat(response).as("seed %d, request %d, %s", seed, i, hostile).satisfies(hostile::verify);
				answers.merge(response.status(), 1, Integer::sum);
			}
		}
		finally {
			root.detachAppender(log);
			root.setLevel(usual);
		}
		assertThat(answers).as("seed %d", seed).containsKeys(200, 204, 400, 403);
		assertThat(List.copyOf(log.list)).as("log, seed %d", seed)
			.filteredOn((event) -> PARSERS.stream().noneMatch(event.getLoggerName()::startsWith))
			.noneMatch((event) -> event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null
					|| event.getLoggerName().startsWith("io.github.originaccess"))
			.allMatch((event) -> event.getFormattedMessage().chars().allMatch((c) -> c >= ' ' && c < 0x7F));
	}

	/**
	 * Whether a response ends where its headers say. A line break may make two requests
	 * of one, and the response to HEAD announces a body that it does not have.
	 */
	private static boolean isOneExchange(WireRequest request) {
		return !request.method().toUpperCase(Locale.ROOT).contains("HEAD") && Stream
			.concat(Stream.of(request.method()),
					request.headers().stream().flatMap((header) -> Stream.of(header.name(), header.value())))
			.noneMatch((text) -> text.contains("\r") || text.contains("\n"));
	}

}
