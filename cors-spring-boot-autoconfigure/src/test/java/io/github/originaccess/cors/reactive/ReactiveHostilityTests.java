// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.reactive;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.github.originaccess.cors.fixtures.HostileRequests;
import io.github.originaccess.cors.fixtures.HostileRequests.HostileRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.wire.ConcurrentClients;
import io.github.originaccess.cors.wire.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Netty under hostile bytes, and under many clients at once.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveHostilityTests {

	private static final int REQUESTS = 5_000;

	@Test
	void hostileBytesAreNeitherEchoedNorLoggedNorAnError(CapturedOutput output) throws IOException {
		long seed = new Random().nextLong();
		HostileRequests requests = new HostileRequests(seed);
		Map<Integer, Integer> answers = new TreeMap<>();
		Map<String, String> properties = HostileRequests.properties();
		// What Netty itself refuses it also logs, before there is any filter.
		properties.put("logging.level.reactor.netty.http.server", "error");
		try (ConfigurableApplicationContext application = NettyApplication.start(properties, Controller.class)) {
			int port = NettyApplication.port(application);
			for (int i = 0; i < REQUESTS; i++) {
				HostileRequest hostile = requests.next();
				WireResponse response = RawHttp.send(port, hostile.path(), hostile.request());
				assertThat(response).as("seed %d, request %d, %s", seed, i, hostile).satisfies(hostile::verify);
				answers.merge(response.status(), 1, Integer::sum);
			}
		}
		assertThat(answers).as("seed %d", seed).containsKeys(200, 204, 400, 403);
		assertThat(output.getAll()).as("seed %d", seed).doesNotContain("Exception:").doesNotContain("\tat ");
		assertThat(output.getAll().chars()).as("seed %d", seed).allMatch((c) -> c == '\n' || c >= ' ' && c < 0x7F);
	}

	@Test
	void nobodyGetsTheOriginOfAnother() throws Exception {
		try (ConfigurableApplicationContext application = NettyApplication.start(ConcurrentClients.properties(),
				Controller.class)) {
			ConcurrentClients.run(NettyApplication.port(application), 64, 100_000);
		}
	}

	@RestController
	static class Controller {

		@RequestMapping("/**")
		String answer() {
			return "ok";
		}

	}

}
