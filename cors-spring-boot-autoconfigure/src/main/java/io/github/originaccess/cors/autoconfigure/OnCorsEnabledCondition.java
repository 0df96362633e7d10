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
 * Matches unless {@code cors.enabled} is false, in every spelling that Boot converts to
 * it. A condition on a property would compare text: {@code yes}, or a blank at the end of
 * a line, would quietly turn everything off.
 */
final class OnCorsEnabledCondition extends SpringBootCondition {

	private static final String ENABLED = "cors.enabled";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = isEnabled(context.getEnvironment());
		return new ConditionOutcome(enabled, ENABLED + (enabled ? " is not false" : " is false"));
	}

	/**
	 * Whether it is not false. Beans ask again when they are made: in an application that
	 * was processed ahead of time, the condition is that of the build.
	 */
	static boolean isEnabled(Environment environment) {
		try {
			return Binder.get(environment).bind(ENABLED, Boolean.class).orElse(true);
		}
		catch (BindException ex) {
			// Neither true nor false, which is reported with all else.
			return true;
		}
	}

}
