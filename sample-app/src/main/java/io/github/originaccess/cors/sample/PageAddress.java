// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * The log line that says where the page is. Boot's own line has two ports and does not
 * say which one is the page's.
 */
@Component
class PageAddress implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger(PageAddress.class);

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
		if (port != null) {
			logger.info("Open http://localhost:{}", port);
		}
	}

}
