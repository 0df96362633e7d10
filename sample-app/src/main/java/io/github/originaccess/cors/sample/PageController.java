// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.sample;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The controller for what the page reads from its own origin. No policy covers these
 * paths, so pages of other origins cannot read them.
 */
@RestController
class PageController {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final ApiConnector api;

	private final WireLog log;

	private final WayOfUse wayOfUse;

	PageController(ApiConnector api, WireLog log, Environment environment) {
		this.api = api;
		this.log = log;
		this.wayOfUse = WayOfUse.of(environment);
	}

	@GetMapping("/about")
	About about() {
		return new About(this.api.origin(), this.wayOfUse);
	}

	@GetMapping("/wire/{run}")
	List<Exchange> wire(@PathVariable UUID run, @RequestParam(defaultValue = "0") int after)
			throws InterruptedException {
		return this.log.exchanges(run, after, PATIENCE);
	}

	record About(String apiOrigin, WayOfUse wayOfUse) {
	}

}
