// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.layers;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.originaccess.cors.layers.CorsLayer.HandlerLayer;
import io.github.originaccess.cors.layers.CorsLayer.OtherHandler;
import org.junit.jupiter.api.Test;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.CorsConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each search reads the configurations anew. Handlers are the same ones all the same.
 */
class HandlerLayerTests {

	@Test
	void layersOfTwoSearchesAreEqual() {
		assertThat(layer("first", "/x")).isEqualTo(layer("first", "/x", "/y", "/z"))
			.hasSameHashCodeAs(layer("first", "/x", "/y"))
			.isNotEqualTo(layer("second", "/x"))
			.isNotEqualTo(layer("first", "/y"));
	}

	@Test
	void handlersOfOnePathAreSortedByMethod() {
		assertThat(Stream.of(layer("third", "/x"), layer("second", "/x"), layer("first", "/x"), layer("third", "/a"))
			.sorted()
			.map((layer) -> layer.paths().get(0).pattern() + " " + layer.method().getName()))
			.containsExactly("/a third", "/x first", "/x second", "/x third");
	}

	private static HandlerLayer layer(String method, String path, String... others) {
		return new HandlerLayer(Controller.class,
				Objects.requireNonNull(ReflectionUtils.findMethod(Controller.class, method)), true, List.of(), false,
				List.of(new LayerPath(path, new CorsConfiguration())),
				Stream.of(others).map((other) -> new OtherHandler(other, List.of(), false)).toList());
	}

	static class Controller {

		void first() {
		}

		void second() {
		}

		void third() {
		}

	}

}
