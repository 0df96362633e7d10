// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.migrate;

import java.util.List;
import java.util.stream.Collectors;

import io.github.originaccess.cors.docs.Documentation;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.core.Ordered;

/**
 * The message at start that there is no policy. It shows what to write instead of
 * Spring's configuration, if the application has one. It comes last, because other
 * listeners complete Spring's configuration.
 */
public final class ExistingCorsLog implements SmartApplicationListener {

	/** A bean of contexts that a {@code SpringApplication} starts. */
	private static final String ARGUMENTS = "springApplicationArguments";

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
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return ContextRefreshedEvent.class.isAssignableFrom(eventType)
				|| ApplicationReadyEvent.class.isAssignableFrom(eventType);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (isEndOfStart(event) && this.registry.policies().isEmpty() && logger.isInfoEnabled()) {
			logger.info(message(this.existing.lines()));
		}
	}

	/**
	 * Whether the start has ended. An application is told so when it accepts requests
	 * already, so the message delays none. A context without an application is not.
	 */
	private boolean isEndOfStart(ApplicationEvent event) {
		return (event instanceof ApplicationReadyEvent ready) ? ready.getApplicationContext() == this.context
				: event instanceof ContextRefreshedEvent refreshed && refreshed.getApplicationContext() == this.context
						&& !this.context.containsLocalBean(ARGUMENTS);
	}

	private static String message(List<String> lines) {
		if (lines.isEmpty()) {
			return "There is no CORS policy. Set cors.allowed-origins to the origins that you trust, such as "
					+ "https://app.example.com, or cors.policies.<name>.* for some paths only. "
					+ Documentation.GETTING_STARTED;
		}
		String result = lines.contains(PropertiesText.ROOT) ? "These properties say the same" : "It cannot be read";
		return "There is no CORS policy, so Spring's own CORS configuration stays in force. " + result + " "
				+ Documentation.MIGRATION + ":\n"
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
