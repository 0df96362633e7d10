// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The common part of the applications of both stacks that refuse requests without the
 * starter. The first segment of each path says which policy covers it.
 */
@RestController
class Guards {

	/** The origin that the endpoints themselves allow. */
	static final String FRONT_END = "https://sock.example.com";

	/** The origin that the policies allow. */
	static final String OF_POLICY = "https://app.example.com";

	/** Mappings that Spring's CORS processing checks, by the paths of sockets. */
	static final Map<String, CorsConfiguration> MAPPINGS = Map.of("/*/mapped", configuration(FRONT_END), "/*/everybody",
			configuration("*"), "/*/patterns", patterns(), "/*/nobody", new CorsConfiguration(), "/*/twice",
			configuration("https://other.example"));

	/** Mappings that a filter of Spring's checks. */
	static final Map<String, CorsConfiguration> FILTERED = Map.of("/*/cors-filter", configuration(FRONT_END),
			"/*/twice", configuration(FRONT_END));

	/** Mappings that a chain of Spring Security checks. */
	static final Map<String, CorsConfiguration> SECURED = Map.of("/*/security", configuration(FRONT_END),
			"/*/protected/open", configuration(FRONT_END));

	static CorsConfiguration configuration(String... origins) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(List.of(origins));
		return configuration;
	}

	private static CorsConfiguration patterns() {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOriginPatterns(List.of("https://so*.example.com"));
		configuration.setAllowCredentials(true);
		return configuration;
	}

	/** Return whether an application that checks handshakes itself refuses one. */
	static boolean refuses(String path, List<String> origins) {
		return path.endsWith("/own-check") && !origins.stream().allMatch(FRONT_END::equals);
	}

	@RequestMapping({ "/*/answer", "/*/protected/**", "/*/mappings" })
	String answer() {
		return "ok";
	}

	@CrossOrigin(FRONT_END)
	@RequestMapping("/*/annotation")
	String annotated() {
		return "ok";
	}

}
