// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import io.github.originaccess.cors.refresh.LoadedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values on a terminal or in a log hide passwords.
 */
class PrintableValueTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true,
			textBlock = """
					WHY                               | WRITTEN                                              | SHOWN
					name and password                 | https://user:secret@app.example.com                  | https://***@app.example.com
					a token for a name                | https://secret@app.example.com                       | https://***@app.example.com
					a token with an empty password    | https://secret:@app.example.com                      | https://***@app.example.com
					a path too                        | https://user:secret@app.example.com/login            | https://***@app.example.com/login
					a query too                       | https://user:secret@app.example.com?a=b              | https://***@app.example.com?a=b
					a bad port too                    | https://user:secret@app.example.com:0                | https://***@app.example.com:0
					a wildcard too                    | https://user:secret@*example.com                     | https://***@*example.com
					another scheme                    | WSS://user:secret@app.example.com                    | WSS://***@app.example.com
					an @ in the password              | https://user:sec@ret@app.example.com                 | https://***@app.example.com
					a slash in the password           | https://user:sec/ret@app.example.com                 | https://***@app.example.com
					a question mark in it             | https://user:sec?ret@app.example.com                 | https://***@app.example.com
					a number sign in it               | https://user:sec#ret@app.example.com                 | https://***@app.example.com
					a blank in it                     | https://user: secret@app.example.com                 | https://***@app.example.com
					a comma in it                     | https://user:s,secret@app.example.com                | https://***@app.example.com
					slashes in it                     | https://user:s//secret@app.example.com               | https://***@app.example.com
					several colons                    | https://user:s:secret@app.example.com                | https://***@app.example.com
					no scheme                         | user:secret@app.example.com                          | ***@app.example.com
					no scheme, slashes                | //user:secret@app.example.com                        | //***@app.example.com
					no slashes                        | https:user:secret@app.example.com                    | ***@app.example.com
					one slash                         | https:/user:secret@app.example.com                   | https:/***@app.example.com
					three slashes                     | https:///user:secret@app.example.com                 | https:///***@app.example.com
					no colon                          | https//user:secret@app.example.com                   | https//***@app.example.com
					backslashes                       | https:\\\\user:secret@app.example.com                | https:\\\\***@app.example.com
					quotes                            | "https://user:secret@app.example.com"                | "https://***@app.example.com"
					a regular expression              | ^https?://user:secret@.*\\.example\\.com$            | ^https?://***@.*\\.example\\.com$
					a list                            | https://a.example, https://user:secret@app.example.com | https://a.example, https://***@app.example.com
					two of them                       | https://a:secret@a.example,https://b:secret@b.example | https://***@a.example,https://***@b.example
					no comma between                  | https://a:secret@a.example https://b:secret@b.example | https://***@a.example https://***@b.example
					a key                             | cors.allowed-origins[0].https://user:secret@a.example | cors.allowed-origins[0].https://***@a.example
					a place on a server               | URL [https://user:secret@config.example/app.yml]:4:7 | URL [https://***@config.example/app.yml]:4:7
					no user info                      | https://app.example.com                              | https://app.example.com
					a path pattern                    | /@app/**                                             | /@app/**
					a path pattern with a variable    | /{id:[a-z]+}/@me                                     | /{id:[a-z]+}/@me
					a header name                     | X-@                                                  | X-@
					a name alone                      | me@example.com                                       | me@example.com
					a file                            | /home/me@example.com/application.yml:4:7             | /home/me@example.com/application.yml:4:7
					a file on a drive                 | C:\\Users\\me@example.com\\application.yml:4:7       | C:\\Users\\me@example.com\\application.yml:4:7
					only an @                         | @                                                    | @
					""")
	void valueHidesThePassword(String why, String written, String shown) {
		assertThat(PrintableValue.of(written)).as(why).isEqualTo(shown);
	}

	@Test
	void reportHidesThePassword() {
		LoadedConfiguration configuration = new LoadedConfiguration().commandLine("--cors.exposed-headers=a:secret@b")
			.file("application.yml", """
					cors:
					  allowed-origins:
					    - https://user:secret@app.example.com/login
					    - https://user:secret@
					    - https://user:sec/ret@app.example.com
					    - https://{user:secret}@app.example.com
					    - ftp//user:secret@app.example.com
					  own-origins: https://user:%ssecret@app.example.com
					  ownOrigins: https://user:secret@app.example.com
					  allowed-origin: https://a.example, https://user:secret@app.example.com
					  max-age: https://user:secret@app.example.com
					""".formatted("x".repeat(2000)));
		assertThat(configuration.problems()).hasSize(10);
		assertThat(ConfigurationReport.text(configuration.problems())).contains("***@app.example.com")
			.doesNotContain("secret")
			.doesNotContain("xxx");
	}

}
