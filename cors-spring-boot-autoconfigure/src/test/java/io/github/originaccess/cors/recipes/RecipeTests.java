// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.fixtures.WireRequest;
import io.github.originaccess.cors.fixtures.WireResponse;
import io.github.originaccess.cors.reactive.CorsPolicyWebFilter;
import io.github.originaccess.cors.registry.CorsPolicyRegistry;
import io.github.originaccess.cors.servlet.CorsPolicyFilter;
import io.github.originaccess.cors.wire.RawConnection;
import io.github.originaccess.cors.wire.RawHttp;
import io.github.originaccess.cors.wire.WebServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of docs/recipes.md with the properties of that page.
 */
class RecipeTests {

	private static final Path PAGE = Path.of("..", "docs", "recipes.md");

	@Test
	void everyExampleIsCompiledInThisPackage() throws IOException {
		StringBuilder sources = new StringBuilder();
		try (Stream<Path> files = Files
			.list(Path.of("src/test/java", RecipeTests.class.getPackageName().replace('.', '/')))) {
			for (Path file : files.toList()) {
				sources.append(Files.readString(file));
			}
		}
		assertThat(examples("java")).hasSize(9)
			.allSatisfy((example) -> assertThat(withoutBlanks(sources)).contains(withoutBlanks(example)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATH   | ORIGIN                        | ALLOWED
			/x     | https://app.example.com       | true
			/x     | https://preview-7.example.com | true
			/admin | https://app.example.com       | true
			/admin | https://preview-7.example.com | false
			""")
	void customizerAdjustsPolicies(String path, String origin, boolean allowed) throws IOException {
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(Recipes.Previews.class, properties(0));
		assertThat(allowed(get(application, path, "Origin: " + origin))).isEqualTo(allowed ? origin : null);
	}

	@Test
	void customizerKeepsTheOriginsOfAVariable() throws IOException {
		Map<String, String> properties = properties(0);
		properties.put("cors.allowed-origins", "https://shop.example.com");
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(Recipes.Previews.class, properties);
		for (String origin : List.of("https://shop.example.com", "https://preview-7.example.com")) {
			assertThat(allowed(get(application, "/x", "Origin: " + origin))).isEqualTo(origin);
		}
		assertThat(allowed(get(application, "/x", "Origin: https://app.example.com"))).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			HOST                   | ORIGIN                     | ALLOWED
			acme.api.example.com   | https://acme.example.com   | true
			acme.api.example.com   | https://globex.example.com | false
			globex.api.example.com | https://globex.example.com | true
			globex.api.example.com | https://acme.example.com   | false
			api.example.com        | https://acme.example.com   | false
			""")
	void resolverChoosesThePolicyOfTheHost(String host, String origin, boolean allowed) throws IOException {
		for (WebServer server : List.of(WebServer.TOMCAT, WebServer.NETTY)) {
			ConfigurableApplicationContext application = server.run(Recipes.Tenants.class, properties(1));
			assertThat(allowed(get(application, "/x", "Host: " + host + " ~ Origin: " + origin)))
				.isEqualTo(allowed ? origin : null);
		}
	}

	/** The table changes while the application runs, and one of its rows is no origin. */
	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void tenantsOfTheDatabaseComeAndGo(WebServer server) throws IOException {
		String url = "jdbc:h2:mem:recipe-" + server + ";DB_CLOSE_DELAY=-1";
		JdbcClient database = JdbcClient.create(new DriverManagerDataSource(url));
		database.sql("CREATE TABLE tenant_origin (tenant VARCHAR(63), origin VARCHAR(5000))").update();
		insert(database, "acme", "https://acme.example.com");
		try (ConfigurableApplicationContext application = server
			.start(Map.of("tenants.database", url, "tenants.interval", "20ms"), Recipes.TenantsInADatabase.class)) {
			assertThat(allowedAt(application, "acme", "https://acme.example.com")).as("before the first request")
				.isTrue();
			assertThat(allowedAt(application, "globex", "https://globex.example.com")).isFalse();
			assertThatEverySpellingOfTheHostCounts(application);
			insert(database, "globex", "https://globex.example.com");
			Awaitility.await().until(() -> allowedAt(application, "globex", "https://globex.example.com"));
			assertThat(allowedAt(application, "globex", "https://acme.example.com")).isFalse();
			assertThat(allowedAt(application, "acme", "https://globex.example.com")).isFalse();
			insert(database, "globex", "https://globex.example.com/path");
			insert(database, "acme", "https://new.acme.example.com");
			Awaitility.await().until(() -> allowedAt(application, "acme", "https://new.acme.example.com"));
			assertThat(allowedAt(application, "globex", "https://globex.example.com"))
				.as("the origin beside the invalid one")
				.isTrue();
			database.sql("DELETE FROM tenant_origin WHERE tenant = 'acme'").update();
			Awaitility.await().until(() -> !allowedAt(application, "acme", "https://acme.example.com"));
			assertThat(application.getBean(CorsPolicyRegistry.class).policies()).extracting(CorsPolicy::name)
				.containsExactly("tenant-globex");
		}
	}

	/** No policy covers the path, so only the policy of a missing tenant refuses. */
	private static void assertThatEverySpellingOfTheHostCounts(ConfigurableApplicationContext application)
			throws IOException {
		for (String domain : List.of(".api.example.com", ".API.Example.com", ".api.example.com.",
				".api.example.com.:80")) {
			assertThat(allowed(sent(application, "AcMe" + domain, "https://acme.example.com"))).as(domain)
				.isEqualTo("https://acme.example.com");
			assertThat(sent(application, "nobody" + domain, "https://acme.example.com").status())
				.as("unknown tenant at " + domain)
				.isEqualTo(403);
		}
	}

	private static WireResponse sent(ConfigurableApplicationContext application, String host, String origin)
			throws IOException {
		return RawHttp.send(WebServer.port(application), "/x",
				WireRequest.parse("GET Host: " + host + " ~ Origin: " + origin));
	}

	private static void insert(JdbcClient database, String tenant, String origin) {
		database.sql("INSERT INTO tenant_origin VALUES (?, ?)").params(tenant, origin).update();
	}

	private static boolean allowedAt(ConfigurableApplicationContext application, String tenant, String origin)
			throws IOException {
		return origin.equals(allowed(sent(application, tenant + ".api.example.com", origin)));
	}

	@Test
	void registryOfTheApplicationReplacesTheProperties() throws IOException {
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(Recipes.OwnRegistry.class,
				Map.of("cors.allowed-origins", "not read"));
		assertThat(allowed(get(application, "/open/x", "Origin: https://a.example"))).isEqualTo("*");
		assertThat(allowed(get(application, "/account", "Origin: https://app.example.com")))
			.isEqualTo("https://app.example.com");
		assertThat(allowed(get(application, "/account", "Origin: https://a.example"))).isNull();
		assertThat(get(application, "/x", "Origin: https://a.example").vary()).isEmpty();
	}

	@Test
	void filterOfTheApplicationUsesResolverAndObserverBeans() throws IOException {
		ConfigurableApplicationContext servlet = WebServer.TOMCAT.run(Recipes.LaterFilter.class, properties(1));
		assertThat(servlet.getBean("laterCorsPolicies", FilterRegistrationBean.class).getOrder())
			.isEqualTo(CorsPolicyFilter.DEFAULT_ORDER + 10);
		assertThat(servlet.getBeanNamesForType(FilterRegistrationBean.class))
			.doesNotContain("originAccessCorsPolicyFilter");
		verifyBeansAreUsed(servlet);
		ConfigurableApplicationContext reactive = WebServer.NETTY.run(Recipes.LaterWebFilter.class, properties(1));
		assertThat(reactive.getBean(CorsPolicyWebFilter.class).getOrder())
			.isEqualTo(CorsPolicyWebFilter.DEFAULT_ORDER + 10);
		verifyBeansAreUsed(reactive);
	}

	@Test
	void filterOfTheApplicationExplainsDenialsWithTheirPlaces() throws IOException {
		Map<String, String> properties = Map.of("cors.allowed-origins", "https://app.example.com",
				"cors.policies.globex.paths", "/globex/**", "cors.explain-denials", "true");
		for (ConfigurableApplicationContext application : List.of(
				WebServer.TOMCAT.run(Recipes.LaterFilter.class, properties),
				WebServer.NETTY.run(Recipes.LaterWebFilter.class, properties))) {
			assertThat(get(application, "/globex/x", "Origin: https://evil.example").headers())
				.filteredOn((header) -> header.name().equalsIgnoreCase("Cors-Denial"))
				.singleElement()
				.satisfies((header) -> assertThat(header.value()).contains(" add it to cors.allowed-origins"));
		}
	}

	private static void verifyBeansAreUsed(ConfigurableApplicationContext application) throws IOException {
		WireResponse allowed = get(application, "/x", "X-Edge-Tenant: globex ~ Origin: https://globex.example.com");
		assertThat(allowed(allowed)).isEqualTo("https://globex.example.com");
		assertThat(allowed.vary()).isEqualTo("Origin, X-Edge-Tenant");
		assertThat(allowed(get(application, "/x", "Origin: https://globex.example.com"))).isNull();
		DenialCounts denials = application.getBean(DenialCounts.class);
		assertThat(denials.counts()).isEmpty();
		get(application, "/x", "X-Edge-Tenant: globex ~ Origin: https://acme.example.com");
		assertThat(denials.counts()).containsOnlyKeys("globex origin-not-allowed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			PATHS    | ORIGIN                  | ANSWER
			/**      | https://app.example.com | default allowed
			/**      | https://evil.example    | default denied
			/other   | https://app.example.com | not covered
			""")
	void controllerReadsTheDecision(String paths, String origin, String answer) throws IOException {
		ConfigurableApplicationContext application = WebServer.TOMCAT.run(Recipes.DecisionReader.class,
				Map.of("cors.allowed-origins", "https://app.example.com", "cors.paths", paths));
		try (RawConnection connection = new RawConnection(WebServer.port(application))) {
			connection.exchange(RawHttp.text("/account/decision", WireRequest.parse("GET Origin: " + origin), "close"));
			assertThat(connection.rest()).contains(answer);
		}
	}

	private static WireResponse get(ConfigurableApplicationContext application, String path, String headers)
			throws IOException {
		WireResponse response = RawHttp.send(WebServer.port(application), path, WireRequest.parse("GET " + headers));
		assertThat(response.status()).isEqualTo(200);
		return response;
	}

	private static @Nullable String allowed(WireResponse response) {
		String name = "access-control-allow-origin: ";
		return response.corsHeaders()
			.stream()
			.filter((header) -> header.startsWith(name))
			.map((header) -> header.substring(name.length()))
			.findFirst()
			.orElse(null);
	}

	/** The properties of an example, counted from 0. */
	private static Map<String, String> properties(int example) {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(new ByteArrayResource(examples("yaml").get(example).getBytes(StandardCharsets.UTF_8)));
		yaml.afterPropertiesSet();
		Map<String, String> properties = new LinkedHashMap<>();
		yaml.getObject().forEach((name, value) -> properties.put(name.toString(), value.toString()));
		return properties;
	}

	private static List<String> examples(String language) {
		try {
			return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
				.matcher(Files.readString(PAGE))
				.results()
				.map((MatchResult match) -> match.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whitespace makes no difference to code. */
	private static String withoutBlanks(CharSequence code) {
		return code.toString().replaceAll("\\s+", "");
	}

}
