// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import com.thetransactioncompany.cors.CORSFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee11.servlets.CrossOriginFilter;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * A filter in the comparison. All of them get the same {@link Trust} in their own
 * configuration.
 */
public enum Contender {

	/** No filter: the cost of the stubs. */
	BARE {
		@Override
		Filter create(Trust trust) {
			return (request, response, chain) -> chain.doFilter(request, response);
		}
	},

	/** A filter that only reads {@code Origin}. */
	ORIGIN_ONLY {
		@Override
		Filter create(Trust trust) {
			return (request, response, chain) -> {
				if (((HttpServletRequest) request).getHeader("Origin") != null) {
					request.setAttribute("origin", Boolean.TRUE);
				}
				chain.doFilter(request, response);
			};
		}
	},

	/** The practical limit, see {@link IdealFilter}. */
	IDEAL {
		@Override
		Filter create(Trust trust) {
			return new IdealFilter(trust);
		}
	},

	/**
	 * The practical limit of a filter with the duties of ours, see {@link StrictFilter}.
	 */
	STRICT {
		@Override
		Filter create(Trust trust) {
			return new StrictFilter(trust);
		}
	},

	/** The filter of a started application with Origin Access. */
	OURS {
		@Override
		Filter create(Trust trust) {
			return StartedApplication.filter(trust, Map.of());
		}
	},

	/** The same filter with Micrometer's counters. */
	OURS_WITH_METRICS {
		@Override
		Filter create(Trust trust) {
			return StartedApplication.filterWithMetrics(trust);
		}
	},

	/** Spring's filter. */
	SPRING {
		@Override
		Filter create(Trust trust) {
			CorsConfiguration configuration = new CorsConfiguration();
			if (trust.patterns()) {
				configuration.setAllowedOriginPatterns(trust.allowedOrigins());
			}
			else {
				configuration.setAllowedOrigins(trust.allowedOrigins());
			}
			configuration.setAllowedMethods(Trust.METHODS);
			configuration.setAllowedHeaders(Trust.HEADERS);
			configuration.setExposedHeaders(Trust.EXPOSED_HEADERS);
			configuration.setAllowCredentials(trust.credentials());
			configuration.setMaxAge(Trust.MAX_AGE_SECONDS);
			UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
			source.registerCorsConfiguration("/**", configuration);
			return new CorsFilter(source);
		}
	},

	/** Tomcat's filter, which has no patterns. */
	TOMCAT {
		@Override
		Filter create(Trust trust) throws ServletException {
			Filter filter = new org.apache.catalina.filters.CorsFilter();
			filter.init(new FilterParameters(Map.of("cors.allowed.origins", join(trust.allowedOrigins()),
					"cors.allowed.methods", join(Trust.METHODS), "cors.allowed.headers", join(Trust.HEADERS),
					"cors.exposed.headers", join(Trust.EXPOSED_HEADERS), "cors.support.credentials",
					String.valueOf(trust.credentials()), "cors.preflight.maxage", String.valueOf(Trust.MAX_AGE_SECONDS),
					"cors.request.decorate", "false")));
			return filter;
		}
	},

	/** Jetty's filter. */
	JETTY {
		@Override
		@SuppressWarnings("removal")
		Filter create(Trust trust) throws ServletException {
			Filter filter = new CrossOriginFilter();
			filter.init(new FilterParameters(Map.of(CrossOriginFilter.ALLOWED_ORIGINS_PARAM,
					join(trust.allowedOrigins()), CrossOriginFilter.ALLOWED_METHODS_PARAM, join(Trust.METHODS),
					CrossOriginFilter.ALLOWED_HEADERS_PARAM, join(Trust.HEADERS),
					CrossOriginFilter.EXPOSED_HEADERS_PARAM, join(Trust.EXPOSED_HEADERS),
					CrossOriginFilter.ALLOW_CREDENTIALS_PARAM, String.valueOf(trust.credentials()),
					CrossOriginFilter.PREFLIGHT_MAX_AGE_PARAM, String.valueOf(Trust.MAX_AGE_SECONDS),
					CrossOriginFilter.CHAIN_PREFLIGHT_PARAM, "false")));
			return filter;
		}
	},

	/** The cors-filter of thetransactioncompany. */
	CORS_FILTER {
		@Override
		Filter create(Trust trust) throws ServletException {
			Map<String, String> parameters = new LinkedHashMap<>();
			parameters.put("cors.allowOrigin",
					join(trust.allowedOrigins().stream().map((origin) -> origin.replace("*.", "")).toList()));
			if (trust.anyOrigin()) {
				parameters.put("cors.allowOrigin", "*");
			}
			parameters.put("cors.allowSubdomains", String.valueOf(trust.patterns()));
			parameters.put("cors.supportedMethods", join(Trust.METHODS));
			parameters.put("cors.supportedHeaders", join(Trust.HEADERS));
			parameters.put("cors.exposedHeaders", join(Trust.EXPOSED_HEADERS));
			parameters.put("cors.supportsCredentials", String.valueOf(trust.credentials()));
			parameters.put("cors.maxAge", String.valueOf(Trust.MAX_AGE_SECONDS));
			parameters.put("cors.tagRequests", "false");
			Filter filter = new CORSFilter();
			filter.init(new FilterParameters(parameters));
			return filter;
		}
	};

	/**
	 * Create the filter.
	 * @param trust the configuration
	 * @return the filter, ready for requests
	 * @throws ServletException if the filter does not accept the configuration
	 */
	abstract Filter create(Trust trust) throws ServletException;

	private static String join(Collection<String> elements) {
		return String.join(",", elements);
	}

}
