// SPDX-License-Identifier: Apache-2.0

package consumer;

import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.InvalidCorsPolicyException;

/**
 * Builds policies. One is refused by the Public Suffix List, which is in the module of
 * the engine.
 */
public final class Main {

	private Main() {
	}

	public static void main(String[] args) {
		if (!CorsPolicyBuilder.class.getModule().isNamed()) {
			throw new IllegalStateException("The engine is not on the module path");
		}
		new CorsPolicyBuilder().allowedOrigins("https://*.example.com").allowCredentials(true).build();
		try {
			new CorsPolicyBuilder().allowedOrigins("https://*.github.io").allowCredentials(true).build();
		}
		catch (InvalidCorsPolicyException ex) {
			System.out.println("On the module path: " + ex.problems().get(0).code().id());
			return;
		}
		throw new IllegalStateException("A public suffix was allowed with credentials");
	}

}
