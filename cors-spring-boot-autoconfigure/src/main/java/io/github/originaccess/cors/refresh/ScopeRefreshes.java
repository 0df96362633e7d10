// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationListener;

/**
 * A listener that asks the providers of origins after a refresh of Spring Cloud, which
 * may have changed no property. So Spring Cloud Bus reaches the providers of all
 * instances. {@link EnvironmentChanges} has read the properties before: Spring Cloud
 * publishes that event first.
 */
public final class ScopeRefreshes implements ApplicationListener<RefreshScopeRefreshedEvent> {

	private final @Nullable ProviderSchedule schedule;

	/**
	 * Create a listener.
	 * @param schedule asks the providers; {@code null} if the application made its
	 * policies itself
	 */
	public ScopeRefreshes(@Nullable ProviderSchedule schedule) {
		this.schedule = schedule;
	}

	@Override
	public void onApplicationEvent(RefreshScopeRefreshedEvent event) {
		if (this.schedule != null) {
			this.schedule.askAll();
		}
	}

}
