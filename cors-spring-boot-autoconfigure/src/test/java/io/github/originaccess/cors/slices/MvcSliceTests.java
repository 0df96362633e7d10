// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.slices;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of Spring MVC with the components that take part in policies.
 */
@WebMvcTest(properties = { SlicedApplication.PROPERTY, SlicedApplication.WITHOUT_PATHS })
class MvcSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Components.Observer observer;

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			ORIGIN                   | TENANT | ALLOWED
			https://property.example |        | true
			https://provider.example |        | true
			https://tenant.example   |        | false
			https://tenant.example   | acme   | true
			https://property.example | acme   | false
			https://evil.example     |        | false
			""")
	void sliceDecidesLikeTheApplication(String origin, @Nullable String tenant, boolean allowed) {
		int before = this.observer.decisions();
		var request = this.mvc.get().uri("/x").header("Origin", origin);
		var result = assertThat((tenant != null) ? request.header("X-Tenant", tenant) : request).hasStatusOk();
		if (allowed) {
			result.hasHeader("Access-Control-Allow-Origin", origin);
		}
		else {
			result.doesNotContainHeader("Access-Control-Allow-Origin");
		}
		assertThat(this.observer.decisions()).isEqualTo(before + 1);
	}

	@Test
	void customizedPolicyExposesTheHeader() {
		assertThat(this.mvc.get().uri("/x").header("Origin", "https://property.example"))
			.hasHeader("Access-Control-Expose-Headers", "X-Customized");
	}

	@Test
	void otherComponentsAreNoPartOfTheSlice(@Autowired ObjectProvider<Components.OtherService> others) {
		assertThat(others.getIfAvailable()).isNull();
	}

}
