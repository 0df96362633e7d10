// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.spellings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.spellings.Answer.By;
import io.github.originaccess.cors.wire.PersistentConnection;
import io.github.originaccess.cors.wire.PersistentConnection.Response;
import io.github.originaccess.cors.wire.WebServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Random spellings of paths. The applied policy is at least as strict as the policy of
 * the handler. {@code -Dspellings=500000} tries that many spellings on each server,
 * {@code -Dseed=…} repeats a run.
 */
class RandomSpellingsTests {

	private static final Log logger = LogFactory.getLog(RandomSpellingsTests.class);

	private static final int CLIENTS = 4;

	private static final int SPELLINGS_PER_CLIENT_AND_SET = 10;

	private static final int SPELLINGS_AT_ONCE = 10;

	@ParameterizedTest
	@EnumSource
	void appliedPolicyIsAsStrictAsThatOfTheHandler(WebServer server) throws Exception {
		long seed = Long.getLong("seed", System.nanoTime());
		int sets = Integer.getInteger("spellings", 2_000) / (CLIENTS * SPELLINGS_PER_CLIENT_AND_SET);
		Random seeds = new Random(seed);
		Tally tally = new Tally();
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		List<PersistentConnection> connections = new ArrayList<>();
		try (ConfigurableApplicationContext application = server.start(
				Map.of("spring.web.resources.static-locations", "classpath:/spellings/",
						"server.tomcat.max-keep-alive-requests", "-1", "logging.level.root", "off",
						"logging.level." + RandomSpellingsTests.class.getName(), "info"),
				(server == WebServer.NETTY) ? AnsweringReactiveHandlers.class : AnsweringServlets.class)) {
			logger.info(server + ": seed " + seed);
			for (int client = 0; client < CLIENTS; client++) {
				connections.add(new PersistentConnection(WebServer.port(application)));
			}
			long begun = System.nanoTime();
			for (int set = 0; set < sets; set++) {
				RandomPolicies policies = RandomPolicies.next(new Random(seeds.nextLong()));
				application.getBean(CorsPolicyRegistry.class).replace(policies.compiled());
				List<Callable<Tally>> tasks = new ArrayList<>();
				for (int client = 0; client < CLIENTS; client++) {
					PersistentConnection connection = connections.get(client);
					Random random = new Random(seeds.nextLong());
					tasks.add(() -> run(connection, policies, random));
				}
				for (Future<Tally> future : clients.invokeAll(tasks)) {
					tally.add(future.get());
				}
			}
			logger.info("%s: %s, in %d ms".formatted(server, tally, (System.nanoTime() - begun) / 1_000_000));
		}
		finally {
			clients.shutdownNow();
			for (PersistentConnection connection : connections) {
				connection.close();
			}
		}
		tally.verifyThatNothingIsGrantedBeyondThePolicy(seed);
		tally.verifyThatManyAnswered((server == WebServer.NETTY) ? new By[] { By.CONTROLLER, By.FILE } : By.values());
	}

	private static Tally run(PersistentConnection connection, RandomPolicies policies, Random random)
			throws IOException {
		PathSpellings spellings = new PathSpellings(random);
		Tally tally = new Tally();
		for (int i = 0; i < SPELLINGS_PER_CLIENT_AND_SET; i += SPELLINGS_AT_ONCE) {
			List<Probe> probes = new ArrayList<>();
			for (int j = 0; j < SPELLINGS_AT_ONCE; j++) {
				String path = spellings.next();
				probes.add(Probe.read(path, random));
				probes.add(Probe.write(path, random));
			}
			List<Response> responses = connection.sendAll(probes.stream().map(Probe::text).toList());
			for (int j = 0; j < probes.size(); j++) {
				tally.count(probes.get(j), responses.get(j), policies);
			}
		}
		return tally;
	}

}
