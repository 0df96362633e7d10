// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import java.util.Set;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.properties.CorsKey;
import io.github.originaccess.cors.properties.PrintableMessage;
import io.github.originaccess.cors.registry.CorsPoliciesRefusedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;

/**
 * A listener that refreshes the policies after Spring Cloud reports changed properties.
 * It throws nothing, so that other listeners are called, too.
 */
public final class EnvironmentChanges implements ApplicationListener<EnvironmentChangeEvent> {

	private static final Log logger = LogFactory.getLog(EnvironmentChanges.class);

	private final @Nullable PolicyRefresher refresher;

	private final @Nullable ProviderSchedule schedule;

	private final LineLimit errors = new LineLimit();

	/**
	 * Create a listener.
	 * @param refresher reads the properties; {@code null} if the application made its
	 * policies itself
	 * @param schedule plans the next calls of providers; {@code null} if the application
	 * made its policies itself
	 */
	public EnvironmentChanges(@Nullable PolicyRefresher refresher, @Nullable ProviderSchedule schedule) {
		this.refresher = refresher;
		this.schedule = schedule;
	}

	@Override
	public void onApplicationEvent(EnvironmentChangeEvent event) {
		if (this.refresher == null || !concerns(event.getKeys()) && !this.refresher.hasPlaceholders()) {
			return;
		}
		try {
			this.refresher.refreshProperties(false);
			if (this.schedule != null) {
				this.schedule.planAll();
			}
		}
		catch (CorsPoliciesRefusedException ex) {
			logger.debug("The changed properties have problems, which are logged", ex);
		}
		catch (RuntimeException ex) {
			String line = "Could not read the changed properties under cors.*, and the old policies stay";
			String leftOut = this.errors.take(line + ": " + PrintableMessage.of(ex));
			if (leftOut != null) {
				logger.error(line + leftOut + " " + Documentation.ENVIRONMENT_CHANGES, ex);
			}
		}
	}

	/**
	 * Return whether a property under {@code cors.*} may have changed: no keys mean any.
	 */
	private static boolean concerns(Set<String> keys) {
		return keys.isEmpty() || keys.stream().anyMatch(CorsKey::isOurs);
	}

}
