// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A configuration with twenty problems: a default policy, two named ones, and two
 * profiles.
 */
@ExtendWith(OutputCaptureExtension.class)
class TwentyProblemsTests {

	@TempDir
	private Path directory;

	@Test
	void twentyProblemsInTwoPoliciesAndTwoProfilesAreInOneReport(CapturedOutput output) throws IOException {
		FailedStart start = new FailedStart(this.directory, output);
		start.write("application.yml", """
				cors:
				  allowed-origin: https://typo.example.com
				  allowed-origins:
				    - https://app.example.com/login
				    - app.example.com
				    - "null"
				    - http://plain.example.com
				  allowed-methods: GET, CONNECT
				  allowed-headers:
				    - Cookie
				    - X-*
				  allow-credentials: true
				  policies:
				    admin:
				      paths: admin/**
				      allowed-origins: https://*.github.io
				      exposed-headers: "*"
				    shop:
				      paths: /shop/**
				      allowed-origins: ^https://.*\\.shop\\.example$
				      max-age: soon
				""");
		start.write("application-staging.yml", """
				cors:
				  max-age: -1
				  policies:
				    admin:
				      allow-private-network: true
				      allowed-origins:
				        - https://*example.com
				        - wss://app.example.com
				""");
		start.write("application-local.yml", """
				cors:
				  allowed-methods: []
				  exposed-headers: Set-Cookie
				  policies:
				    shop:
				      enabled: false
				      own-origins: "*"
				      allowed-headers: X Y
				""");
		assertThat(start.report("--spring.profiles.active=staging,local")).isEqualTo(
				"""
						Description:

						The CORS configuration has 20 problems:

						    cors.allowed-methods = ""
						        set in: application-local.yml:2:20
						        overrides: application.yml:8:20
						        refused: a policy without methods would refuse every request (docs/problems.md#methods-empty)
						        write: GET, HEAD, POST

						    cors.exposed-headers = "Set-Cookie"
						        set in: application-local.yml:3:20
						        refused: browsers do not let pages read Set-Cookie; leave the property out to expose no \
						further header (docs/problems.md#response-header-forbidden)

						    cors.policies.shop.enabled
						        set in: application-local.yml:6:16
						        refused: no policy is turned off alone; cors.enabled applies to all policies \
						(docs/problems.md#unknown-key)

						    cors.policies.shop.own-origins = "*"
						        set in: application-local.yml:7:20
						        refused: any site can point its DNS name at this server; list the origins that users know \
						(docs/problems.md#any-own-origin)

						    cors.policies.shop.allowed-headers = "X Y"
						        set in: application-local.yml:8:24
						        refused: a header name consists of letters, digits and the characters !#$%&'+-.^_`|~, without \
						white space (docs/problems.md#header-name-invalid)
						        write: X, Y

						    cors.max-age = "-1"
						        set in: application-staging.yml:2:12
						        refused: a cache time cannot be negative; 0 means no caching (docs/problems.md#max-age-negative)
						        write: 0

						    cors.policies.admin.allow-private-network
						        set in: application-staging.yml:5:30
						        refused: browsers have given up Private Network Access, so there is nothing to allow; remove \
						this property (docs/problems.md#unknown-key)

						    cors.policies.admin.allowed-origins[0] = "https://*example.com"
						        set in: application-staging.yml:7:11
						        overrides: application.yml:16:24
						        refused: write a dot or a hyphen after the *; without it, the * would match domains of \
						other people (docs/problems.md#origin-wildcard-not-separated)
						        write: https://*.example.com

						    cors.policies.admin.allowed-origins[1] = "wss://app.example.com"
						        set in: application-staging.yml:8:11
						        overrides: application.yml:16:24
						        refused: the page that opens a WebSocket has an https origin (docs/problems.md#origin-websocket)
						        write: https://app.example.com

						    cors.allowed-origin
						        set in: application.yml:2:19
						        refused: there is no such property; add the values to cors.allowed-origins (application.yml:4:7) (docs/problems.md#unknown-key)

						    cors.allowed-origins[0] = "https://app.example.com/login"
						        set in: application.yml:4:7
						        refused: an origin has no path (docs/problems.md#origin-with-path)
						        write: https://app.example.com

						    cors.allowed-origins[1] = "app.example.com"
						        set in: application.yml:5:7
						        refused: an origin begins with its scheme, such as https:// \
						(docs/problems.md#origin-without-scheme)
						        write: https://app.example.com

						    cors.allowed-origins[2] = "null"
						        set in: application.yml:6:7
						        refused: any page can have the origin null, for example in a sandboxed frame \
						(docs/problems.md#origin-null)

						    cors.allowed-origins[3] = "http://plain.example.com"
						        set in: application.yml:7:7
						        refused: anybody on the network can serve pages of an http origin, and they would act with the \
						users' credentials (docs/problems.md#insecure-origin-with-credentials)
						        write: https://plain.example.com

						    cors.allowed-headers = "Cookie, X-*"
						        set in: application.yml:10:7
						        refused: pages cannot send Cookie: browsers set it, or it is a response header \
						(docs/problems.md#request-header-forbidden)

						    cors.allowed-headers[1] = "X-*"
						        set in: application.yml:11:7
						        refused: write * alone, for all names (docs/problems.md#name-with-wildcard)
						        write: "*"

						    cors.policies.admin.paths = "admin/**"
						        set in: application.yml:15:14
						        refused: a path begins with a slash (docs/problems.md#path-without-slash)
						        write: /admin/**

						    cors.policies.admin.exposed-headers = "*"
						        set in: application.yml:17:24
						        together with: cors.allow-credentials in application.yml:12:22
						        refused: with credentials, browsers read * as a header name; list the names \
						(docs/problems.md#any-exposed-header-with-credentials)
						        or set: cors.policies.admin.allow-credentials: false

						    cors.policies.shop.allowed-origins = "^https://.*\\.shop\\.example$"
						        set in: application.yml:20:24
						        refused: regular expressions are not supported; use a * for subdomains or for a part of the \
						first label (docs/problems.md#origin-regular-expression)
						        write: https://*.shop.example

						    cors.policies.shop.max-age = "soon"
						        set in: application.yml:21:16
						        refused: the value is not a duration, such as 30m, 2h or, in seconds, 600 \
						(docs/problems.md#wrong-type)

						Action:

						Correct the configuration. Until then the application does not start, so that it never trusts the wrong sites.
						Each code is explained at https://github.com/originaccess/cors/blob/main/docs/problems.md
						""");
	}

}
