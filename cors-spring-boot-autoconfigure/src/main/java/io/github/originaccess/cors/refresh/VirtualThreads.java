// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.refresh;

import org.springframework.boot.system.JavaVersion;
import org.springframework.core.env.Environment;

/**
 * Whether an application runs on virtual threads. Boot's own {@code Threading} decides
 * the same, but Boot 3.5 has it in another package.
 */
final class VirtualThreads {

	private VirtualThreads() {
	}

	static boolean areActive(Environment environment) {
		return environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
				&& JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
	}

}
