// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.properties;

import java.time.Duration;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Messages in a log show their cause and hide passwords.
 */
class PrintableMessageTests {

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true,
			textBlock = """
					WHY                              | WRITTEN                                                          | SHOWN
					name and password                | jdbc:postgresql://user:secret@db/x: Connection refused           | jdbc:postgresql://***@db/x: Connection refused
					what stands before a URL         | java.net.ConnectException: https://user:secret@db/x: no route    | java.net.ConnectException: https://***@db/x: no route
					a token for a name               | GET https://secret@db/x: 401                                     | GET https://***@db/x: 401
					a token with an empty password   | GET https://secret:@db/x: 401                                    | GET https://***@db/x: 401
					an @ in the password             | https://user:sec@ret@db/x: no route                              | https://***@db/x: no route
					a slash in it                    | https://user:sec/ret@db/x: no route                              | https://***@db/x: no route
					slashes in it                    | https://user:sec//ret@db/x: no route                             | https://***@db/x: no route
					a question mark in it            | https://user:sec?ret@db/x: no route                              | https://***@db/x: no route
					a dotted name, a slash in it     | https://us.er:sec/ret@db/x: no route                             | https://***@db/x: no route
					digits and a slash in it         | https://user:12/secret@db/x: no route                            | https://***@db/x: no route
					a comma in it                    | https://user:sec,ret@db/x: no route                              | https://***@db/x: no route
					a blank in it                    | Illegal character at index 12: https://user:p secret@db/x        | Illegal character at index 12: https://***@db/x
					two blanks in it                 | cannot parse https://user:p secr et@db/x, sorry                  | cannot parse https://***@db/x, sorry
					a blank first, in quotes         | cannot parse "https://user: secret@db/x"                         | cannot parse "https://***@db/x"
					digits and a blank, in quotes    | cannot parse "https://user:1 secret@db/x": no                    | cannot parse "https://***@db/x": no
					a blank and an @ in it           | https://user:p w@secret@db/x: no route                           | https://***@db/x: no route
					without slashes                  | no route to user:secret@db                                       | no route to ***@db
					quoted, without slashes          | no route to 'user:secret@db'                                     | no route to '***@db'
					a value of a key                 | [url=user:secret@db] refused                                     | [url=***@db] refused
					a driver's own form              | no route to jdbc:h2:user:secret@host                             | no route to jdbc:h2:***@host
					a driver's other form            | jdbc:oracle:thin:scott/secret@//db:1521/x: ORA-12541             | jdbc:oracle:***@//db:1521/x: ORA-12541
					no colon before the slashes      | https//user:secret@db: no route                                  | https//***@db: no route
					backslashes                      | https:\\\\user:secret@db: no route                               | https:\\\\***@db: no route
					one slash                        | https:/user:secret@db: no route                                  | https:/***@db: no route
					a list                           | none of https://u:secret@a,https://v:secret@b answers            | none of https://***@a,https://***@b answers
					a list in words                  | https://u:secret@a and https://v:secret@b: no route              | https://***@a and https://***@b: no route
					among others                     | Foo@1a2b3c: https://user:secret@db/x for me@b.example: no route  | Foo@1a2b3c: https://***@db/x for me@b.example: no route
					in a redirect                    | https://a.example/x?u=https://user:secret@db: no route           | https://a.example/x?u=https://***@db: no route
					IPv6                             | http://user:secret@[::1]:80/x: no route                          | http://***@[::1]:80/x: no route
					hidden already                   | "https://***@a.example" is refused: an origin has no path        | "https://***@a.example" is refused: an origin has no path
					an object                        | com.example.Foo@1a2b3c: timed out                                | com.example.Foo@1a2b3c: timed out
					an object after a colon          | java.lang.IllegalStateException: com.example.Foo@1a2b3c          | java.lang.IllegalStateException: com.example.Foo@1a2b3c
					an array                         | cannot cast [Ljava.lang.String;@1a2b3c to Foo                    | cannot cast [Ljava.lang.String;@1a2b3c to Foo
					an address                       | mail me@example.com failed: no route                             | mail me@example.com failed: no route
					an address after words           | java.io.IOException: no route: mail me@example.com               | java.io.IOException: no route: mail me@example.com
					an address in a path             | cannot read /home/me@example.com/tenants.csv:4:7                 | cannot read /home/me@example.com/tenants.csv:4:7
					an address on a drive            | cannot read C:\\Users\\me@example.com\\tenants.csv:4             | cannot read C:\\Users\\me@example.com\\tenants.csv:4
					a URL, then an address           | https://db:5432 failed for me@example.com: no route              | https://db:5432 failed for me@example.com: no route
					a URL, a colon, then an address  | https://db/x: refused for me@example.com                         | https://db/x: refused for me@example.com
					a URL with a port and a path     | https://db:5432/x, sent by me@example.com                        | https://db:5432/x, sent by me@example.com
					a host, a colon, then an address | https://db: refused for me@example.com                           | https://db: refused for me@example.com
					a port, a colon, then an address | (https://db:5432): refused for me@example.com                    | (https://db:5432): refused for me@example.com
					IPv6, then an address            | https://[::1]:80 refused for me@example.com                      | https://[::1]:80 refused for me@example.com
					a domain, an @ in the path       | https://registry.example/@scope/x: 404                           | https://registry.example/@scope/x: 404
					an annotation                    | no @Transactional on a.b.Tenants: no session                     | no @Transactional on a.b.Tenants: no session
					only an @                        | @                                                                | @
					no @                             | https://user:p w: no route                                       | https://user:p w: no route
					""")
	void messageShowsTheCauseAndHidesThePassword(String why, String written, String shown) {
		assertThat(PrintableMessage.of(written)).as(why).isEqualTo(shown);
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvFileSource(resources = "/fixtures/named-secrets.csv", delimiter = '|', quoteCharacter = '~',
			useHeadersInDisplayName = true)
	void secretWithANameIsHidden(String why, String written, String shown) {
		assertThat(PrintableMessage.of(written)).as(why).isEqualTo(shown);
		assertThat(PrintableValue.of(written)).as(why).doesNotContain("s3c", "r3t");
	}

	@Test
	void lineBreakEndsASecret() {
		assertThat(PrintableMessage.of("password: s3cret\nno route; a=b"))
			.isEqualTo("password: ***\\u000ano route; a=b");
	}

	@Test
	void lineBreakEndsAWord() {
		assertThat(PrintableMessage.of("https://user:p\nno route for me@example.com\r\n\u001b[2Jhttps://u:secret@b"))
			.isEqualTo("https://user:p\\u000ano route for me@example.com\\u000d\\u000a\\u001b[2Jhttps://***@b");
	}

	@Test
	void exceptionWithAFailingMessageIsNamed() {
		assertThat(PrintableMessage.of(new IllegalStateException() {

			@Override
			public String getMessage() {
				throw new UnsupportedOperationException("in a test");
			}

		})).contains(getClass().getName());
	}

	@Test
	void timeIsProportionalToTheLengthOfTheMessage() {
		for (String part : new String[] { "@", "a:", "https://user:p ", "//", ",a", "\"https://u: ", "a@b ", "\n", ":/",
				"https://a.b/ ", "https://a.b/", "\"https://u:p ", "x,https://u:p@b", "=", "pwd=", "pwd={", "pwd=\"",
				"pwd=\\\"", "pwd=\\", "pwd= ", "pwd=)", "pwd: ", "pwd:\"", "'pwd' : '", "pwd=a;", ";pwd=a ", ";a",
				",a ", "pwd=a\"", "pwd%3Da", "pwd", "[pwd=]:", "pwd={{", "pwd=}}", "a-key: ", "a-", "x-key:",
				"authorization: basic ", "\npwd: a", "pwd=&a", "pwd=;" }) {
			String message = part.repeat(200_000 / part.length());
			assertThatNoException().as(part)
				.isThrownBy(() -> Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
					PrintableMessage.of(message + "@");
					PrintableMessage.of("@ " + message);
					PrintableMessage.of(message + "\n@");
				}));
		}
	}

}
