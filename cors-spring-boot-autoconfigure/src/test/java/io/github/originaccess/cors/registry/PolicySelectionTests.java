// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.registry;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.github.originaccess.cors.CorsPolicy;
import io.github.originaccess.cors.CorsPolicyBuilder;
import io.github.originaccess.cors.CorsRequest;
import io.github.originaccess.cors.Enforcement;
import io.github.originaccess.cors.fixtures.MapRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The policy that decides where a path has several readings.
 */
class PolicySelectionTests {

	private static final MapRequest ALLOWED = MapRequest.parse("GET Origin: https://a.example");

	private static final MapRequest FOREIGN = MapRequest.parse("POST Origin: https://b.example");

	/**
	 * The decoded path is the one of Tomcat; none means that there is no servlet
	 * container.
	 */
	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "none",
			textBlock = """
					WHY                                          | POLICIES                | PATH                        | DECODED         | POLICY
					one reading                                  | pub                     | /pub/x                      | /pub/x          | pub
					one reading that is not covered              | pub                     | /admin/x                    | /admin/x        | none
					all readings are the same                    | pub                     | /%70ub/x                    | /pub/x          | pub
					path parameters that change nothing          | pub                     | /pub;v=1/x;y                | /pub/x          | pub
					an encoded character in the last segment     | pub                     | /pub/caf%C3%A9              | /pub/caf\u00e9  | pub
					two slashes below the pattern                | pub                     | /pub//x                     | /pub/x          | pub
					a dot segment below the pattern              | pub                     | /pub/./x                    | /pub/x          | pub
					up and out of the pattern                    | pub                     | /pub/..;/admin/b            | /admin/b        | pub without grants
					up and out, plainly                          | pub                     | /pub/../admin/b             | /admin/b        | pub without grants
					up and out, encoded                          | pub                     | /pub/%2e%2e/admin/b         | /admin/b        | pub without grants
					up and out, where no container says so       | pub                     | /pub/..;/admin/b            | none            | pub without grants
					up and into the pattern                      | pub                     | /admin/..;/pub/x            | /pub/x          | pub without grants
					two slashes before the pattern               | pub                     | //pub/x                     | /pub/x          | pub without grants
					an encoded slash                             | pub                     | /pub%2Fx                    | /pub/x          | pub without grants
					an encoded backslash                         | pub                     | /pub%5Cx                    | none            | pub without grants
					no reading is covered                        | pub                     | /x/..;/admin/b              | /admin/b        | none
					of two policies the stricter                 | pub, enforced           | /pub/..;/enforced/b         | /enforced/b     | enforced
					of two policies the stricter, turned round   | pub, enforced           | /enforced/..;/pub/b         | /pub/b          | enforced
					every origin is the least strict             | any, credentials        | //credentials/x             | /credentials/x  | credentials without credentials
					both policies have credentials               | credentials, credits    | /credentials/..;/credits/x  | /credits/x      | credentials
					every origin beside named ones               | any, pub                | /x/..;/pub/x                | /pub/x          | pub
					credentials are less strict than none        | credentials, pub        | /credentials/..;/pub/x      | /pub/x          | pub
					three readings, one not covered              | pub, enforced           | /pub/..;/enforced/b         | /elsewhere      | enforced without grants
					below everything                             | any                     | //x                         | /x              | any
					a file behind a slash                        | any, pub                | /pub/a.txt/                 | /pub/a.txt/     | pub
					a file behind a slash, exactly               | any, a.txt              | /a.txt/                     | /a.txt/         | a.txt
					a file behind slashes                        | any, a.txt              | /a.txt//                    | /a.txt/         | a.txt
					a file behind a slash that is not covered    | pub                     | /a.txt/                     | /a.txt/         | none
					a file behind a slash of its own policy      | a.txt                   | /a.txt/                     | /a.txt/         | none
					a directory                                  | any, pub                | /pub/                       | /pub/           | pub
					a slash behind a name                        | any, exact              | /exact/                     | /exact/         | any
					a reserved path by another reading           | any                     | /x/..;/actuator/env         | /actuator/env   | any without grants
					a reserved path by the container's reading   | any                     | /x;/y/actuator/env          | /actuator/env   | any without grants
					a reserved path by every reading             | any                     | /actuator;x/env             | /actuator/env   | none
					a context path                               | pub                     | /app/pub/..;/admin          | /admin          | pub without grants
					a context path that is encoded               | pub                     | /%61pp/pub/x                | /pub/x          | pub
					a context path behind two slashes            | pub                     | //app/pub/x                 | /pub/x          | pub
					what Spring cannot decode                    | pub                     | /pub/%zz                    | /pub/%zz        | pub
					""")
	void strictestPolicyOfAllReadingsDecides(String why, String policies, String path, @Nullable String decoded,
			@Nullable String expected) {
		String contextPath = why.startsWith("a context path") ? "/app" : "";
		PolicySelection selection = selection(policies.split(", "));
		Request request = new Request(path, contextPath, decoded,
				expected != null && expected.startsWith("enforced") ? FOREIGN : ALLOWED);
		CorsPolicy policy = selection.find(request, Reader.INSTANCE);
		assertThat((policy == null) ? null : describe(policy)).isEqualTo(expected);
	}

	@Test
	void resolverIsAskedUnlessAReadingIsReserved() {
		CorsPolicy resolved = policy("credentials");
		List<String> asked = new ArrayList<>();
		PolicySelection selection = selection("pub").with((request) -> {
			asked.add(request.method());
			return resolved;
		});
		assertThat(selection.find(new Request("/x", "", "/x", ALLOWED), Reader.INSTANCE)).isSameAs(resolved);
		assertThat(selection.find(new Request("/a%20b", "", "/a b", ALLOWED), Reader.INSTANCE)).isSameAs(resolved);
		assertThat(asked).hasSize(2);
		for (String path : List.of("/actuator", "/actuator/env", "/%61ctuator/env", "/x/..;/actuator", "//actuator",
				"/pub/%zz")) {
			assertThat(selection.find(new Request(path, "", null, ALLOWED), Reader.INSTANCE)).as(path)
				.isNotSameAs(resolved);
		}
		assertThat(selection.find(new Request("/a;b", "", "/actuator/env", ALLOWED), Reader.INSTANCE)).isNull();
		assertThat(asked).hasSize(2);
	}

	@Test
	void costOfSeveralReadingsDoesNotGrowWithThePolicies() {
		for (String path : List.of("//tenant-7/x", "/tenant-7;v=1/x", "/%74enant-7/x", "/tenant-7/7/%78")) {
			long few = allocated(selection(10), path);
			long many = allocated(selection(10_000), path);
			assertThat(few).as(path).isPositive();
			assertThat(many).as(path).isLessThanOrEqualTo(few * 3 / 2);
		}
	}

	/** Each pattern that is tried allocates, so bytes show how many were tried. */
	private static long allocated(PolicySelection selection, String path) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		Request request = new Request(path, "", "/tenant-7/x", ALLOWED);
		for (int i = 0; i < 200; i++) {
			assertThat(selection.find(request, Reader.INSTANCE)).isNotNull();
		}
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < 100; i++) {
			selection.find(request, Reader.INSTANCE);
		}
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private static PolicySelection selection(int policies) {
		CorsPolicyBuilder defaults = new CorsPolicyBuilder().allowedOrigins("https://a.example");
		List<CorsPolicyBuilder> builders = new ArrayList<>();
		builders.add(defaults);
		IntStream.range(0, policies)
			.forEach((i) -> builders.add(new CorsPolicyBuilder("tenant-" + i, defaults).paths("/tenant-" + i + "/**",
					"/tenant-" + i + "/{id}/x")));
		return new PolicySelection(new CorsPolicyRegistry(
				CorsPolicyBuilder.buildAll(builders, (policy, index, path) -> null, (problem) -> {
				})), null);
	}

	private static PolicySelection selection(String... names) {
		List<CorsPolicy> policies = new ArrayList<>();
		for (String name : names) {
			policies.add(policy(name));
		}
		CorsPolicyRegistry registry = new CorsPolicyRegistry(policies);
		registry.reserve(List.of("/actuator"));
		return new PolicySelection(registry, null);
	}

	private static CorsPolicy policy(String name) {
		CorsPolicyBuilder policy = new CorsPolicyBuilder(name, new CorsPolicyBuilder()).paths("/" + name + "/**")
			.allowedOrigins("https://a.example");
		return (switch (name) {
			case "any" -> policy.allowedOrigins("*").paths("/**");
			case "a.txt", "exact" -> policy.paths("/" + name);
			case "credentials", "credits" -> policy.allowCredentials(true);
			case "enforced" -> policy.enforcement(Enforcement.SERVER);
			default -> policy;
		}).build();
	}

	private static String describe(CorsPolicy policy) {
		CorsPolicy same = policy(policy.name());
		boolean less = same.limitedTo(policy("pub")) != same && policy.limitedTo(policy("pub")) == policy;
		return policy.name()
				+ ((policy == policy.withoutGrants()) ? " without grants" : less ? " without credentials" : "");
	}

	private record Request(String uri, String contextPath, @Nullable String decoded, CorsRequest view) {

	}

	private static final class Reader implements PathReader<Request> {

		private static final Reader INSTANCE = new Reader();

		@Override
		public String uri(Request request) {
			return request.uri();
		}

		@Override
		public String contextPath(Request request) {
			return request.contextPath();
		}

		@Override
		public @Nullable String decodedPath(Request request) {
			return request.decoded();
		}

		@Override
		public CorsRequest view(Request request) {
			return request.view();
		}

	}

}
