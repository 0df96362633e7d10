// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;
import jakarta.servlet.Filter;

import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * The search for Spring's CORS filter in the chains of Spring Security, which
 * {@code http.cors()} or the application has added.
 */
public final class SecurityLayers extends LayerSearch {

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(SecurityFilterChain.class).forEach((bean, chain) -> {
			List<LayerPath> paths = new ArrayList<>();
			for (Filter filter : chain.getFilters()) {
				// If the source cannot be read, it may be one without a configuration.
				if (filter instanceof CorsFilter cors
						&& SpringField.SOURCE_OF_FILTER.of(filter) instanceof CorsConfigurationSource) {
					paths.addAll(ServletPaths.ofFilter(cors));
				}
			}
			if (!paths.isEmpty()) {
				layers.add(new BeanLayer(BeanKind.SECURITY_CHAIN, bean, null, paths, isLimited(chain)));
			}
		});
		return layers;
	}

	/**
	 * Whether a chain may be for some requests only. No matcher but that of all requests
	 * tells its paths.
	 */
	private static boolean isLimited(SecurityFilterChain chain) {
		return !(chain instanceof DefaultSecurityFilterChain known
				&& known.getRequestMatcher() instanceof AnyRequestMatcher);
	}

}
