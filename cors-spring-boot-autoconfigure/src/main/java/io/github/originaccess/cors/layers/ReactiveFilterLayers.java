// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.layers.CorsLayer.BeanKind;
import io.github.originaccess.cors.layers.CorsLayer.BeanLayer;

import org.springframework.web.cors.reactive.CorsWebFilter;

/**
 * The search for Spring's WebFlux filters. A source of theirs cannot say which paths it
 * has.
 */
public final class ReactiveFilterLayers extends LayerSearch {

	@Override
	public List<CorsLayer> find(ApplicationBeans beans) {
		List<CorsLayer> layers = new ArrayList<>();
		for (Map.Entry<String, Class<?>> bean : beans.types(CorsWebFilter.class).entrySet()) {
			layers.add(new BeanLayer(BeanKind.WEB_FILTER, bean.getKey(), List.of(LayerPath.UNKNOWN)));
		}
		return layers;
	}

}
