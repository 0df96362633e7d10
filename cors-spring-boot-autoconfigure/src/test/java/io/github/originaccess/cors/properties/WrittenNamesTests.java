// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A search for wrong names runs only where it can find something.
 */
class WrittenNamesTests {

	@ParameterizedTest
	@CsvFileSource(resources = "/fixtures/written-names.csv", delimiter = '|', useHeadersInDisplayName = true)
	void namesSayWhichSearchesAreNeeded(String source, String names, boolean repetitions, boolean unknown,
			boolean unbound) {
		Map<String, Object> properties = Stream.of(names.split(" "))
			.collect(Collectors.toMap((name) -> name, (name) -> "x"));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().forEach((each) -> environment.getPropertySources().remove(each.getName()));
		environment.getPropertySources().addFirst(new MapPropertySource(source, properties));
		ConfigurationPropertySources.attach(environment);
		WrittenNames written = new WrittenNames(ConfigurationPropertySources.get(environment));
		assertThat(written.haveRepetitions()).as("repetitions").isEqualTo(repetitions);
		assertThat(written.haveUnknownKeys()).as("unknown keys").isEqualTo(unknown);
		assertThat(written.mayBeUnbound()).as("unbound names").isEqualTo(unbound);
	}

}
