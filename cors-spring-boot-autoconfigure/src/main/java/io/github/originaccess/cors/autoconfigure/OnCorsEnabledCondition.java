// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that matches unless {@code cors.enabled} is false, in any spelling that
 * Boot converts to false. A condition on a property would compare text: {@code yes}, or a
 * blank at the end of a line, would turn everything off without a message.
 */
final class OnCorsEnabledCondition extends SpringBootCondition {

	private static final String ENABLED = "cors.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = isEnabled(context.getEnvironment());
		return new ConditionOutcome(enabled, ENABLED + (enabled ? " is not false" : " is false"));
	}

	/**
	 * Whether {@code cors.enabled} is not false. {@link DisabledCors} reads it at run
	 * time, since the condition may have been evaluated by a build.
	 */
	static boolean isEnabled(Environment environment) {
		try {
			return Binder.get(environment).bind(ENABLED, Boolean.class).orElse(true);
		}
		catch (BindException ex) {
			// A value that is neither true nor false is reported with all other problems.
			return true;
		}
	}

}
