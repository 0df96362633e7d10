// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * The message at start that there is no policy. It shows what to write instead of
 * Spring's configuration, if the application has one. It comes last, because other
 * listeners of the same event complete Spring's configuration.
 */
public final class ExistingCorsLog implements ApplicationListener<ContextRefreshedEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(ExistingCorsLog.class);

	private static final int MOST_LINES = 58;

	private final ApplicationContext context;

	private final CorsPolicyRegistry registry;

	private final ExistingCors existing;

	/**
	 * Create the message.
	 * @param context the context of the application
	 * @param registry the policies in force
	 * @param existing the configuration of Spring's
	 */
	public ExistingCorsLog(ApplicationContext context, CorsPolicyRegistry registry, ExistingCors existing) {
		this.context = context;
		this.registry = registry;
		this.existing = existing;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context && this.registry.policies().isEmpty()
				&& logger.isInfoEnabled()) {
			logger.info(message(this.existing.lines()));
		}
	}

	private static String message(List<String> lines) {
		if (lines.isEmpty()) {
			return "There is no CORS policy. Set cors.allowed-origins to the origins that you trust, such as "
					+ "https://app.example.com, or cors.policies.<name>.* for some paths only.";
		}
		String result = lines.contains(PropertiesText.ROOT) ? "These properties say the same" : "It cannot be read";
		return "There is no CORS policy, so Spring's own CORS configuration stays in force. " + result
				+ " (docs/migration.md):\n"
				+ ((lines.size() <= MOST_LINES + 1) ? String.join("\n", lines) : beginning(lines));
	}

	/**
	 * Return the beginning of a long text. It is a comment, because a part of the
	 * policies may allow more than all of them.
	 */
	private static String beginning(List<String> lines) {
		return lines.subList(0, MOST_LINES).stream().map((line) -> "# " + line).collect(Collectors.joining("\n"))
				+ "\n# " + (lines.size() - MOST_LINES)
				+ " more lines are in 'existing' of GET /actuator/cors. Take all of"
				+ " them from there: expose the endpoint 'cors' for it.";
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
