// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

import org.springframework.web.cors.reactive.CorsWebFilter;

/**
 * The search for Spring's WebFlux filters.
 */
final class ReactiveFilterLayers extends LayerSearch {

	@Override
	List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		beans.existing(CorsWebFilter.class).forEach((bean, filter) -> {
			List<LayerPath> paths = ReactivePaths.ofFilter(filter);
			if (!paths.isEmpty()) {
				layers.add(new BeanLayer(BeanKind.WEB_FILTER, bean, FilterReach.all(beans.order(bean, filter)), paths));
			}
		});
		return layers;
	}

}
