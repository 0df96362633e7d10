// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test.guide;

import io.github.originaccess.cors.test.Browser;
import io.github.originaccess.cors.test.FetchResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(controllers = Void.class)
@ActiveProfiles("production")
class ProductionCorsTests {

	@Autowired
	Browser browser;

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PAGE                         | METHOD | PATH            | READABLE
			https://shop.example.com     | PUT    | /api/orders/7   | true
			https://shop.example.com     | DELETE | /api/orders/7   | false
			http://localhost:3000        | GET    | /api/orders/7   | false
			https://acme.partner.example | GET    | /api/partners/7 | true
			https://acme.partner.example | PUT    | /api/partners/7 | false
			https://shop.example.com     | GET    | /api/partners/7 | false
			""")
	void pagesOfProduction(String page, String method, String path, boolean readable) {
		FetchResult result = this.browser.page(page).fetch(path, (with) -> with.method(method));
		assertThat(result.isReadable()).as(result.toString()).isEqualTo(readable);
	}

}
