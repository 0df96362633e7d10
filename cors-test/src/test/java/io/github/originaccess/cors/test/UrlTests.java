// SPDX-License-Identifier: Apache-2.0

package io.github.originaccess.cors.test;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlTests {

	private static final String BASE = "https://api.example.com/v1/orders?page=2";

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "invalid", textBlock = """
			TEXT                            | URL
			/a                              | https://api.example.com/a
			a                               | https://api.example.com/v1/a
			../a                            | https://api.example.com/a
			../../../a                      | https://api.example.com/a
			.                               | https://api.example.com/v1/
			..                              | https://api.example.com/
			./a/./b/../c                    | https://api.example.com/v1/a/c
			/a/%2E%2e/b                     | https://api.example.com/b
			/a/%2e                          | https://api.example.com/a/
			/a/.%2e/b                       | https://api.example.com/b
			/a/%2E./b                       | https://api.example.com/b
			/a/.%2E                         | https://api.example.com/
			/a^b                            | https://api.example.com/a%5Eb
			''                              | https://api.example.com/v1/orders?page=2
			?a                              | https://api.example.com/v1/orders?a
			#a                              | https://api.example.com/v1/orders?page=2
			//cdn.example.com/a             | https://cdn.example.com/a
			\\\\cdn.example.com\\a          | https://cdn.example.com/a
			/a\\b                           | https://api.example.com/a/b
			/a?b\\c                         | https://api.example.com/a?b\\c
			http:cdn.example.com            | http://cdn.example.com/
			http:////cdn.example.com        | http://cdn.example.com/
			https:a                         | https://api.example.com/v1/a
			https:/a                        | https://api.example.com/a
			HTTPS:../a?b                    | https://api.example.com/a?b
			https:?a                        | https://api.example.com/v1/orders?a
			https:                          | https://api.example.com/v1/orders?page=2
			https://cdn.example.com         | https://cdn.example.com/
			https:\\\\cdn.example.com       | https://cdn.example.com/
			https:///cdn.example.com        | https://cdn.example.com/
			HTTPS://CDN.Example.COM/A       | https://cdn.example.com/A
			https://cdn.example.com:443/    | https://cdn.example.com/
			https://cdn.example.com:80/     | https://cdn.example.com:80/
			https://cdn.example.com:/       | https://cdn.example.com/
			http://cdn.example.com:0080     | http://cdn.example.com/
			https://cdn.example.com?a       | https://cdn.example.com/?a
			https://user:pw@cdn.example.com | https://cdn.example.com/
			https://a@b@cdn.example.com/c@d | https://cdn.example.com/c@d
			'  https://cdn.example.com  '   | https://cdn.example.com/
			/a b                            | https://api.example.com/a%20b
			/ä                              | https://api.example.com/%C3%A4
			/a?ä'"                          | https://api.example.com/a?%C3%A4%27%22
			/a;b=c,d|https://api.example.com/a;b=c,d
			/pub/..;/admin                  | https://api.example.com/pub/..;/admin
			https://%63dn.example.com       | https://cdn.example.com/
			https://cdn.example.co%6D       | https://cdn.example.com/
			https://bücher.example          | https://xn--bcher-kva.example/
			http://\uFFFD.example            | invalid
			http://\uD83D\uDE00.example      | http://xn--e28h.example/
			http://\uFF41.example            | http://a.example/
			http://0x7f000001               | http://127.0.0.1/
			http://2130706433               | http://127.0.0.1/
			http://127.1                    | http://127.0.0.1/
			http://0177.0.0.1.              | http://127.0.0.1/
			http://256.0.0.1                | invalid
			http://1.2.3.4.5                | invalid
			http://1.2.3.4.0                | invalid
			http://a.+2                     | http://a.+2/
			http://a.-2                     | http://a.-2/
			http://1.2.3.08                 | invalid
			http://a.1                      | invalid
			http://a.0x                     | invalid
			http://a.09                     | invalid
			http://a.0xg                    | http://a.0xg/
			http://a..                      | http://a../
			http://.                        | http://./
			http://0x                       | http://0.0.0.0/
			http://1.2.3.255                | http://1.2.3.255/
			http://1.2.3.256                | invalid
			http://1.2.65535                | http://1.2.255.255/
			http://1.2.65536                | invalid
			http://1.16777215               | http://1.255.255.255/
			http://1.16777216               | invalid
			http://4294967295               | http://255.255.255.255/
			http://4294967296               | invalid
			http://0xfffffffffffffffffffff  | invalid
			http://1.0xffffffffffffffffff   | invalid
			http://0x00000000000000000001   | http://0.0.0.1/
			http://1..2.3                   | invalid
			http://1.a                      | http://1.a/
			http://[::1]:80                 | http://[::1]/
			http://[0:0:1:0:0:0:0:1]        | http://[0:0:1::1]/
			http://[1:0:2:0:3:0:4:0]        | http://[1:0:2:0:3:0:4:0]/
			http://[::ffff:127.0.0.1]       | http://[::ffff:7f00:1]/
			http://[::]                     | http://[::]/
			http://[1::]                    | http://[1::]/
			http://[1:2:3:4:5:6:7:0]        | http://[1:2:3:4:5:6:7:0]/
			http://[1:0:0:2:0:0:0:3]        | http://[1:0:0:2::3]/
			http://[1:0:0:2:3:0:0:4]        | http://[1::2:3:0:0:4]/
			http://[ABCD::00EF]             | http://[abcd::ef]/
			http://[1:2:3:4:5:6:7::]        | http://[1:2:3:4:5:6:7:0]/
			http://[::00001]                | invalid
			http://[::1.2.3.4]              | http://[::102:304]/
			http://[::1.2.3.0]              | http://[::102:300]/
			http://[::1.2.3.04]             | invalid
			http://[::1.2.3]                | invalid
			http://[1::2::3]                | invalid
			http://[1:2:3:4::5:6:7:8]       | invalid
			http://[::1:]                   | invalid
			http://[1:2]                    | invalid
			http://[1:2:3:4:5:6:7:8:9]      | invalid
			http://[127.0.0.1]              | invalid
			http://[::g]                    | invalid
			http://[a.example]              | invalid
			http://[::1                     | invalid
			http://                         | invalid
			http://@                        | invalid
			http://:80                      | invalid
			http://a:b                      | invalid
			http://a:65536                  | invalid
			http://a:-1                     | invalid
			http://a b                      | invalid
			http://a%00b                    | invalid
			http://a<b                      | invalid
			a_b:c                           | https://api.example.com/v1/a_b:c
			1:2                             | https://api.example.com/v1/1:2
			:a                              | https://api.example.com/v1/:a
			a+b:c                           | invalid
			/a?b:c                          | https://api.example.com/a?b:c
			/..                             | https://api.example.com/
			//a.example                     | https://a.example/
			https://:@a.example             | https://a.example/
			https://a.example:0             | https://a.example:0/
			ftp://a.example/                | invalid
			data:text/plain,a               | invalid
			javascript:alert(1)             | invalid
			ws://a.example                  | invalid
			""")
	void textIsReadAsBrowsersDo(String text, @Nullable String url) {
		Url parsed = Url.parse(text, Url.parse(BASE, null));
		assertThat((parsed != null) ? parsed.toString() : null).isEqualTo(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/a", "a", "//a/b", "?a", "#a" })
	void relativeTextNeedsABase(String text) {
		assertThat(Url.parse(text, null)).isNull();
	}

	@Test
	void fragmentIsKeptApart() {
		Url url = Url.parse("https://a.example/b?c#d?e", null);
		assertThat(url).hasToString("https://a.example/b?c").isNotEqualTo(Url.parse("https://a.example/b?c", null));
		assertThat(url).extracting(Url::fragment).isEqualTo("d?e");
	}

	@Test
	void charactersThatUriRefusesAreEncoded() {
		Url url = Url.parse("https://a.example/|[]^%zz%?{|}[]`\\%2", null);
		assertThat(url).extracting(Url::toUri)
			.hasToString("https://a.example/%7C%5B%5D%5E%25zz%25?%7B%7C%7D[]%60%5C%252");
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			ONE                         | OTHER                      | SAME
			https://a.example.com       | https://b.example.com      | true
			https://example.com         | https://b.a.example.com    | true
			https://example.com:1       | https://example.com:2      | true
			http://localhost:1          | http://localhost:2         | true
			http://a.shop.localhost     | http://api.shop.localhost  | true
			http://127.0.0.1:1          | http://127.0.0.1:2         | true
			http://[::1]:1              | http://[::1]:2             | true
			https://shop.co.uk          | https://evil.co.uk         | false
			https://a.shop.co.uk        | https://b.shop.co.uk       | true
			https://co.uk               | https://shop.co.uk         | false
			http://a.localhost          | http://b.localhost         | false
			http://a.localhost          | http://localhost           | false
			http://example.com          | https://example.com        | false
			https://example.com         | https://example.org        | false
			https://example.com         | https://badexample.com     | false
			http://10.0.0.1             | http://11.0.0.1            | false
			https://a.shop.example.     | https://b.shop.example.    | true
			https://shop.example.       | https://evil.example.      | false
			https://shop.co.uk.         | https://evil.co.uk.        | false
			https://shop.example        | https://shop.example.      | false
			""")
	void sitesNeedTheSameSchemeAndRegistrableDomain(String one, String other, boolean same) {
		Sites sites = new Sites((domain) -> domain.indexOf('.') < 0 || domain.equals("co.uk"));
		assertThat(sites.isSameSite(PageAddress.origin(one), PageAddress.origin(other))).isEqualTo(same);
	}

	@Test
	void withoutAListOnlyTopLevelDomainsArePublic() {
		assertThat(Sites.WITHOUT_LIST.isSameSite(PageAddress.origin("https://shop.co.uk"),
				PageAddress.origin("https://evil.co.uk")))
			.isTrue();
		RecordingServer server = RecordingServer.answering(200);
		Browser.over(server, URI.create("https://shop.co.uk"))
			.withPublicSuffixes("co.uk"::equals)
			.page("https://evil.co.uk")
			.fetch("/");
		assertThat(server.lastRequest().headers().get("Sec-Fetch-Site")).isEqualTo("cross-site");
	}

	@Test
	void topLevelDomainsArePublicWhateverTheListSays() {
		Sites sites = new Sites("co.uk"::equals);
		assertThat(sites.isSameSite(PageAddress.origin("https://a.example.com"),
				PageAddress.origin("https://b.example.com")))
			.isTrue();
		assertThat(sites.isSameSite(PageAddress.origin("https://a.com"), PageAddress.origin("https://b.com")))
			.isFalse();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			URL                  | CREDENTIALS
			https://u@a.example  | true
			https://u:@a.example | true
			https://:p@a.example | true
			https://a:b@c@d.test | true
			https://:@a.example  | false
			https://@a.example   | false
			https://a.example/@  | false
			""")
	void userNameOrPasswordAreCredentials(String text, boolean credentials) {
		assertThat(Url.parse(text, null)).extracting(Url::hasCredentials).isEqualTo(credentials);
	}

	@Test
	void opaqueOriginsAreOfNoSite() {
		assertThat(Sites.WITHOUT_LIST.isSameSite(WebOrigin.OPAQUE, WebOrigin.OPAQUE)).isFalse();
		assertThat(WebOrigin.OPAQUE.isSameOrigin(WebOrigin.OPAQUE)).isFalse();
	}

	@ParameterizedTest(name = "{arguments}")
	@CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
			SERVER                    | SENT
			https://api.example.com   | true
			http://localhost:8080     | true
			http://api.localhost      | true
			http://localhost.         | true
			http://api.localhost.     | true
			http://127.0.0.1:8080     | true
			http://127.8.0.1          | true
			http://[::1]:8080         | true
			http://api.example.com    | false
			http://192.168.0.1        | false
			http://127.0.0.1.example  | false
			http://localhost.example  | false
			http://localhost..        | false
			""")
	void fetchMetadataNeedsATrustworthyServer(URI server, boolean sent) {
		RecordingServer recording = RecordingServer.answering(200);
		Browser.over(recording, server).page("https://shop.example.com").fetch("/");
		assertThat(recording.lastRequest().headers().contains("Sec-Fetch-Site")).isEqualTo(sent);
		assertThat(recording.lastRequest().headers().contains("Sec-Fetch-Mode")).isEqualTo(sent);
	}

}
