// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import io.github.originaccess.cors.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys under {@code cors.}: spellings, and the property that a key names.
 */
class CorsKeyTests {

	@ParameterizedTest
	@CsvSource({ "cors.max-age, CORS.MAXAGE", "cors.maxAge, cors.max_age",
			"cors.policies.api-v1.paths[0], cors.policies.apiV1.paths[0]",
			"cors.policies[a-b].paths, cors.policies.ab.paths",
			"cors.policies[a.b].max-age, cors.policies[a.b].maxAge" })
	void spellingsOfOnePropertyAreEqual(String one, String other) {
		assertThat(key(one)).isEqualTo(key(other)).hasSameHashCodeAs(key(other));
	}

	@ParameterizedTest
	@CsvSource({ "cors.max-age, cors.paths", "cors.paths[0], cors.paths[1]", "cors.paths, cors.policies.paths",
			"cors.policies[a.b].paths, cors.policies.ab.paths",
			"cors.policies[/a/*].paths, cors.policies[/a/**].paths" })
	void differentPropertiesAreNotEqual(String one, String other) {
		assertThat(key(one)).isNotEqualTo(key(other));
	}

	@ParameterizedTest
	@CsvSource({ "default, -1, cors.paths", "default, 2, cors.paths[2]", "api-v1, -1, cors.policies.api-v1.paths",
			"api-v1, 0, cors.policies.api-v1.paths[0]", "/a/**, 1, cors.policies[/a/**].paths[1]" })
	void keyOfASettingEqualsItsNameInAFile(String policy, int index, String name) {
		CorsKey key = CorsKey.of(policy, Setting.PATHS, index);
		assertThat(key).isEqualTo(key(name)).hasToString(name);
		assertThat(key.startsWith(CorsKey.ofPolicy(policy))).isTrue();
		assertThat(key.startsWith(CorsKey.ofPolicy("other"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "cors", "cors.policies", "cors.policies.a", "cors.origins", "cors.max-age[0]",
			"cors.paths.0", "cors.paths[x]", "cors.paths[0][1]", "cors.paths[0].x", "cors.policies.a.enabled",
			"cors.policies.a.b.paths", "cors.policies.default.paths", "cors.policies.Default.paths" })
	void keyOfNoPropertyIsNotKnown(String name) {
		assertThat(key(name).isKnown()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "cors, true", "CORS_PATHS, true", "cors.x, true", "cors[0], true", "Cors.paths, true",
			"corsair.paths, false", "cors-x, false", "x.cors, false", "cor, false" })
	void keyIsOursIfItBeginsWithTheWholePrefix(String written, boolean ours) {
		assertThat(CorsKey.isOurs(written)).isEqualTo(ours);
	}

	@Test
	void elementsAreNamedWithoutTheIndicesOfLists() {
		assertThat(key("cors.origin[0].x[1]").withoutIndices()).containsExactly("origin", "x");
		assertThat(key("cors.policies[0].name").withoutIndices()).containsExactly("policies", "0", "name");
	}

	private static CorsKey key(String name) {
		return CorsKey.of(ConfigurationPropertyName.adapt(name, '.'));
	}

}
