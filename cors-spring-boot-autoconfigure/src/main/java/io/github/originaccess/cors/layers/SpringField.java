// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.lang.reflect.InaccessibleObjectException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.DirectFieldAccessor;

/**
 * A field of a class of Spring's that has no getter. Asking the class with a made-up
 * request instead would run code of the application.
 */
enum SpringField {

	/**
	 * The configuration source of {@code CorsFilter} and {@code CorsWebFilter}. Spring
	 * Security adds the same filter for {@code http.cors()} that only reads the handler
	 * mappings, and for {@code http.cors()} with a source of its own.
	 */
	SOURCE_OF_FILTER("configSource", "org.springframework.web.filter.CorsFilter",
			"org.springframework.web.cors.reactive.CorsWebFilter"),

	/** The handler that {@code PreFlightRequestFilter} asks. */
	HANDLER_OF_FILTER("handler", "org.springframework.web.filter.PreFlightRequestFilter"),

	/** The configuration source of a handler mapping of WebFlux. */
	SOURCE_OF_MAPPING("corsConfigurationSource", "org.springframework.web.reactive.handler.AbstractHandlerMapping"),

	/**
	 * The configurations by path of {@code UrlBasedCorsConfigurationSource}, in the order
	 * in which Spring compares the patterns.
	 */
	CONFIGURATIONS_OF_SOURCE("corsConfigurations", "org.springframework.web.cors.UrlBasedCorsConfigurationSource",
			"org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource"),

	/** The matcher of a WebFlux chain of Spring Security. */
	MATCHER_OF_CHAIN("matcher", "org.springframework.security.web.server.MatcherSecurityWebFilterChain"),

	/** The WebFlux chains of Spring Security, in the order in which they are asked. */
	CHAINS_OF_PROXY("filters", "org.springframework.security.web.server.WebFilterChainProxy"),

	/** The pattern of a matcher of Spring Security. */
	PATTERN_OF_MATCHER("pattern", "org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher",
			"org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher"),

	/** The request method of a matcher of Spring Security. */
	METHOD_OF_MATCHER("method", "org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher",
			"org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher"),

	/** The matchers of a servlet matcher that any of them is enough for. */
	MATCHERS_OF_ANY("requestMatchers", "org.springframework.security.web.util.matcher.OrRequestMatcher"),

	/** The same for WebFlux. */
	REACTIVE_MATCHERS_OF_ANY("matchers",
			"org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher");

	private final String field;

	private final List<String> types;

	SpringField(String field, String... types) {
		this.field = field;
		this.types = List.of(types);
	}

	String field() {
		return this.field;
	}

	/** Return the names of the classes that have the field. */
	List<String> types() {
		return this.types;
	}

	/**
	 * Return the value of the field.
	 * @param object the object that has it
	 * @return the value; {@code null} if it has none, or it cannot be read
	 */
	@Nullable Object of(Object object) {
		try {
			return new DirectFieldAccessor(object).getPropertyValue(this.field);
		}
		catch (BeansException | InaccessibleObjectException ex) {
			return null;
		}
	}

}
