// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.autoconfigure;

import io.github.originaccess.cors.test.Browser;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of a {@link Browser} for tests of web applications, in slices, mock
 * environments and on real ports.
 */
@AutoConfiguration
@ConditionalOnClass(TestConfiguration.class)
@ConditionalOnWebApplication
@SuppressWarnings("exports") // only applications with Boot use its annotations
public final class BrowserAutoConfiguration {

	BrowserAutoConfiguration() {
	}

	/** Tests share a context, but the preflight cache of one must not reach another. */
	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	Browser originAccessBrowser(ApplicationContext context) {
		return TestedApplication.browser(context);
	}

}
