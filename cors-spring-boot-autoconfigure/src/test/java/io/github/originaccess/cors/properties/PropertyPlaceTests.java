// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyPlaceTests {

	private static final String PREFIX = "spring.graphql.cors";

	private final StandardEnvironment environment = new StandardEnvironment();

	@TempDir
	private Path directory;

	@BeforeEach
	void attach() {
		ConfigurationPropertySources.attach(this.environment);
	}

	@Test
	void firstPropertyOfAFileIsThatOfTheFirstLine() throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.yml"), """
				spring:
				  graphql:
				    websocket.path: /ws
				    cors:
				      allowed-origins: https://a.example
				      allow-credentials: true
				""");
		new YamlPropertySourceLoader().load("file", new FileSystemResource(file))
			.forEach(this.environment.getPropertySources()::addLast);
		PropertyPlace place = Objects.requireNonNull(PropertyPlace.ofFirst(this.environment, PREFIX));
		assertThat(place.name()).isEqualTo("spring.graphql.cors.allowed-origins");
		assertThat(place.text()).isEqualTo(file + ":5:24");
	}

	@Test
	void sourceThatTakesPrecedenceHasTheFirstProperty() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("map", Map.of(PREFIX + ".max-age", "1h")));
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
					Map.of("SPRING_GRAPHQL_CORS_ALLOWEDORIGINS", "https://a.example", "OTHER", "x")));
		PropertyPlace place = Objects.requireNonNull(PropertyPlace.ofFirst(this.environment, PREFIX));
		assertThat(place.text()).isEqualTo("environment variable SPRING_GRAPHQL_CORS_ALLOWEDORIGINS");
	}

	@Test
	void propertyThatOnlyBeginsAlikeIsNotBelow() {
		this.environment.getPropertySources()
			.addFirst(new MapPropertySource("map", Map.of(PREFIX + "x.max-age", "1h", PREFIX, "x")));
		assertThat(PropertyPlace.ofFirst(this.environment, PREFIX)).isNull();
	}

}
