// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.github.originaccess.cors.Setting;
import io.github.originaccess.cors.registry.AllowedOriginsProvider;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Providers that are asked by a virtual clock.
 */
abstract class ScheduledProviders {

	final VirtualScheduler scheduler = new VirtualScheduler();

	final Map<String, Object> properties = new LinkedHashMap<>();

	final List<String> asked = new ArrayList<>();

	boolean failing;

	/** Whether providers know no policy. */
	boolean silent;

	@SuppressWarnings("NullAway.Init")
	PolicyRefresher refresher;

	@SuppressWarnings("NullAway.Init")
	ProviderSchedule schedule;

	void start(String... providers) {
		prepare(providers);
		this.schedule.start();
	}

	void prepare(String... providers) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		ConfigurationPropertySources.attach(environment);
		List<ProviderBean> all = Arrays.stream(providers)
			.map((name) -> new ProviderBean(name, () -> provider(name), Runnable::run))
			.toList();
		this.refresher = new PolicyRefresher(environment, List.of(), List.of(),
				new Providers(all, this.scheduler.getClock()));
		this.schedule = new ProviderSchedule(this.refresher,
				new PolicyLog(this.refresher.registry(), this.refresher, true, false, List.of()), () -> this.scheduler,
				withoutJitter());
	}

	private static RandomGenerator withoutJitter() {
		return new Random() {

			@Override
			public double nextDouble() {
				return 0.5;
			}

		};
	}

	/** With several providers, only the one named "failing" fails. */
	private AllowedOriginsProvider provider(String name) {
		return (policy) -> {
			if (policy.equals("default")) {
				if (this.asked.size() == 2 && this.asked.get(1).equals("demands")) {
					this.schedule.askAll();
				}
				this.asked.add(name);
			}
			if (this.failing && (name.equals("failing") || this.refresher.providers().all().size() == 1)) {
				throw new IllegalStateException("in a test");
			}
			return this.silent ? null : List.of(this.asked.contains("changes the answer") ? "https://changed.example"
					: "https://" + name + ".example");
		};
	}

	List<String> origins() {
		return this.refresher.registry().policies().get(0).values(Setting.ALLOWED_ORIGINS);
	}

}
