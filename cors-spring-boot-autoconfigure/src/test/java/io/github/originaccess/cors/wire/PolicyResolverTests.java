// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.registry.CorsPolicyResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.ServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Policies that are chosen in code, on real servers.
 */
@ParameterizedClass
@EnumSource
class PolicyResolverTests {

	private static final Map<String, String> PROPERTIES = Map.ofEntries(
			Map.entry("management.endpoints.web.exposure.include", "health"),
			Map.entry("cors.allowed-origins", "https://a.example"), Map.entry("cors.paths", "/x/**"),
			Map.entry("cors.policies.tenant.allowed-origins", "https://b.example"),
			Map.entry("cors.policies.tenant.paths", "/tenant/**"));

	private final WebServer server;

	PolicyResolverTests(WebServer server) {
		this.server = server;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true,
			textBlock = """
					PATH             | REQUEST                                                                                       | STATUS | ALLOWED           | VARY
					/x               | GET Origin: https://a.example                                                                 | 200    | https://a.example | Origin, X-Tenant
					/x               | GET Origin: https://b.example                                                                 | 200    |                   | Origin, X-Tenant
					/x               | GET Origin: https://b.example ~ Host: tenant.example                                          | 200    | https://b.example | Origin, X-Tenant
					/x               | GET Origin: https://a.example ~ Host: tenant.example                                          | 200    |                   | Origin, X-Tenant
					/x               | GET Origin: https://b.example ~ X-Tenant: b                                                   | 200    | https://b.example | Origin, X-Tenant
					/x               | GET Host: tenant.example                                                                      | 200    |                   | Origin, X-Tenant
					/uncovered       | GET Origin: https://b.example ~ Host: tenant.example                                          | 200    | https://b.example | Origin, X-Tenant
					/uncovered       | GET Origin: https://b.example                                                                 | 200    |                   |
					/x               | OPTIONS Origin: https://b.example ~ Host: tenant.example ~ Access-Control-Request-Method: GET | 204    | https://b.example | Origin, Access-Control-Request-Method, Access-Control-Request-Headers, X-Tenant
					/x               | OPTIONS Origin: https://b.example ~ Access-Control-Request-Method: GET                        | 403    |                   | Origin, Access-Control-Request-Method, Access-Control-Request-Headers, X-Tenant
					/actuator/health | GET Origin: https://b.example ~ Host: tenant.example                                          | 200    |                   |
					/%61ctuator/health | GET Origin: https://b.example ~ Host: tenant.example                                        | 200    |                   |
					/tenant          | GET Origin: https://b.example                                                                 | 200    | https://b.example | Origin, X-Tenant
					""")
	void resolverChoosesBeforeThePathExceptForManagementEndpoints(String path, String request, int status,
			@Nullable String allowed, @Nullable String vary) throws IOException {
		int port = WebServer.port(this.server.run(Application.class, PROPERTIES));
		WireResponse response = RawHttp.send(port, path, WireRequest.parse(request));
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.vary()).isEqualTo((vary != null) ? vary : "");
		assertThat(response.corsHeaders().stream().filter((header) -> header.contains("-origin:")))
			.isEqualTo((allowed != null) ? List.of("access-control-allow-origin: " + allowed) : List.of());
	}

	static class Application extends AnsweringApplication {

		@Bean
		CorsPolicyResolver tenants(CorsPolicyRegistry policies) {
			return new CorsPolicyResolver() {

				@Override
				public @Nullable CorsPolicy resolve(CorsRequest request) {
					assertThat(request.unwrap(HttpServletRequest.class) != null)
						.isNotEqualTo(request.unwrap(ServerHttpRequest.class) != null);
					boolean tenant = "tenant.example".equals(request.host()) || request.header("X-Tenant") != null;
					return tenant ? policies.policy("tenant") : null;
				}

				@Override
				public List<String> requestHeaders() {
					return List.of("X-Tenant");
				}

			};
		}

	}

}
