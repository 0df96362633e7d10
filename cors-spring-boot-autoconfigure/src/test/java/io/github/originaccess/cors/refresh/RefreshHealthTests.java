// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.CorsPolicyListener;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health shows which providers fail, and an answer that is not in force.
 */
class RefreshHealthTests extends ScheduledProviders {

	@Test
	void healthIsUnknownWhileAProviderFails() {
		this.properties.put("cors.refresh-interval", "10s");
		start("tenants", "failing");
		RefreshHealth health = new RefreshHealth(this.refresher);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		this.failing = true;
		this.scheduler.next();
		Health failed = health.health();
		assertThat(failed.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(failed.getDetails().get("tenants")).isEqualTo(Map.of("lastSuccess",
				this.scheduler.getClock().instant(), "age", "0s", "origins", 1, "skipped", 0, "failures", 0));
		assertThat(failed.getDetails().get("failing")).isEqualTo(
				Map.of("lastSuccess", this.scheduler.getClock().instant().minusSeconds(10), "age", "10s", "origins", 1,
						"skipped", 0, "failures", 1, "failure", "java.lang.IllegalStateException: in a test"));
		this.failing = false;
		this.scheduler.next();
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void answerThatCannotBePutInForceIsShownAndTriedAgain() {
		this.properties.put("cors.refresh-interval", "10s");
		start("tenants");
		AtomicBoolean full = new AtomicBoolean(true);
		this.refresher.registry().addListener(new CorsPolicyListener() {

			@Override
			public void prepare(List<CorsPolicy> policies) {
				if (full.get() && policies.get(0).values(Setting.ALLOWED_ORIGINS).contains("https://changed.example")) {
					throw new OutOfMemoryError("in a test");
				}
			}

		});
		RefreshHealth health = new RefreshHealth(this.refresher);
		this.asked.add("changes the answer");
		for (int attempt = 1; attempt < 3; attempt++) {
			assertThat(this.scheduler.next()).isEqualTo(Duration.ofSeconds(10));
			assertThat(origins()).containsExactly("https://tenants.example");
			assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.health().getDetails()).containsEntry("notInForce",
					"java.lang.OutOfMemoryError: in a test");
			assertThat(this.refresher.providers().failures()).isEqualTo(attempt);
		}
		full.set(false);
		this.scheduler.next();
		assertThat(origins()).containsExactly("https://changed.example");
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		assertThat(health.health().getDetails()).doesNotContainKey("notInForce");
	}

	@Test
	void skippedOriginsOfTheDefaultPolicyAreShownUntilItHasPaths() {
		this.properties.put("cors.policies.web.paths", "/**");
		start("tenants");
		RefreshHealth health = new RefreshHealth(this.refresher);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		assertThat(health.health().getDetails().get("tenants")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("origins", 2)
			.containsEntry("skipped", 1);
		this.properties.put("cors.paths", "/other/**");
		this.refresher.refreshProperties(true);
		assertThat(origins()).containsExactly("https://tenants.example");
		assertThat(health.health().getDetails().get("tenants")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("skipped", 0);
	}

	@Test
	void answerThatClashesWithAPolicyThatWasPutIsShownAndTriedAgain() {
		this.properties.put("cors.refresh-interval", "10s");
		this.silent = true;
		start("tenants");
		CorsPolicyRegistry registry = this.refresher.registry();
		registry.put(new CorsPolicyBuilder().allowedOrigins("https://put.example").build());
		RefreshHealth health = new RefreshHealth(this.refresher);
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		this.silent = false;
		for (int attempt = 1; attempt < 3; attempt++) {
			assertThat(this.scheduler.next()).isEqualTo(Duration.ofSeconds(10));
			assertThat(origins()).containsExactly("https://put.example");
			assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.health().getDetails()).containsEntry("notInForce",
					"The policies are refused: The configuration has a policy 'default', and a program has put a policy"
							+ " of that name into the registry: rename or remove one of them");
			assertThat(this.refresher.providers().failures()).isEqualTo(attempt);
		}
		registry.remove("default");
		this.scheduler.next();
		assertThat(origins()).containsExactly("https://tenants.example");
		assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		assertThat(health.health().getDetails()).doesNotContainKey("notInForce");
	}

}
