// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.slices;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A slice of WebFlux with the components that take part in policies.
 */
@WebFluxTest(properties = { SlicedApplication.PROPERTY, SlicedApplication.WITHOUT_PATHS,
		"spring.main.web-application-type=reactive" })
class WebFluxSliceTests {

	@Autowired
	private WebTestClient client;

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
		var headers = this.client.get().uri("/x").headers((values) -> {
			values.set("Origin", origin);
			if (tenant != null) {
				values.set("X-Tenant", tenant);
			}
		}).exchange().expectStatus().isOk().expectHeader();
		if (allowed) {
			headers.valueEquals("Access-Control-Allow-Origin", origin);
		}
		else {
			headers.doesNotExist("Access-Control-Allow-Origin");
		}
		assertThat(this.observer.decisions()).isEqualTo(before + 1);
	}

	@Test
	void customizedPolicyExposesTheHeader() {
		this.client.get()
			.uri("/x")
			.header("Origin", "https://property.example")
			.exchange()
			.expectHeader()
			.valueEquals("Access-Control-Expose-Headers", "X-Customized");
	}

	@Test
	void otherComponentsAreNoPartOfTheSlice(@Autowired ObjectProvider<Components.OtherService> others) {
		assertThat(others.getIfAvailable()).isNull();
	}

}
